import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// −∇·(a∇u) + c u = f with coefficients that vary, by conjugate gradients.
@Suite struct VariableCoefficients {
  private let fd2 = Scheme(.staggered(order: 2))

  /// The flux form, point by point, in extended precision: a difference to every neighbour, over the
  /// face between, with the reflections of the ends.
  private func matrix(
    _ grid: Grid, _ a: [Formula], _ c: Formula
  ) -> [[Extended]] {
    let all = indices(grid.shape)
    var rows = all.map { _ in all.map { _ in Extended(0) } }
    for (i, index) in all.enumerated() {
      var x = zip(grid.axes, index).map { $0.point($1) }
      rows[i][i] += value(c, x, grid)
      for (d, axis) in grid.axes.enumerated() {
        let half = axis.firstHalf + 2 * index[d]
        let own = x[d]
        for step in [-1, 1] {
          let face = axis.reflected(face: half + step)
          x[d] = axis.place(half: face)
          let w = value(a[d], x, grid) / (axis.spacing * axis.spacing)
          rows[i][i] += w
          if let neighbour = axis.reflected(half: half + 2 * step) {
            var j = index
            j[d] = neighbour.index
            rows[i][place(j, grid.shape)] -= w * Extended(neighbour.sign)
          }
        }
        x[d] = own
      }
    }
    return rows
  }

  /// On the seam of a circle the mean of both limits.
  private func value(_ f: Formula, _ x: [Extended], _ grid: Grid) -> Extended {
    var places: [[Extended]] = [[]]
    for (axis, x) in zip(grid.axes, x) {
      let isSeam = axis.isPeriodic && (x == axis.lower || x == axis.upper)
      places = places.flatMap { p in (isSeam ? [axis.lower, axis.upper] : [x]).map { p + [$0] } }
    }
    return places.reduce(0) { $0 + (f.value(at: $1) as Extended) } / Extended(places.count)
  }

  private let coefficients: [(a: [Formula], c: Formula)] = [
    ([.init(1), .init(1), .init(1)], 1),
    (Array(repeating: try! Formula("exp(sin(2*x))"), count: 3), 0.5),
    ([try! Formula("2 + cos(3*x)"), try! Formula("1/(1 + x^2)"), 3], try! Formula("x^2")),
    (Array(repeating: try! Formula("if(x < 0.3, 1, 100)"), count: 3), 1),
  ]

  /// Every kind of axis, few points: the solution of the dense system.
  @Test(arguments: [IterationOptions.Preconditioner.symbol, .scaled])
  func differencesAreTheDenseSystem(_ preconditioner: IterationOptions.Preconditioner) throws {
    let grids =
      AxisKind.all.flatMap { kind in [1, 2, 3, 5, 8].map { Grid(kind.axis($0, -0.5, 2)) } }
      + AxisKind.mixtures.filter { $0.count <= 60 }
    var options = IterationOptions()
    options.preconditioner = preconditioner
    options.tolerance = 1e-14
    let f = try Formula("1 + x - cos(4*x)")
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      for (a, c) in coefficients {
        let isScalar = (a[0] - a[1]).isZero
        let op = SecondOrderOperator(
          isScalar ? .scalar(a[0]) : .diagonal(Array(a.prefix(grid.rank))), reaction: c,
          rank: grid.rank)
        let solution = try SecondOrderProblem(op, source: f).solve(
          in: space, scheme: fd2, load: .sampled, options: options)
        let rows = matrix(grid, a, c)
        let right = indices(grid.shape).map { index in
          value(f, zip(grid.axes, index).map { $0.point($1) }, grid)
        }
        let expected = denseSolve(rows, right)
        let size = expected.reduce(0) { max($0, abs($1)) }
        let gap = zip(solution.u.values, expected).reduce(Extended(0)) {
          max($0, abs(Extended($1.0) - $1.1))
        }
        #expect(
          gap <= Extended(roundoff(grid.count, Double.self)) * condition(rows) * size,
          "\(grid) \(a[0]) \(c)")
        #expect(solution.iteration?.preconditioner == preconditioner)
      }
    }
  }
}

extension Axis {
  /// The face at t = half/2, reflected into the box.
  fileprivate func reflected(face half: Int) -> Int {
    if isPeriodic { return ((half % (2 * cells)) + 2 * cells) % (2 * cells) }
    return half < 0 ? -half : half > 2 * cells ? 4 * cells - half : half
  }
}
