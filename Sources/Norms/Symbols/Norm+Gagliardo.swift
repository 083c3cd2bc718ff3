import Discretizations
import Grids
public import RealModule

extension Norm {
  /// The constant between Gagliardo's double integral and Fourier's seminorm, 0 < s < 1: over R^d, or
  /// over a torus with all images,
  ///
  ///     ∬ |u(x) − u(y)|² / |x − y|^{d+2s} dx dy = K |u|²_s,   K = 2π^{d/2} |Γ(−s)| / (4^s Γ(d/2 + s))
  ///
  /// K(1, ½) = 2π; s K → 2 as s → 0 and (1 − s) K → 1 as s → 1 for d = 1. It is 2/C with the C(d, s) of
  /// Di Nezza, Palatucci and Valdinoci, *Hitchhiker's guide to the fractional Sobolev spaces* (2012),
  /// (3.2) and Proposition 3.4.
  public static func gagliardoConstant<Scalar: Real & BinaryFloatingPoint>(
    rank d: Int, order s: Scalar
  ) -> Scalar {
    let half = Scalar(d) / 2
    // |Γ(−s)| = Γ(1 − s)/s
    return 2 * .pow(.pi, half) * .gamma(1 - s) / (s * .pow(4, s) * .gamma(half + s))
  }

  /// Whether the norm is Slobodeckij's: W^{s,p} with 0 < s < 1.
  package var isGagliardo: Bool {
    guard case .slobodeckij(let s, _) = core else { return false }
    return s > 0 && s < 1
  }

  /// M (K λ_h^s + 1), without the 1 for the seminorm: W^{s,2} on a torus; nil for any other.
  func gagliardoSymbol<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ scheme: Scheme, on grid: Grid, _: Scalar.Type = Scalar.self
  ) -> Symbol<Scalar>? {
    guard isGagliardo, case .slobodeckij(let s, 2) = core,
      grid.axes.allSatisfy(\.isPeriodic)
    else { return nil }
    let tables = GramTables<Scalar>(scheme, on: grid, upTo: 1)
    let constant = Self.gagliardoConstant(rank: grid.rank, order: Scalar(s))
    var factor = tables.mass
    factor.coefficient *= constant
    return Symbol(
      .weight(
        .power(Scalar(s)), lambda: tables.eigenvalue(), factor: factor,
        shift: isSeminorm ? 0 : 1 / constant))
  }
}
