import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Advection on grids of one, two and three cells: u_h is found after fewer steps than an iteration has,
/// and what then is 0/0 is no failure.
@Suite struct SmallAdvection {
  private static let lines: [Axis] = AxisKind.all.flatMap { kind in
    [1, 2, 3].map { kind.axis($0, 0, 2) }
  }

  private static let grids: [Grid] =
    lines.map { Grid($0) } + lines.flatMap { x in lines.map { Grid(x, $0) } }

  private func problem(_ grid: Grid, _ wind: Double, _ c: Double) -> SecondOrderProblem {
    let xs = [Formula.x, .y]
    let b = (0..<grid.rank).map { i in
      Formula(wind) * ((i == 0 ? 1 : -2) + (grid.axes[i].isPeriodic ? 0 : xs[i]))
    }
    let f = (0..<grid.rank).reduce(Formula(1)) { $0 * (1 + 0.5 * xs[$1]) }
    return SecondOrderProblem(
      SecondOrderOperator(.scalar(1), advection: b, reaction: Formula(c), rank: grid.rank),
      source: f)
  }

  /// The differences' u_h is that of elimination, at a tolerance that round-off allows.
  ///
  /// A residual of τ leaves τ κ of u_h: the condition κ of M⁻¹A is below 10³ here.
  @Test(arguments: [(0.5, 1.0), (3, 20), (10, 30)], [1e-8, 1e-13])
  func differencesAreThoseOfElimination(_ terms: (Double, Double), _ tolerance: Double) throws {
    for grid in Self.grids {
      let problem = problem(grid, terms.0, terms.1)
      let space = FunctionSpace<Double>(on: grid)
      let system = try DifferenceSystem<Double>(problem, in: space)
      let columns = (0..<space.count).map { j -> [Double] in
        let u = Field(in: space, values: (0..<space.count).map { $0 == j ? 1.0 : 0 })
        var image = Field<Double>(in: space)
        system.apply(u, to: &image)
        return image.values
      }
      let matrix = columns.indices.map { i in columns.map { Extended($0[i]) } }
      let right = Field<Double>(sampling: problem.source, in: space).values
      let expected = denseSolve(matrix, right.map { Extended($0) }).map { Double($0) }
      let found = try problem.solveNonsymmetric(
        in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled,
        options: IterationOptions(tolerance: tolerance)
      ).u
      let size = expected.map(\.magnitude).max()!
      let gap = zip(found.values, expected).map { abs($0 - $1) }.max()!
      #expect(gap <= 1e3 * tolerance * size, "\(grid) \(terms) \(gap / size)")
    }
  }

  /// Elements and collocation end where the tolerance says, in every precision.
  @Test func everySchemeEnds() throws {
    func expectEnd<T: TransformScalar>(_ grid: Grid, _: T.Type) throws {
      for (scheme, load) in [
        (Scheme(.spline(degree: 1)), .integrated), (Scheme(.spectral), .sampled),
      ] as [(Scheme, LoadRule)] {
        let isTaken = grid.axes.allSatisfy {
          $0.isPeriodic || (scheme.isSpectral ? $0.boundary == .dirichlet : $0.placement == .nodes)
        }
        guard isTaken else { continue }
        let tolerance = max(1e-12, 64 * Double(T.ulpOfOne))
        let record = try #require(
          try problem(grid, 3, 20).solveNonsymmetric(
            in: FunctionSpace<T>(on: grid), scheme: scheme, load: load,
            options: IterationOptions(tolerance: tolerance)
          ).iteration)
        #expect(record.history.allSatisfy { $0.isFinite }, "\(grid) \(scheme)")
      }
    }
    for grid in Self.grids {
      try expectEnd(grid, Double.self)
      try expectEnd(grid, Float.self)
      try expectEnd(grid, Float80.self)
    }
  }
}
