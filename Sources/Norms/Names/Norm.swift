/// A norm or seminorm by its name: which derivatives, which power, which weights.
///
/// Names and spelling are those of the article *Sobolev norms*; see ``Norm/init(_:)``.
public struct Norm: Hashable, Sendable {
  /// What is measured.
  public enum Core: Hashable, Sendable {
    /// L^p, 1 ≤ p ≤ ∞.
    case lebesgue(Double)
    /// H^s for real s.
    case sobolev(Double)
    /// √a(u, u) of the problem's own form.
    case energy
    /// W^{s,p}
    case slobodeckij(Double, Double)
    /// B^s_{p,q}
    case besov(Double, Double, Double)
    /// Total variation.
    case totalVariation
    /// A number of the grid's values as a vector, unweighted.
    case vector(VectorNorm)
    /// A norm of one's own, by its name.
    case own(OwnNorm)
  }

  /// The weight that defines H^s.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// Σ_{j≤s} λ^j, natural s
    case sum
    /// (1 + λ)^s
    case bessel
    /// Σ_{|α|≤s} κ^{2α}, each α once, natural s
    case multiindex
    /// 1 + Σᵢ κᵢ^{2s}, natural s
    case ends
    /// 1 + λ^s
    case graph
    case gagliardo, sharp, smooth, isotropic, anisotropic
  }

  /// What is measured.
  public let core: Core
  /// The form; nil where only one exists.
  public let form: Form?
  /// Whether it is the seminorm of its core.
  public let isSeminorm: Bool

  /// Traps if the order does not admit the form.
  public init(_ core: Core, form: Form? = nil, seminorm: Bool = false) {
    var form = form
    if case .sobolev(let s) = core {
      precondition(
        s == s.rounded() || (form != .sum && form != .multiindex && form != .ends),
        "the form \(form?.rawValue ?? "") needs a natural order, not \(s)")
      // For |s| ≤ 1 the natural forms agree, and so do all seminorms of weight λ^s: one value stands
      // for them.
      let isPower = seminorm && (form == .sum || form == .bessel || form == .graph)
      if form == nil || s == 0 || abs(s) == 1 || isPower {
        form = s == s.rounded() ? .sum : .bessel
      }
    }
    if core == .totalVariation, form == .isotropic { form = nil }
    self.core = core
    self.form = form
    self.isSeminorm = seminorm
  }

  /// L¹
  public static let l1 = Norm(.lebesgue(1))
  /// L²
  public static let l2 = Norm(.lebesgue(2))
  /// L^∞
  public static let lInfinity = Norm(.lebesgue(.infinity))
  /// √a(u, u)
  public static let energy = Norm(.energy)
  /// L^p
  public static func l(_ p: Double) -> Norm { Norm(.lebesgue(p)) }
  /// H^s
  public static func h(_ s: Double, _ form: Form? = nil) -> Norm { Norm(.sobolev(s), form: form) }
  /// W^{k,p}
  public static func w(_ k: Int, _ p: Double) -> Norm { Norm(.slobodeckij(Double(k), p)) }
  /// The seminorm of W^{k,p}: the derivatives of order k.
  public static func wHomogeneous(_ k: Int, _ p: Double) -> Norm {
    Norm(.slobodeckij(Double(k), p), seminorm: true)
  }
  /// Total variation, isotropic.
  public static let totalVariation = Norm(.totalVariation)
  /// Total variation, anisotropic.
  public static let anisotropicVariation = Norm(.totalVariation, form: .anisotropic)
  /// ℓ^p of the values, 0 < p ≤ ∞, unweighted.
  public static func vector(_ p: Double) -> Norm { Norm(.vector(.power(p))) }
  /// The seminorm |·|_s.
  public static func homogeneous(_ s: Double, _ form: Form? = nil) -> Norm {
    Norm(.sobolev(s), form: form, seminorm: true)
  }
}
