import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Solvers
import Testing
import _TestSupport

/// Extremes of quotients of norms that are not quadratic, against closed forms.
@Suite struct NormQuotients {
  private let fd2 = Scheme(.staggered(order: 2))

  private func quotient(
    _ left: String, _ right: String, _ axis: Axis, kernel: Bool = false
  ) throws -> NormQuotient<Double> {
    let space = FunctionSpace<Double>(on: Grid(axis))
    let k = try #require(
      DiagonalForm<Double>(axis.basis == .sine ? .homogeneous(1) : .h(1), scheme: fd2, in: space))
    var quotient = NormQuotient(
      try functional(left), over: try functional(right), in: space,
      riesz: { k.pseudoinverse($0) })
    if kernel { quotient.removeConstants() }
    return quotient
  }

  private func functional(_ name: String) throws -> NormQuotient<Double>.Functional {
    let norm = try Norm(name)
    let scheme = fd2
    return { u in
      // Both exist: the norms are natural, the scheme conforming for first derivatives.
      (try! u.norms([norm], scheme: scheme)[0]!, try! norm.gradient(at: u, scheme: scheme)!)
    }
  }

  /// B(x, y)
  private func beta(_ x: Double, _ y: Double) -> Double {
    Double.gamma(x) * Double.gamma(y) / Double.gamma(x + y)
  }

  /// sup ‖u‖_p/‖u′‖_q over functions that vanish at both ends of (0, 1). With the first integral
  /// u′ = (κ (1 − u^p))^{1/q} of Euler's equation, κ^{1/q} = 2 I₀:
  ///
  ///     C = (I_p/I₀)^{1/p} / (2 (2I₀)^{q−1} J)^{1/q},    I₀ = B(1/p, 1 − 1/q)/p,
  ///     I_p = B(1 + 1/p, 1 − 1/q)/p,    J = B(1/p, 2 − 1/q)/p
  ///
  /// E. Schmidt, Math. Ann. 117 (1940); G. Talenti, Ann. Mat. Pura Appl. 110 (1976).
  private func schmidt(_ p: Double, _ q: Double) -> Double {
    let i0 = beta(1 / p, 1 - 1 / q) / p
    let ip = beta(1 + 1 / p, 1 - 1 / q) / p
    let j = beta(1 / p, 2 - 1 / q) / p
    return Double.pow(ip / i0, 1 / p) / Double.pow(2 * Double.pow(2 * i0, q - 1) * j, 1 / q)
  }

  /// The formula at p = q = 2: 1/π.
  @Test func theFormula() {
    #expect(isClose(schmidt(2, 2), 1 / .pi, 8 * Double.ulpOfOne))
  }

  @Test(arguments: [("L4", "|H1|", 4.0, 2.0), ("L2", "|W1,4|", 2, 4), ("L4", "|W1,3|", 4, 3)])
  func embeddingsOfAnInterval(left: String, right: String, p: Double, q: Double) throws {
    var errors: [Double] = []
    for n in [16, 32, 64] {
      let axis = Axis(0, 1, cells: n, boundary: .dirichlet)
      let found = try quotient(left, right, axis).extreme(.highest)
      #expect(found.residual <= 1e-7)
      #expect(found.values.allSatisfy { $0 <= found.value * (1 + 1e-7) })
      errors.append(abs(found.value - schmidt(p, q)) / schmidt(p, q))
    }
    #expect(errors[2] <= 1e-3)
    // Second order.
    #expect(errors[0] / errors[1] >= 3.5 && errors[1] / errors[2] >= 3.5, "\(errors)")
  }

  /// Between Neumann ends slopes are free: ‖v‖₄/‖v‖₂ over n cells lies between L^{−1/4}, by Hölder,
  /// and h^{−1/4}, of one cell alone.
  @Test(arguments: [4, 9, 32]) func inverseInequalities(n: Int) throws {
    let axis = Axis(0, 2, cells: n, boundary: .neumann)
    let quotient = try quotient("|W1,4|", "|H1|", axis, kernel: true)
    let highest = try quotient.extreme(.highest)
    #expect(isClose(highest.value, Double.pow(2 / Double(n), -0.25), 1e-9))
    let lowest = try quotient.extreme(.lowest)
    #expect(isClose(lowest.value, Double.pow(2, -0.25), 1e-9))
  }

  /// Quadratic norms: the eigenvalue.
  @Test func agreesWithEigenpairs() throws {
    let axis = Axis(0, 1, cells: 32, boundary: .dirichlet)
    let found = try quotient("L2", "|H1|", axis).extreme(.highest)
    let s = 64 * Double.sin(.pi / 64)
    #expect(isClose(found.value, 1 / s, 1e-12))
  }
}
