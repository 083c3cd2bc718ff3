import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// Linear elements with boundary data are the assembled finite element method.
@Suite struct AssembledElements {
  /// (a∇u, ∇v) + (c u, v) = (f, v) + ⟨g, v⟩ with Dirichlet nodes at their datum, element by element.
  private struct Assembly {
    let op: EllipticOperator
    let grid: Grid
    /// Nodes along each axis, boundary included.
    var nodes: [Int] { grid.axes.map { $0.isPeriodic ? $0.cells : $0.cells + 1 } }

    /// The nodes of one element, an axis: cell c has nodes c and c + 1, around a circle.
    private func node(_ a: Int, _ c: Int, _ corner: Int) -> Int {
      grid.axes[a].isPeriodic ? (c + corner) % grid.axes[a].cells : c + corner
    }

    /// ∫ φ_i φ_j (m = 0) or ∫ φ_i′ φ_j′ (m = 1) over one cell.
    private func local(_ a: Int, _ m: Int, _ i: Int, _ j: Int) -> Extended {
      let h = grid.axes[a].spacing
      return m == 0 ? h * (i == j ? 2 : 1) / 6 : (i == j ? 1 : -1) / h
    }

    /// The matrix on all nodes; `load` has the nodes' load.
    func matrix(stiffness: Bool) -> [[Extended]] {
      let total = nodes.reduce(1, *)
      var rows = [[Extended]](repeating: [Extended](repeating: 0, count: total), count: total)
      let corners = indices(grid.axes.map { _ in 2 })
      for cell in indices(grid.cells) {
        for i in corners {
          for j in corners {
            let row = place(grid.axes.indices.map { node($0, cell[$0], i[$0]) }, nodes)
            let column = place(grid.axes.indices.map { node($0, cell[$0], j[$0]) }, nodes)
            let mass = grid.axes.indices.reduce(Extended(1)) { $0 * local($1, 0, i[$1], j[$1]) }
            guard stiffness else {
              rows[row][column] += mass
              continue
            }
            rows[row][column] += op.reaction * mass
            for t in grid.axes.indices {
              rows[row][column] += grid.axes.indices.reduce(op.diffusion[t]) {
                $0 * local($1, $1 == t ? 1 : 0, i[$1], j[$1])
              }
            }
          }
        }
      }
      return rows
    }

    /// ∫ f φ over the box, or over one side of it.
    func load(_ f: Formula, over side: BoxSide? = nil, points q: Int) -> [Extended] {
      var load = [Extended](repeating: 0, count: nodes.reduce(1, *))
      let rule = GaussRule(points: q)
      let free = grid.axes.indices.filter { $0 != side?.axis }
      let cells = grid.axes.indices.map { $0 == side?.axis ? 1 : grid.cells[$0] }
      for cell in indices(cells) {
        for choice in indices(free.map { _ in q }) {
          var point = grid.axes.map(\.lower)
          var weight: Extended = 1
          for (k, a) in free.enumerated() {
            point[a] = grid.axes[a].place(cell: cell[a], offset: rule.points[choice[k]])
            weight *= grid.axes[a].spacing * rule.weights[choice[k]]
          }
          if let side, side.side == .upper { point[side.axis] = grid.axes[side.axis].upper }
          let value: Extended = f.value(at: point)
          for corner in indices(free.map { _ in 2 }) {
            var index = cell
            var shape = weight
            for (k, a) in free.enumerated() {
              index[a] = node(a, cell[a], corner[k])
              let xi = rule.points[choice[k]]
              shape *= corner[k] == 1 ? xi : 1 - xi
            }
            if let side { index[side.axis] = side.side == .lower ? 0 : nodes[side.axis] - 1 }
            load[place(index, nodes)] += shape * value
          }
        }
      }
      return load
    }

    /// Nodes on a Dirichlet side, with their datum; a later side wins at a corner.
    func dirichlet(_ data: BoundaryData) -> [Int: Extended] {
      var values: [Int: Extended] = [:]
      for side in grid.sides where grid.end(side) == .dirichlet {
        for index in indices(nodes) {
          let end = side.side == .lower ? 0 : nodes[side.axis] - 1
          guard index[side.axis] == end else { continue }
          values[place(index, nodes)] = data[side].value(at: point(index))
        }
      }
      return values
    }

