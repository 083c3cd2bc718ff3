import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing

/// Published errors of linear elements on triangles with legs along the axes.
///
/// Their matrix is the five-point scheme's and their load is a source for it, so the unknowns are the
/// scheme's. What is left to a triangle, the integral of the error, is taken here.
@Suite struct PublishedTriangles {
  /// Barycentric coordinates and weights whose sum is 1.
  private typealias Rule = [(place: [Double], weight: Double)]
  private typealias Function = (Double, Double) -> Double

  /// Cells are cut from their lower left to their upper right corner.
  private let triangles: [[[Double]]] = [
    [[0, 0], [1, 0], [1, 1]], [[0, 0], [1, 1], [0, 1]],
  ]

  /// Exact for degree 3.
  private let fourPoints: Rule =
    [([1.0 / 3, 1.0 / 3, 1.0 / 3], -27.0 / 48)]
    + [[0.6, 0.2, 0.2], [0.2, 0.6, 0.2], [0.2, 0.2, 0.6]].map { ($0, 25.0 / 48) }

  /// Gauss points of the square, which collapses into the triangle: exact for degree 2q − 2.
  private func collapsed(_ q: Int) -> Rule {
    let rule = GaussRule(points: q)
    let line = zip(rule.points, rule.weights).map { (Double($0), Double($1)) }
    return line.flatMap { s, a in
      line.map { t, b in ([(1 - s) * (1 - t), s, (1 - s) * t], 2 * a * b * (1 - s)) }
    }
  }

  /// The load over h², ½ Σ w φ(x_q) f(x_q) over the triangles at a node; on the free side x = 0 there
  /// are half as many, and half the cell.
  private func source(_ f: (String, String) -> String, _ n: Int, _ rule: Rule) throws -> Formula {
    var (left, right): ([String], [String]) = ([], [])
    for corners in triangles {
      for (v, corner) in corners.enumerated() {
        let terms = rule.map { place, weight in
          let offset = (0..<2).map { i in
            (corners.indices.reduce(0) { $0 + place[$1] * corners[$1][i] } - corner[i]) / Double(n)
          }
          return "\(weight * place[v] / 2)*" + f("(x + (\(offset[0])))", "(y + (\(offset[1])))")
        }
        if corner[0] == 0 { right += terms } else { left += terms }
      }
    }
    let (a, b) = (left.joined(separator: " + "), right.joined(separator: " + "))
    return try Formula("if(x < \(0.5 / Double(n)), 2*(\(b)), \(a) + \(b))")
  }

  /// The values at all nodes, those on the boundary included.
  private func values(
    _ boundary: Boundary, _ source: Formula, _ exact: Formula, _ n: Int
  ) throws -> [Double] {
    let grid = Grid(
      Axis(0, 1, cells: n, boundary: boundary), Axis(0, 1, cells: n, boundary: .dirichlet))
    let data = try BoundaryData(of: exact, on: grid, diffusion: [1, 1])
    let solution = try BoundaryValueProblem(
      EllipticOperator(diffusion: [1, 1]), source: source, data: data
    ).solve(
      in: FunctionSpace<Double>(on: grid), scheme: Scheme(.stencil(order: 2)), load: .sampled)
    let closed = try #require(ClosedElements<Double>(Scheme(.spline(degree: 1)), on: grid))
    return closed.closedValues(solution.u, data)
  }

  /// ‖u_h − u‖, |u_h − u|₁, the same of the interpolant in place of u, and the largest error.
  private func errors(
    _ nodes: [Double], _ n: Int, _ u: Function, _ ux: Function, _ uy: Function, _ rule: Rule
  ) -> (l2: Double, h1: Double, energy: Double, largest: Double) {
    let h = 1 / Double(n)
    var (zeroth, first, energy, largest) = (0.0, 0.0, 0.0, 0.0)
    for i in 0..<n {
      for j in 0..<n {
        for corners in triangles {
          let at = corners.map { [(Double(i) + $0[0]) * h, (Double(j) + $0[1]) * h] }
          let v = corners.map { nodes[(i + Int($0[0])) * (n + 1) + j + Int($0[1])] }
          let e = zip(v, at).map { $0 - u($1[0], $1[1]) }
          // The leg along x joins the corners 0, 1 of one triangle, 2, 1 of the other.
          let (a, b) = corners[1] == [1, 0] ? ((1, 0), (2, 1)) : ((1, 2), (2, 0))
          let slope = ((v[a.0] - v[a.1]) / h, (v[b.0] - v[b.1]) / h)
          energy +=
            ((e[a.0] - e[a.1]) * (e[a.0] - e[a.1]) + (e[b.0] - e[b.1]) * (e[b.0] - e[b.1])) / 2
          largest = e.reduce(largest) { max($0, abs($1)) }
          for (place, weight) in rule {
            let x = (0..<3).reduce(0) { $0 + place[$1] * at[$1][0] }
            let y = (0..<3).reduce(0) { $0 + place[$1] * at[$1][1] }
            let gap = (0..<3).reduce(0) { $0 + place[$1] * v[$1] } - u(x, y)
            let (gx, gy) = (slope.0 - ux(x, y), slope.1 - uy(x, y))
            zeroth += weight * h * h / 2 * gap * gap
            first += weight * h * h / 2 * (gx * gx + gy * gy)
          }
        }
      }
    }
    return (zeroth.squareRoot(), first.squareRoot(), energy.squareRoot(), largest)
  }

