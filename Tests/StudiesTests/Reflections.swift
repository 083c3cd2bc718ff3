import Discretizations
import Formulas
import Grids
import Norms
import Studies
import Testing

/// What is its own reflection about both ends of an axis, odd at a Dirichlet end and even at a Neumann one, has
/// no derivative that jumps there; what breaks the reflection is seen, however small beside the rest.
@Suite struct Reflections {
  /// The ends, a function that is its own reflection, and one whose derivative jumps.
  static let settings: [(Boundary, String, String)] = [
    (.dirichlet, "sin(pi*x)*exp(cos(pi*x))", "x^2*(1 - x)"),
    (.neumann, "exp(cos(pi*x))", "x^3*(1 - x)^2"),
    (.dirichletNeumann, "sin(pi*x/2)*exp(cos(pi*x))", "x^2*(1 - x)^2"),
    (.neumannDirichlet, "cos(pi*x/2)*exp(cos(pi*x))", "x^2*(1 - x)^2"),
  ]

  private func prediction(_ boundary: Boundary, _ exact: String) throws -> Prediction {
    let study = ConvergenceStudy(
      try problem([interval(0, 1, boundary)], exact: exact, reaction: 1), [Method(.spectral)],
      options([[16]]))
    return try #require(try study.predictions().first).prediction
  }

  @Test(arguments: settings)
  func aSmallPartThatJumpsDecides(
    _ boundary: Boundary, _ smooth: String, _ jumping: String
  ) throws {
    #expect(try prediction(boundary, smooth).isExponential)
    let alone = try #require(try prediction(boundary, jumping).rate)
    for size in ["1e-2", "1e-4", "1e-6"] {
      #expect(try prediction(boundary, "\(smooth) + \(size)*\(jumping)").rate == alone)
    }
  }

  /// x√x² is odd about 0 by its formula, and x² inside the box: no shortcut may take it for smooth.
  @Test func aRootIsNoReflection() throws {
    #expect(try !prediction(.dirichlet, "x*sqrt(x^2)*(1 - x)").isExponential)
  }
}