    func point(_ index: [Int]) -> [Extended] {
      zip(grid.axes, index).map { $0.place(half: 2 * $1) }
    }
  }

  private func expectAssembled(
    _ op: EllipticOperator, on grid: Grid, f: Formula, u: Formula,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let data = try BoundaryData(of: u, on: grid, diffusion: op.diffusion)
    let assembly = Assembly(op: op, grid: grid)
    let matrix = assembly.matrix(stiffness: true)
    let mass = assembly.matrix(stiffness: false)
    let fixed = assembly.dirichlet(data)
    let free = matrix.indices.filter { fixed[$0] == nil }
    let system = free.map { i in free.map { matrix[i][$0] } }
    let condition = condition(system)
    for rule in [LoadRule.integrated, .interpolated] {
      let q = 4
      var load: [Extended]
      if rule == .integrated {
        load = assembly.load(f, points: q)
      } else {
        let samples = indices(assembly.nodes).map { f.value(at: assembly.point($0)) as Extended }
        load = mass.map { zip($0, samples).reduce(0) { $0 + $1.0 * $1.1 } }
      }
      for side in grid.sides where grid.end(side) == .neumann {
        let face = assembly.load(data[side], over: side, points: q)
        for i in load.indices { load[i] += face[i] }
      }
      let right = free.map { i in fixed.reduce(load[i]) { $0 - matrix[i][$1.key] * $1.value } }
      let expected = denseSolve(system, right)
      let solution = try BoundaryValueProblem(op, source: f, data: data).solve(
        in: FunctionSpace<Double>(on: grid), scheme: Scheme(.spline(degree: 1)), load: rule,
        quadrature: q)
      let size = max(1, expected.map { abs($0) }.max()!)
      let gap = zip(solution.u.values, expected).map { abs(Extended($0) - $1) }.max()!
      #expect(
        gap <= Extended(roundoff(grid.count, Double.self)) * condition * size,
        "\(rule) \(grid.axes)", sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: [2, 3, 5, 8])
  func inOneDimension(_ n: Int) throws {
    let f = try Formula("exp(x) - 2*x")
    let u = try Formula("cos(2*x + 1) + x^3")
    for axis in axes(cells: n) where axis.placement == .nodes && !axis.isPeriodic {
      let op = EllipticOperator(
        diffusion: [1.5], reaction: Grid(axis).hasConstants ? 0.75 : 0)
      try expectAssembled(op, on: Grid(axis), f: f, u: u)
    }
  }

  @Test func inTwoDimensionsWithMixedSidesAndCorners() throws {
    for x in axes(cells: 3) where x.placement == .nodes {
      for y in axes(cells: 4) where y.placement == .nodes {
        var u = try Formula("cos(2*x + 1)*(y^2 + 2) + y^3 + x^2")
        var f = try Formula("exp(x - y) + 3*x*y")
        let turn = try Formula("cos(2*pi*(x + 0.25)/1.75)")
        if x.isPeriodic {
          u = u.substituting(.x, by: turn)
          f = f.substituting(.x, by: turn)
        }
        if y.isPeriodic {
          u = u.substituting(.y, by: turn.substituting(.x, by: .y))
          f = f.substituting(.y, by: turn.substituting(.x, by: .y))
        }
        let op = EllipticOperator(diffusion: [1.5, 0.5], reaction: 0.75)
        try expectAssembled(op, on: Grid(x, y), f: f, u: u)
      }
    }
  }

  @Test func inThreeDimensions() throws {
    let u = try Formula("cos(2*x + 1)*(y^2 + 2) + y^3*z + x^2*z^2")
    let f = try Formula("exp(x - y) + 3*x*y*z")
    for (i, boundary) in bounded.enumerated() {
      let grid = Grid(
        Axis(0, 1, cells: 2, boundary: boundary),
        Axis(-1, 1, cells: 3, boundary: bounded[(i + 1) % 4]),
        Axis(0, 0.5, cells: 2, boundary: bounded[(i + 2) % 4]))
      let op = EllipticOperator(diffusion: [1, 2, 0.5], reaction: 1)
      try expectAssembled(op, on: grid, f: f, u: u)
    }
  }
}