  /// Every integral by the rule of four points, so that the printed L² is not the error's.
  @Test(arguments: [
    (32, 0.00115027, 6e-9, 0.108974, 6e-7, 1), (128, 7.2031e-05, 6e-11, 0.0272601, 6e-8, 5),
    (256, 1.80095e-05, 6e-11, 0, 0, 8),
  ])
  func ifemMixedBoundary(
    _ n: Int, _ l2: Double, _ within: Double, _ h1: Double, _ h1Within: Double, _ first: Int
  ) throws {
    let f = try source({ "2*pi^2*cos(pi*\($0))*cos(pi*\($1))" }, n, fourPoints)
    let nodes = try values(.neumannDirichlet, f, try Formula("cos(pi*x)*cos(pi*y)"), n)
    let found = errors(
      nodes, n, { .cos(.pi * $0) * .cos(.pi * $1) }, { -.pi * .sin(.pi * $0) * .cos(.pi * $1) },
      { -.pi * .cos(.pi * $0) * .sin(.pi * $1) }, fourPoints)
    Published("ifem-p1-2d#\(first)", l2, .absolute(within)).expect(found.l2)
    if first < 8 {
      Published("ifem-p1-2d#\(first + 1)", h1, .absolute(h1Within)).expect(found.h1)
    }
    if n == 32 {
      Published("ifem-p1-2d#3", 0.00221506, .absolute(6e-9)).expect(found.energy)
      Published("ifem-p1-2d#4", 0.000904547, .absolute(6e-10)).expect(found.largest)
    } else if n == 128 {
      Published("ifem-p1-2d#7", 5.676e-05, .absolute(6e-11)).expect(found.largest)
    }
  }

  /// The load and the errors are exact here; the printed rates carry the quadrature of 4 × 4 cells.
  @Test func firedrakeRates() throws {
    let w = 2 * Double.pi
    let levels = [4, 8, 16, 32, 64, 128]
    let found = try levels.map { n -> (l2: Double, h1: Double) in
      let q = n < 16 ? 6 : 4
      let f = try source({ "8*pi^2*sin(2*pi*\($0))*sin(2*pi*\($1))" }, n, collapsed(q))
      let nodes = try values(.dirichlet, f, 0, n)
      let e = errors(
        nodes, n, { .sin(w * $0) * .sin(w * $1) }, { w * .cos(w * $0) * .sin(w * $1) },
        { w * .sin(w * $0) * .cos(w * $1) }, collapsed(q))
      return (e.l2, (e.l2 * e.l2 + e.h1 * e.h1).squareRoot())
    }
    func rate(_ i: Int, _ error: KeyPath<(l2: Double, h1: Double), Double>) -> Double {
      .log2(found[i][keyPath: error] / found[i + 1][keyPath: error])
    }
    Published("firedrake-rates#1", 1.63571727, .absolute(2e-5)).expect(rate(0, \.l2))
    Published("firedrake-rates#2", 1.89938061, .absolute(2e-5)).expect(rate(1, \.l2))
    Published("firedrake-rates#3", 1.97405809, .absolute(1e-6)).expect(rate(2, \.l2))
    Published("firedrake-rates#4", 1.99345597, .absolute(1e-6)).expect(rate(3, \.l2))
    Published("firedrake-rates#5", 0.8332833, .absolute(2e-5)).expect(rate(0, \.h1))
    Published("firedrake-rates#6", 0.99928454, .absolute(1e-6)).expect(rate(4, \.h1))
    Published("firedrake-rates#7", 0.0223884019, .relative(1e-6)).expect(found[2].l2)
    Published("firedrake-rates#8", 0.863223209, .relative(1e-6)).expect(found[2].h1)
  }
}
