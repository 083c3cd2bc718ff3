import Formulas
import RealModule
import Testing

/// Kellogg's checkerboard: the constants for which r^γ μ(θ) solves −∇·(a∇u) = 0, a = R where xy > 0.
@Suite struct PublishedKellogg {
  private let gamma = 0.1
  private let published = (R: 161.4476387975881, sigma: -14.92256510455152)

  /// u in each quadrant, the first one first.
  private func quadrants(_ sigma: Double) throws -> [Formula] {
    try [
      "cos((pi/2 - sigma)*g)*cos((theta - pi/4)*g)", "cos(pi/4*g)*cos((theta - pi + sigma)*g)",
      "cos(sigma*g)*cos((theta + pi - pi/4)*g)",
      "cos((pi/2 - pi/4)*g)*cos((theta + pi/2 - sigma)*g)",
    ].map {
      try Formula("r^g*" + $0, parameters: ["g": Formula(gamma), "sigma": Formula(sigma)])
    }
  }

  /// a ∂u/∂n agrees across each half-axis: the quotient of the normal derivatives is R.
  @Test func fluxesBalance() throws {
    let u = try quadrants(published.sigma)
    // Across x = 0, y > 0 and y = 0, x > 0, then x = 0, y < 0.
    func quotient(
      _ v: Formula, _ w: Formula, _ axis: Coordinate, _ point: [Double]
    ) throws -> Double {
      let (above, below): (Double, Double) = (
        try v.derivative(axis).value(at: point), try w.derivative(axis).value(at: point)
      )
      return above / below
    }
    let quotients = [
      try quotient(u[1], u[0], .x, [0, 1, 0]), try quotient(u[3], u[0], .y, [1, 0, 0]),
      try quotient(u[3], u[2], .x, [0, -1, 0]),
    ]
    for R in quotients {
      // R cancels to |σ|γ of the arguments: 16 ulps of σ and of R.
      Published("kellogg-01#1", published.R, .relative(1e-13)).expect(R)
    }
    for (one, other, point) in [
      (u[0], u[1], [0.0, 1, 0]), (u[0], u[3], [1, 0, 0]), (u[2], u[3], [0, -1, 0]),
    ] {
      #expect(abs(one.value(at: point) - other.value(at: point)) < 1e-14)
    }
  }

  /// With ρ = π/4 the three conditions have closed solutions.
  @Test func closedForms() {
    let cotangent = 1 / Double.tan(.pi * gamma / 4)
    Published("kellogg-01#3", 161.44763879758852, .relative(1e-12)).expect(cotangent * cotangent)
    Published("kellogg-01#2", published.sigma, .relative(1e-12))
      .expect(.pi / 4 - .pi / (2 * gamma))
  }
}
