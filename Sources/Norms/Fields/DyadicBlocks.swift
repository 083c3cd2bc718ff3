public import Discretizations
import Fields
public import Grids
public import RealModule

/// The dyadic blocks of Littlewood and Paley: 1 = Σ_j φ_j(|κ|), κ in radians, |κ|² = λ.
///
///     sharp    φ_j = 1 for 2^{j−1} ≤ |κ| < 2^j, φ_0 = 1 for |κ| < 1, and 0 elsewhere
///     smooth   φ_j = ψ(|κ|/2^j) − ψ(|κ|/2^{j−1}), φ_0 = ψ(|κ|), ψ(r) = η(log₂ r),
///              η(y) = e^{−1/(½−y)} / (e^{−1/(½−y)} + e^{−1/(½+y)}), 1 below −½ and 0 above ½
///
/// ψ is infinitely smooth, 1 up to 1/√2 and 0 from √2 on: at most two blocks meet at a frequency. A
/// discretisation has λ_h in the place of λ. A |κ| that is 2^j up to 1e-9 counts as 2^j.
public struct DyadicBlocks: Hashable, Sendable {
  /// Whether the blocks overlap smoothly.
  public let isSmooth: Bool

  /// The smooth blocks, or the sharp ones.
  public init(smooth: Bool) { isSmooth = smooth }

  /// φ_j at |κ|² = λ.
  public func share<Scalar: Real & BinaryFloatingPoint>(_ j: Int, at lambda: Scalar) -> Scalar {
    let (first, weight) = place(lambda)
    return j == first ? weight : j == first + 1 ? 1 - weight : 0
  }

  /// Σ_j 4^{js} φ_j²
  func weight<Scalar: Real & BinaryFloatingPoint>(order s: Scalar, at lambda: Scalar) -> Scalar {
    let (j, weight) = place(lambda)
    let rest = 1 - weight
    let value = Scalar.exp2(2 * s * Scalar(j)) * weight * weight
    return rest == 0 ? value : value + Scalar.exp2(2 * s * Scalar(j + 1)) * rest * rest
  }

  /// The lower of the at most two blocks at λ, and its share; the next one has the rest.
  private func place<Scalar: Real & BinaryFloatingPoint>(
    _ lambda: Scalar
  ) -> (block: Int, share: Scalar) {
    guard lambda > 0 else { return (0, 1) }
    // log₂ |κ|
    let x = Scalar.log2(lambda) / 2
    if !isSmooth {
      let slack = max(1e-9, 16 * Scalar.ulpOfOne * max(1, x.magnitude))
      return (max(0, Int((x + slack).rounded(.down)) + 1), 1)
    }
    if x <= -0.5 { return (0, 1) }
    let j = (x + 0.5).rounded(.down)
    let y = x - j
    if y <= -0.5 { return (Int(j), 1) }
    let (falling, rising) = (Scalar.exp(-1 / (0.5 - y)), Scalar.exp(-1 / (0.5 + y)))
    return (Int(j), falling / (falling + rising))
  }

  /// How many blocks, from φ_0 on, a scheme has on a grid: beyond them there is no mode.
  public func count<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ scheme: Scheme, on grid: Grid, _: Scalar.Type = Double.self
  ) -> Int {
    let lambda = GramTables<Scalar>(scheme, on: grid, upTo: 1).eigenvalue()
    let (last, share) = place(lambda.reduce(0) { $0 + $1.max()! })
    return last + (share < 1 ? 2 : 1)
  }

  /// φ_j as a symbol; `squared` with the scheme's mass: the weight of ‖Δ_j u‖².
  public func symbol<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ j: Int, _ scheme: Scheme, on grid: Grid, squared: Bool = false, _: Scalar.Type = Scalar.self
  ) -> Symbol<Scalar> {
    let tables = GramTables<Scalar>(scheme, on: grid, upTo: 1)
    return Symbol(
      .weight(
        .function { lambda in
          let share = self.share(j, at: lambda)
          return squared ? share * share : share
        }, lambda: tables.eigenvalue(),
        factor: squared ? tables.mass : .init(1, grid.tabulate { _, _ in 1 }), shift: 0))
  }
}

extension Norm {
  /// The blocks of a Besov norm; nil for other norms.
  public var blocks: DyadicBlocks? {
    guard case .besov = core else { return nil }
    return DyadicBlocks(smooth: form == .smooth)
  }

  /// M Σ_j 4^{js} φ_j²: B^s_{2,2}; nil for any other exponent.
  func besovSymbol<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ scheme: Scheme, on grid: Grid, _: Scalar.Type = Scalar.self
  ) -> Symbol<Scalar>? {
    guard case .besov(let s, 2, 2) = core, let blocks else { return nil }
    let tables = GramTables<Scalar>(scheme, on: grid, upTo: 1)
    return Symbol(
      .weight(
        .function { blocks.weight(order: Scalar(s), at: $0) }, lambda: tables.eigenvalue(),
        factor: tables.mass, shift: 0))
  }
}
