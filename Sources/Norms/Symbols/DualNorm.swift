public import Discretizations
public import Fields
import Grids
import RealModule
public import Transforms

/// What the samples of a field mean to those of another.
public enum Pairing: Hashable, Sendable {
  /// A function: ⟨f, φ⟩ = ∫ f φ, in the scheme's own mass.
  case function
  /// A functional by its values (f, φ_j) a unit of volume, as a residual or a load vector has them.
  case functional
}

/// ‖f‖_* = sup ⟨f, φ⟩ / ‖φ‖, with the functions that represent and attain it.
public struct DualNorm<Scalar: TransformScalar>: Sendable {
  /// The supremum; with a weight w of |φ̂|² its square is Σ μ (M²/w) |f̂|² for a function, and
  /// Σ μ |f̂|²/w for a functional.
  public let value: Scalar
  /// Riesz's representative g: (g, φ) = ⟨f, φ⟩ for all φ, in the inner product of the norm.
  public let representative: Field<Scalar>
  /// g/‖g‖, where the supremum is attained; 0 if f is.
  public let maximiser: Field<Scalar>
}

extension Field {
  /// The norm of u as a functional on a space with the given norm: `H-1` is dual to `H1`.
  ///
  ///     ĝ = M f̂ / w for a function, f̂ / w for a functional,   ‖f‖_* = ‖g‖
  ///
  /// nil for a norm that is not a weight, and where the scheme is not conforming.
  ///
  /// - Throws: ``NormError/notBounded(_:share:)`` if f does not vanish where a seminorm does.
  /// - Complexity: two transforms.
  public func dual(
    to norm: Norm, scheme: Scheme = .spectral, as pairing: Pairing = .function
  ) throws(NormError) -> DualNorm<Scalar>? {
    guard let weight = norm.symbol(scheme, on: grid, Scalar.self) else { return nil }
    guard values.allSatisfy(\.isFinite) else { throw .notFinite(norm) }
    let unit = Symbol<Scalar>.Product(1, grid.tabulate { _, _ in 1 })
    let paired = pairing.symbol(scheme, on: grid, Scalar.self)
    // With w = n/r the representative is (M/n) r f̂: where w is a dual weight itself.
    var gHat = Coefficients(self)
    if let numerator = weight.numerator {
      gHat.multiply(by: Symbol(weight.rule))
      gHat.multiply(by: Symbol(.products([numerator]), numerator: unit))
    } else {
      gHat.multiply(by: Symbol(weight.rule, numerator: unit))
    }
    // What the weight does not give back is in its kernel.
    var rest = Coefficients(self)
    let largest = rest.largest
    var image = gHat
    image.multiply(by: weight)
    rest.add(-1, image)
    let share = largest > 0 ? rest.largest / largest : 0
    guard share <= max(1e-10, 64 * Scalar.ulpOfOne) else {
      throw .notBounded(norm, share: Double(share))
    }
    gHat.multiply(by: paired)
    let value = try gHat.norms([(norm, weight)])[0]
    let g = Field(consuming: gHat)
    return DualNorm(
      value: value, representative: g, maximiser: value > 0 ? (1 / value) * g : g)
  }

  /// ⟨u, φ⟩, as the scheme pairs a function, or a functional, with a function; traps if the spaces
  /// differ.
  public func paired(
    with phi: Field, scheme: Scheme = .spectral, as pairing: Pairing = .function
  ) -> Scalar {
    var uHat = Coefficients(self)
    uHat.multiply(by: pairing.symbol(scheme, on: grid))
    return Field(consuming: uHat).inner(phi)
  }
}

extension Pairing {
  /// ⟨f, φ⟩ = Σ μ m f̂ φ̂ in nodal values: m = M for a function, 1/B for a functional.
  func symbol<Scalar: TransformScalar>(
    _ scheme: Scheme, on grid: Grid, _: Scalar.Type = Scalar.self
  ) -> Symbol<Scalar> {
    let tables = GramTables<Scalar>(scheme, on: grid, upTo: 1)
    switch self {
    case .function: return Symbol(.products([tables.mass]))
    case .functional:
      return Symbol(.products([.init(1, tables.nodal.map { $0.map { 1 / $0 } })]))
    }
  }
}

extension Coefficients {
  /// max |û| over real and imaginary parts.
  fileprivate var largest: Scalar { values.reduce(0) { max($0, $1.magnitude) } }
}

extension Norm {
  /// The norm of the dual space by name: H^s and H^{−s}, L^p and L^{p/(p−1)}; nil where it has none.
  public var dual: Norm? {
    switch core {
    case .sobolev(let s): Norm(.sobolev(-s), form: form, seminorm: isSeminorm)
    case .lebesgue(let p): .l(p == 1 ? .infinity : p == .infinity ? 1 : p / (p - 1))
    default: nil
    }
  }
}
