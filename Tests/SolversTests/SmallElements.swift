import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Linear elements on grids of one, two and three cells, where a circle's edges lead back to where they
/// began.
@Suite struct SmallElements {
  private struct Line {
    let axis: Axis

    var nodes: Int { axis.isPeriodic ? axis.cells : axis.cells + 1 }
    /// The nodes that are unknowns.
    var unknowns: [Int] {
      (0..<nodes).filter {
        !($0 == 0 && axis.end(.lower) == .dirichlet)
          && !($0 == axis.cells && axis.end(.upper) == .dirichlet)
      }
    }

    /// ∫ φ_i φ_j, or ∫ φ_i′ φ_j′, element by element.
    func matrix(slopes: Bool) -> [[Extended]] {
      let h = axis.spacing
      var all = [[Extended]](repeating: [Extended](repeating: 0, count: nodes), count: nodes)
      for cell in 0..<axis.cells {
        let ends = [cell, (cell + 1) % nodes]
        for i in 0...1 {
          for j in 0...1 {
            all[ends[i]][ends[j]] += slopes ? (i == j ? 1 : -1) / h : (i == j ? 2 : 1) * h / 6
          }
        }
      }
      return unknowns.map { i in unknowns.map { all[i][$0] } }
    }

    /// ∫ f φ_i of a linear f; around a circle f jumps on the seam, which lies in the middle of an element
    /// of cells.
    func load(_ f: (Extended) -> Extended) -> [Extended] {
      let (h, shift) = (axis.spacing, axis.placement == .cells ? Extended(0.5) : 0)
      let root = Extended(3).squareRoot() / 6
      var all = [Extended](repeating: 0, count: nodes)
      for cell in 0..<axis.cells {
        for half in 0...1 {
          for xi in [(Extended(half) + 0.5 - root) / 2, (Extended(half) + 0.5 + root) / 2] {
            let t = Extended(cell) + shift + xi
            let x = axis.lower + h * (t < Extended(axis.cells) ? t : t - Extended(axis.cells))
            all[cell] += h / 4 * (1 - xi) * f(x)
            all[(cell + 1) % nodes] += h / 4 * xi * f(x)
          }
        }
      }
      return unknowns.map { all[$0] }
    }
  }

  private static let lines: [Axis] = AxisKind.all
    .filter { $0.boundary == .periodic || $0.placement == .nodes }
    .flatMap { kind in [1, 2, 3].map { kind.axis($0, 0, $0 == 1 ? 1 : 2) } }

  private static let grids: [Grid] = {
    let circles = lines.filter { $0.isPeriodic && $0.cells < 3 }
    return lines.map { Grid($0) } + lines.flatMap { x in lines.map { Grid(x, $0) } }
      + circles.flatMap { x in
        lines.indices.flatMap { i -> [Grid] in
          let (y, z) = (lines[i], lines[(5 * i + 4) % lines.count])
          return [Grid(x, y, z), Grid(y, x, z), Grid(z, y, x)]
        }
      }
  }()

  /// (2∇u, ∇φ) + (u, φ) = (f, φ) with f = Π (1 + x_i/2), by elimination.
  private func eliminated(_ grid: Grid) -> [Extended] {
    let lines = grid.axes.map { Line(axis: $0) }
    let (mass, stiffness) = (
      lines.map { $0.matrix(slopes: false) }, lines.map { $0.matrix(slopes: true) }
    )
    let places = indices(lines.map { $0.unknowns.count })
    func product(_ i: [Int], _ j: [Int], slope: Int?) -> Extended {
      lines.indices.reduce(1) {
        $0 * ($1 == slope ? stiffness[$1] : mass[$1])[i[$1]][j[$1]]
      }
    }
    let matrix = places.map { i in
      places.map { j in
        lines.indices.reduce(product(i, j, slope: nil)) { $0 + 2 * product(i, j, slope: $1) }
      }
    }
    let loads = lines.map { $0.load { 1 + $0 / 2 } }
    return denseSolve(
      matrix, places.map { i in lines.indices.reduce(1) { $0 * loads[$1][i[$1]] } })
  }

  /// u_h is that of elimination with every preconditioner.
  ///
  /// The iteration ends at 10⁻¹³ of the load, and leaves so much of u_h in the energy but for the condition
  /// of what is preconditioned, below 2; the largest value is within the root of the condition of A,
  /// below 10³.
  @Test(arguments: IterationOptions.Preconditioner.allCases)
  func everyPreconditionerSolvesThem(_ preconditioner: IterationOptions.Preconditioner) throws {
    for grid in Self.grids {
      let f = grid.axes.indices.reduce(Formula(1)) {
        $0 * (1 + 0.5 * [Formula.x, .y, .z][$1])
      }
      let problem = SecondOrderProblem(
        SecondOrderOperator(.scalar(2), reaction: 1, rank: grid.rank), source: f)
      let found = try problem.solve(
        in: FunctionSpace<Double>(on: grid), scheme: Scheme(.spline(degree: 1)), load: .integrated,
        options: IterationOptions(preconditioner: preconditioner, tolerance: 1e-13)
      ).u
      let expected = eliminated(grid).map { Double($0) }
      let size = expected.map(\.magnitude).max()!
      let gap = zip(found.values, expected).map { abs($0 - $1) }.max()!
      #expect(gap <= 1e-10 * size, "\(grid) \(preconditioner) \(gap / size)")
    }
  }

  /// Where one axis only has more than one node the problem is one of one dimension, which the cycle solves
  /// exactly but for what it rounds: columns of L to 2⁻¹⁶ of their largest, 2⁻¹⁵ n √(4 k_max/k_min) of the
  /// energy (`MultigridMatrices`). In space the cycle has c lumped, so that there is none, and no
  /// correction along circles of one cell.
  @Test(arguments: [4, 8, 13])
  func aroundCirclesOfOneCellTheCycleIsExact(_ n: Int) throws {
    let circles = Self.lines.filter { $0.isPeriodic && $0.cells == 1 }
    for kind in AxisKind.all where kind.boundary == .periodic || kind.placement == .nodes {
      let line = kind.axis(n, 0, 2)
      for circle in circles {
        for axes in [
          [line, circle], [circle, line], [line, circle, circle], [circle, line, circle],
          [circle, circle, line],
        ] {
          let grid = Grid(axes)
          if grid.rank == 3, grid.hasConstants { continue }
          let problem = SecondOrderProblem(
            SecondOrderOperator(
              .scalar(2 + [Formula.x, .y, .z][axes.firstIndex(of: line)!]),
              reaction: grid.rank == 3 ? 0 : 1, rank: grid.rank), source: 1 + .x)
          let constants = try #require(
            try problem.solve(
              in: FunctionSpace<Double>(on: grid), scheme: Scheme(.spline(degree: 1)),
              load: .integrated, options: IterationOptions(preconditioner: .multigrid)
            ).iteration?.constants)
          let bound = 0x1p-15 * (1 + Double(n) * Double(8).squareRoot())
          #expect(constants.lowerBound >= 1 - bound, "\(grid) \(constants)")
          #expect(constants.upperBound <= 1 + bound, "\(grid) \(constants)")
        }
      }
    }
  }
}
