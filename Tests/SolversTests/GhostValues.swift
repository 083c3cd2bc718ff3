import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// Second-order differences with boundary data are the textbook scheme with ghost values.
@Suite struct GhostValues {
  /// −a ∂²u + … + c u by three points a direction, row by row, in extended precision:
  ///
  ///     node on a Dirichlet end     u = g
  ///     node beside a Neumann end   u₋₁ = u₁ + 2h g/a          (g outwards)
  ///     cell beside a Dirichlet end u₋₁ = 2g − u₀
  ///     cell beside a Neumann end   u₋₁ = u₀ + h g/a
  private func textbook(
    _ op: EllipticOperator, _ f: Formula, _ data: BoundaryData, on grid: Grid
  ) -> (u: [Extended], condition: Extended) {
    let shape = grid.shape
    var rows = [[Extended]](
      repeating: [Extended](repeating: 0, count: grid.count), count: grid.count)
    var right = [Extended](repeating: 0, count: grid.count)
    for index in indices(shape) {
      let row = place(index, shape)
      let point = zip(grid.axes, index).map { $0.point($1) }
      right[row] = f.value(at: point)
      rows[row][row] += op.reaction
      for (a, axis) in grid.axes.enumerated() {
        let h = axis.spacing
        let scale = op.diffusion[a] / (h * h)
        rows[row][row] += 2 * scale
        for step in [-1, 1] {
          let half = axis.firstHalf + 2 * (index[a] + step)
          if axis.isPeriodic {
            var other = index
            other[a] = (index[a] + step + axis.cells) % axis.cells
            rows[row][place(other, shape)] -= scale
            continue
          }
          let isBeyond =
            half < 0 || half > 2 * axis.cells
          let side = BoxSide(axis: a, side: step < 0 ? .lower : .upper)
          var onSide = point
          onSide[a] = side.side == .lower ? axis.lower : axis.upper
          let g: Extended = data[side].value(at: onSide)
          var other = index
          other[a] += step
          switch (grid.end(side)!, axis.placement) {
          case (.dirichlet, .nodes) where half == 0 || half == 2 * axis.cells:
            right[row] += scale * g
          case (.neumann, .nodes) where isBeyond:
            other[a] = index[a] - step
            rows[row][place(other, shape)] -= scale
            right[row] += scale * 2 * h * g / op.diffusion[a]
          case (.dirichlet, .cells) where isBeyond:
            rows[row][row] += scale
            right[row] += scale * 2 * g
          case (.neumann, .cells) where isBeyond:
            rows[row][row] -= scale
            right[row] += scale * h * g / op.diffusion[a]
          default:
            rows[row][place(other, shape)] -= scale
          }
        }
      }
    }
    return (denseSolve(rows, right), condition(rows))
  }

  private func expectTextbook(
    _ op: EllipticOperator, on grid: Grid, f: Formula, u: Formula,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let data = try BoundaryData(of: u, on: grid, diffusion: op.diffusion)
    let space = FunctionSpace<Double>(on: grid)
    let (expected, condition) = textbook(op, f, data, on: grid)
    let size = expected.map { abs($0) }.max()!
    for kind in [Discretization.staggered(order: 2), .stencil(order: 2)] {
      let solution = try BoundaryValueProblem(op, source: f, data: data).solve(
        in: space, scheme: Scheme(kind), load: .sampled)
      let gap = zip(solution.u.values, expected).map { abs(Extended($0) - $1) }.max()!
      #expect(
        gap <= Extended(roundoff(grid.count, Double.self)) * condition * max(size, 1),
        "\(grid.axes)", sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: [2, 3, 4, 7])
  func inOneDimension(_ n: Int) throws {
    let f = try Formula("exp(x) - 2*x")
    let u = try Formula("cos(2*x + 1) + x^3")
    for axis in axes(cells: n) where !axis.isPeriodic {
      let singular = Grid(axis).hasConstants
      let op = EllipticOperator(diffusion: [1.5], reaction: singular ? 0.75 : 0)
      try expectTextbook(op, on: Grid(axis), f: f, u: u)
    }
  }

  @Test func inTwoDimensionsOnEveryPairOfAxisKinds() throws {
    let f = try Formula("exp(x - y) + 3*x*y")
    for x in axes(cells: 3) {
      for y in axes(cells: 2) {
        // Data that need not fit at corners; periodic along periodic axes.
        let period = try Formula("cos(2*pi*x/1.75)")
        let u = try Formula("cos(2*x + 1)*(y^2 + 2) + y^3 + x^2").replacing(period, x, y)
        let op = EllipticOperator(diffusion: [1.5, 0.5], reaction: 0.75)
        try expectTextbook(op, on: Grid(x, y), f: f.replacing(period, x, y), u: u)
      }
    }
  }

  @Test func cornersMayDisagree() throws {
    let axis = Axis(0, 1, cells: 4, boundary: .dirichlet)
    let grid = Grid(axis, axis)
    var data = BoundaryData()
    data.values[BoxSide(axis: 0, side: .lower)] = 1
    data.values[BoxSide(axis: 1, side: .upper)] = -2
    let op = EllipticOperator(diffusion: [1, 1])
    let space = FunctionSpace<Double>(on: grid)
    let (expected, condition) = textbook(op, 1, data, on: grid)
    let u = try BoundaryValueProblem(op, source: 1, data: data).solve(
      in: space, scheme: Scheme(.stencil(order: 2)), load: .sampled
    ).u
    let gap = zip(u.values, expected).map { abs(Extended($0) - $1) }.max()!
    #expect(gap <= Extended(roundoff(9, Double.self)) * condition * 3)
  }
}

extension Formula {
  /// The formula, made periodic along periodic axes: the coordinate becomes a function of period L.
  fileprivate func replacing(_ period: Formula, _ x: Axis, _ y: Axis) -> Formula {
    var u = self
    if x.isPeriodic { u = u.substituting(.x, by: period) }
    if y.isPeriodic { u = u.substituting(.y, by: period.substituting(.x, by: .y)) }
    return u
  }
}
