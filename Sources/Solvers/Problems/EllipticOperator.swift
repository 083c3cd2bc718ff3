public import Discretizations
public import Grids
public import RealModule

/// (−∇·(a∇u))^s + c u with a constant diagonal a > 0, a constant c and s > 0.
///
/// For s = 1 the equation is also called the screened Poisson equation, or the modified Helmholtz
/// equation with +c; for c = −k² < 0 it is the Helmholtz equation, which is solvable unless k² is an
/// eigenvalue (``resonance(_:on:_:)``). For s = 2, c = 0 it is the biharmonic equation with the axes' own conditions:
/// a Dirichlet end is u = Δu = 0 (simply supported), a Neumann end ∂ₙu = ∂ₙΔu = 0.
public struct EllipticOperator: Hashable, Sendable {
  /// The diagonal of a, one entry an axis.
  public let diffusion: [Extended]
  /// c
  public let reaction: Extended
  /// s
  public let power: Double

  /// Traps unless a > 0, c is finite and s > 0.
  public init(diffusion: [Extended], reaction: Extended = 0, power: Double = 1) {
    precondition(diffusion.allSatisfy { $0 > 0 && $0.isFinite }, "a must be positive")
    precondition(reaction.isFinite, "c must be finite")
    precondition(power > 0 && power.isFinite, "the power must be positive")
    self.diffusion = diffusion
    self.reaction = reaction
    self.power = power
  }

  /// The operator as a scheme sees it, acting on nodal values; nil where it is not conforming.
  ///
  ///     s natural    Σ_{|α|=s} (s!/α!) Π aᵢ^{αᵢ} b_{αᵢ} + c Π b₀
  ///     otherwise    M (Σ aᵢ b₁/b₀)^s + c M
  ///
  /// The first is Galerkin's matrix for splines; for the other kinds, where b₀ = 1, it is the
  /// scheme's own −Δ_h to the power s. Its sum μ A |û|² is the energy a(u, u).
  public func symbol<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ scheme: Scheme, on grid: Grid, _: Scalar.Type = Scalar.self
  ) -> Symbol<Scalar>? {
    symbol(GramTables<Scalar>(scheme, on: grid, upTo: highestOrder))
  }

  /// The highest b_m that the symbol needs.
  var highestOrder: Int { power == power.rounded() ? Int(power) : 1 }

  /// The symbol from tables that are there.
  func symbol<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ tables: GramTables<Scalar>
  ) -> Symbol<Scalar>? {
    let a = diffusion.map { Scalar($0) }
    let c = Scalar(reaction)
    if power == power.rounded() {
      guard var products = tables.laplacian(power: Int(power), diffusion: a) else { return nil }
      if c != 0 {
        var mass = tables.mass
        mass.coefficient = c
        products.append(mass)
      }
      return Symbol(.products(products))
    }
    return Symbol(
      .weight(
        .power(Scalar(power)), lambda: tables.eigenvalue(a), factor: tables.mass, shift: c))
  }

  /// Whether a(u, u) ≥ 0 for every u: not for Helmholtz's equation.
  public var isDefinite: Bool { reaction >= 0 }

  /// Whether constants are in the kernel on this grid.
  public func isSingular(on grid: Grid) -> Bool { reaction == 0 && grid.hasConstants }
}
