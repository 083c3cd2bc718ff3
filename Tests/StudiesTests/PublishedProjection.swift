import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Studies
import Testing

/// Boundary data that are projected instead of interpolated.
@Suite struct PublishedProjection {
  /// The linear function on [0, 1]'s n cells, then on n cells more, that is nearest in L² to 0 and
  /// then to g, by two Gauss points: its 2n + 1 values.
  private func nearest(_ n: Int, _ g: (Double) -> Double) -> [Double] {
    let h = 1 / Double(n)
    let rule = GaussRule(points: 2)
    // The mass matrix of the chain is tridiagonal: 2h/3, at its ends h/3, beside them h/6.
    var diagonal = [Double](repeating: 2 * h / 3, count: 2 * n + 1)
    diagonal[0] = h / 3
    diagonal[2 * n] = h / 3
    var b = [Double](repeating: 0, count: 2 * n + 1)
    for c in 0..<n {
      for (xi, w) in zip(rule.points, rule.weights).map({ (Double($0), Double($1)) }) {
        let value = h * w * g((Double(c) + xi) * h)
        b[n + c] += value * (1 - xi)
        b[n + c + 1] += value * xi
      }
    }
    for i in 1...(2 * n) {
      let factor = h / 6 / diagonal[i - 1]
      diagonal[i] -= factor * h / 6
      b[i] -= factor * b[i - 1]
    }
    b[2 * n] /= diagonal[2 * n]
    for i in (0..<(2 * n)).reversed() { b[i] = (b[i] - h / 6 * b[i + 1]) / diagonal[i] }
    return b
  }

  /// The polynomial through values at i/n.
  private func polynomial(_ values: [Double], _ name: String) throws -> Formula {
    let n = values.count - 1
    let terms = values.enumerated().map { i, value in
      "\(value)" + (0...n).filter { $0 != i }.map { "*(\(n)*\(name) - \($0))/(\(i - $0))" }.joined()
    }
    return try Formula(terms.joined(separator: " + "))
  }

  /// Both Dirichlet sides are projected in one: the value at their corner belongs to both.
  @Test func nutilsLaplace() throws {
    let n = 4
    var problem = try problem(
      [interval(0, 1, .dirichletNeumann), interval(0, 1, .neumannDirichlet)],
      exact: "sin(x)*cosh(y)", source: "0")
    let chain = nearest(n) { Double.cosh(1) * Double.sin($0) }
    problem.data[BoxSide(axis: 0, side: .lower)] = try polynomial(Array(chain[...n]), "y")
    problem.data[BoxSide(axis: 1, side: .upper)] = try polynomial(Array(chain[n...]), "x")
    problem.data[BoxSide(axis: 0, side: .upper)] = try Formula("cos(1)*cosh(y)")
    problem.data[BoxSide(axis: 1, side: .lower)] = 0
    func errors(_ points: Int) throws -> Series {
      try ConvergenceStudy(
        problem, [Method(.spline(degree: 1), quadrature: 2)],
        options(
          [[n, n]], norms: [.l2, .homogeneous(1)], measures: ["function"], quadrature: points)
      ).series()
    }
    Published("nutils-laplace#1", 0.00163, .absolute(1e-5))
      .expect(try errors(2).values(.l2, "function")[0])
    let exactly = try errors(8)
    Published("nutils-laplace#2", 0.002610715, .relative(1e-5))
      .expect(exactly.values(.l2, "function")[0])
    Published("nutils-laplace#3", 0.063589956, .relative(1e-5))
      .expect(exactly.values(.homogeneous(1), "function")[0])
  }
}
