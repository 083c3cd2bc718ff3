public import Discretizations
import Fields
public import Grids
public import RealModule

/// The mode that an indefinite operator (c < 0, Helmholtz) amplifies most.
///
///     û_k = f̂_k / (λ_k + c):   amplification |c| / min_k |λ_k + c|, λ the eigenvalue of (−∇·(a∇))^s
///
/// as a scheme sees it. A static load is amplified once; as |c| nears an eigenvalue the factor
/// grows without bound, and with it every error of f.
public struct Resonance: Hashable, Sendable {
  /// The wave numbers of the mode, one an axis.
  public let mode: [Int]
  /// λ of the mode
  public let eigenvalue: Double
  /// |c| / |λ + c|; infinite where |c| is the eigenvalue up to round-off.
  public let amplification: Double
}

extension EllipticOperator {
  /// The mode nearest to resonance; nil for c ≥ 0, or where the scheme is not conforming.
  ///
  /// λ is known to 64 ε (λ + |c|): closer modes are resonant.
  ///
  /// - Complexity: O(modes), one row of scratch.
  public func resonance<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ scheme: Scheme, on grid: Grid, _: Scalar.Type = Scalar.self
  ) -> Resonance? {
    resonance(GramTables<Scalar>(scheme, on: grid, upTo: highestOrder))
  }

  func resonance<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ tables: GramTables<Scalar>
  ) -> Resonance? {
    guard !isDefinite, var a = symbol(tables) else { return nil }
    // A/M = λ + c, M = 1 but for splines and the compact scheme.
    var shifted = Symbol(.products([tables.mass]), numerator: nil)
    if tables.scheme.isMehrstellen {
      let compact = Mehrstellen<Scalar>(self, on: tables.grid)
      (a, shifted) = (compact.symbol, compact.correction)
    }
    guard let nearest = a.leastRatio(to: shifted, on: tables.grid) else { return nil }
    let c = Scalar(reaction)
    let lambda = nearest.ratio - c
    let isResonant = nearest.ratio.magnitude <= 64 * .ulpOfOne * (lambda.magnitude - c)
    return Resonance(
      mode: nearest.mode, eigenvalue: Double(isResonant ? -c : lambda),
      amplification: isResonant ? .infinity : Double(-c / nearest.ratio.magnitude))
  }
}
