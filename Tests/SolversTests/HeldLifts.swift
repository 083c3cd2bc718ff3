import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// Lifts of source and data that do not fit together at the edges of the box.
@Suite struct HeldLifts {
  private static let ends: [Boundary] = [
    .dirichlet, .neumann, .bounded(lower: .dirichlet, upper: .neumann),
    .bounded(lower: .neumann, upper: .dirichlet), .periodic,
  ]

  /// |W − g| or |∂ₙW − s| beside |u| ≈ 1, at places that are not those of the search.
  private func expectData(
    _ w: Formula, of u: Formula, on grid: Grid, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for side in grid.sides {
      let isValue = grid.end(side) == .dirichlet
      let gap =
        try isValue ? w - u : w.derivative(side.coordinate) - u.derivative(side.coordinate)
      var places = grid.axes.map { axis in
        [0.13, 0.5, 0.87].map { axis.lower + $0 * axis.length }
      }
      places[side.axis] = [side.place(on: grid)]
      let size = gap.values(on: places).map(\.magnitude).max()!
      #expect(
        size <= 1e3 * Extended(Double.ulpOfOne), "\(side.name)", sourceLocation: sourceLocation)
    }
  }

  /// Whatever the source, W has the data: only as many normal derivatives are taken up as leave them.
  @Test(arguments: ends) func aLiftHasTheDataWhateverTheSource(_ first: Boundary) throws {
    for second in Self.ends {
      // Periodic along x and y where those are, so that the data close around the box.
      let u = try Formula("sin(2*pi*x)*cos(2*pi*y) + cos(2*pi*(x + y))")
      let grid = Grid(
        Axis(0, 1, cells: 4, boundary: first), Axis(0, 1, cells: 3, boundary: second))
      for source in ["1", "exp(sin(2*pi*(x - 2*y)))"] {
        for depth in 0...(source == "1" ? 2 : 1) {
          let problem = BoundaryValueProblem(
            EllipticOperator(diffusion: [1, 0.5], reaction: 2), source: try Formula(source),
            data: try BoundaryData(of: u, on: grid, diffusion: [1, 0.5]))
          let lift = try problem.heldLift(on: grid, depth: depth)
          if let w = lift.formula { try expectData(w, of: u, on: grid) }
          // A line has no corners, and on one all derivatives are taken up.
          let hasCorners = !(first == .periodic || second == .periodic)
          if !hasCorners { #expect(lift.depth == depth && lift.limit == nil) }
          if let limit = lift.limit {
            #expect(limit.asked == depth && limit.taken == lift.depth)
          } else {
            #expect(lift.depth == depth)
          }
        }
      }
    }
  }

  @Test func aLiftHasTheDataInSpace() throws {
    let u = try Formula("x*y*z + cos(x + y - z)")
    let grid = Grid(
      Axis(0, 1, cells: 2, boundary: .dirichlet), Axis(0, 2, cells: 3, boundary: .neumann),
      Axis(-1, 1, cells: 2, boundary: .bounded(lower: .dirichlet, upper: .neumann)))
    let problem = BoundaryValueProblem(
      EllipticOperator(diffusion: [1, 1, 1]), source: try Formula("1 + x"),
      data: try BoundaryData(of: u, on: grid, diffusion: [1, 1, 1]))
    let lift = try problem.heldLift(on: grid, depth: 1)
    try expectData(try #require(lift.formula), of: u, on: grid)
    #expect(lift.limit?.taken == 0)
  }

  /// f ≠ 0 between two homogeneous Dirichlet sides: ∂²u/∂y² is 0 by one, −f/a by the other.
  @Test func theLimitSaysWhatDoesNotFit() throws {
    let grid = Grid(
      Axis(0, 1, cells: 4, boundary: .dirichlet), Axis(0, 1, cells: 4, boundary: .dirichlet))
    let problem = BoundaryValueProblem(EllipticOperator(diffusion: [1, 2]), source: 3)
    let lift = try problem.heldLift(on: grid, depth: 2)
    #expect(lift.formula == nil && lift.depth == 0)
    let conflict = try #require(lift.limit?.conflict)
    #expect(conflict.sides.map(\.axis) == [0, 1])
    #expect(conflict.derivative == [0, 2])
    #expect(conflict.values == [0, -1.5])
    // Where f is 0 at the corners and its second derivatives are not, one depth is lost.
    let bubble = BoundaryValueProblem(
      EllipticOperator(diffusion: [1, 1]), source: try Formula("x*(1 - x)"))
    #expect(try bubble.heldLift(on: grid, depth: 1).limit == nil)
    #expect(try bubble.heldLift(on: grid, depth: 2).limit?.taken == 1)
  }

  /// u at the middle of the unit square, −Δu = 1, u = 0 on the sides:
  ///
  ///     u = 1/8 − Σ_{k odd} 4 (−1)^{(k−1)/2} / (π³k³ cosh(kπ/2))
  private var middle: Double {
    stride(from: 1, through: 25, by: 2).reduce(0.125) { u, k in
      let kappa = Double.pi * Double(k)
      let term = 4 / (kappa * kappa * kappa * .cosh(kappa / 2))
      return k % 4 == 1 ? u - term : u + term
    }
  }

  private func middle(_ n: Int, _ placement: Placement, _ scheme: Scheme) throws -> Double {
    let axis = Axis(0, 1, cells: n, boundary: .dirichlet, placement: placement)
    let space = FunctionSpace<Double>(on: Grid(axis, axis))
    let u = try BoundaryValueProblem(EllipticOperator(diffusion: [1, 1]), source: 1).solve(
      in: space, scheme: scheme, load: scheme.isGalerkin ? .integrated : .sampled, lifting: 1
    ).u
    return u.values[u.values.count / 2]
  }

  /// What is taken in place of a lifting that would miss the data is the series of f = 1 itself. Its
  /// sampled coefficients are 2h cot(mπh/2) on nodes, 2h / sin(mπh/2) on cells, in place of 4/(πm), so
  /// that û has the relative error −(m² + l²)π²h²/12, + (m² + l²)π²h²/24, and
  ///
  ///     u_h − u = −h²/12 f + O(h⁴) on nodes,   + h²/24 f + O(h³) on cells (its last mode)
  @Test(arguments: [16, 32, 64]) func withoutALiftTheErrorIsThatOfTheSampledSeries(_ n: Int) throws
  {
    let h = 1 / Double(n)
    let nodes = (try middle(n, .nodes, Scheme(.spectral)) - middle) / (h * h)
    #expect(abs(nodes + 1.0 / 12) <= h * h)
    let h1 = 1 / Double(n + 1)
    for kind in [Discretization.spectral, .mehrstellen] {
      let cells = (try middle(n + 1, .cells, Scheme(kind)) - middle) / (h1 * h1)
      #expect(abs(cells - 1.0 / 24) <= h1, "\(kind)")
    }
  }

  /// Splines without the lift that their order needs lack ∂ₙ²u on the sides: the odd reflection of u is in
  /// H^s for s < 5/2 and the energy error h^{3/2}, by duality h³ inside at most; 2 is asked.
  @Test(arguments: [2, 3]) func splinesConvergeWithoutTheirLift(_ degree: Int) throws {
    let errors = try [17, 35, 71].map { n in
      abs(try middle(n, .cells, Scheme(.spline(degree: degree))) - middle)
    }
    #expect(errors[1] <= errors[0] / 4 && errors[2] <= errors[1] / 4, "\(errors)")
  }

  /// Data that jump at a corner have no lift: schemes that need one say so, with the place.
  @Test func dataThatJumpAtACornerHaveNoLift() throws {
    let lid = BoundaryData([BoxSide(axis: 1, side: .upper): 1])
    for (placement, scheme, load, depth) in [
      (.nodes, Scheme(.spectral), .sampled, 1), (.nodes, Scheme(.spectral), .projected, 0),
      (.cells, Scheme(.mehrstellen), .sampled, 0),
      (.nodes, Scheme(.spline(degree: 3)), .integrated, 1),
      (.cells, Scheme(.spline(degree: 1)), .integrated, 0),
    ] as [(Placement, Scheme, LoadRule, Int)] {
      let axis = Axis(0, 2, cells: 6, boundary: .dirichlet, placement: placement)
      let space = FunctionSpace<Double>(on: Grid(axis, axis))
      let problem = BoundaryValueProblem(
        EllipticOperator(diffusion: [1, 1]), source: 0, data: lid)
      #expect {
        _ = try problem.solve(in: space, scheme: scheme, load: load, lifting: depth)
      } throws: {
        guard case .conflict(let conflict) = $0 as? SolverError else { return false }
        return conflict.point == [0, 2] && conflict.values == [0, 1]
          && conflict.derivative == [0, 0] && conflict.description.contains("u = 0 by x.lower")
      }
    }
    // The middle of the square is the mean of its four sides, as often as data come by ghost values.
    let axis = Axis(0, 2, cells: 6, boundary: .dirichlet)
    for scheme in [Scheme(.spectral), Scheme(.staggered(order: 4))] {
      let u = try BoundaryValueProblem(
        EllipticOperator(diffusion: [1, 1]), source: 0, data: lid
      ).solve(in: FunctionSpace<Double>(on: Grid(axis, axis)), scheme: scheme, load: .sampled).u
      #expect(abs(u.values[u.values.count / 2] - 0.25) <= roundoff(36))
    }
  }

  /// Data that miss each other by δ at a corner are those of a W that misses one side's by δ at most, and by
  /// the maximum principle u by as much; from √ε of extended precision on they have none.
  @Test func whatDataMissEachOtherByIsAllThatTheSolutionMisses() throws {
    let limit = Extended.ulpOfOne.squareRoot()
    let axis = Axis(0, 1, cells: 8, boundary: .dirichlet)
    let space = FunctionSpace<Extended>(on: Grid(axis, axis))
    for delta in [limit / 2, 2 * limit] {
      var data = BoundaryData(
        Dictionary(uniqueKeysWithValues: space.grid.sides.map { ($0, Formula(1)) }))
      data.values[BoxSide(axis: 1, side: .upper)] = Formula(Formula.Constant(1 + delta))
      let problem = BoundaryValueProblem(
        EllipticOperator(diffusion: [1, 1]), source: 0, data: data)
      func u() throws -> Field<Extended> {
        try problem.solve(in: space, scheme: Scheme(.spectral), load: .sampled, lifting: 1).u
      }
      if delta > limit {
        #expect(throws: SolverError.self) { try u() }
      } else {
        let error = try u().values.map { ($0 - 1).magnitude }.max()!
        #expect(error > delta / 8 && error <= delta + 64 * .ulpOfOne)
      }
    }
  }

  /// Beside coefficients that vary, and of a slope that is not the one of the values beside it.
  @Test func slopesAndValuesThatDoNotFitHaveNoLift() throws {
    let axis = Axis(0, 1, cells: 5, boundary: .dirichlet)
    let space = FunctionSpace<Double>(
      on: Grid(axis, Axis(0, 1, cells: 5, boundary: .bounded(lower: .neumann, upper: .dirichlet))))
    for (op, scheme) in [
      (SecondOrderOperator(.scalar(try Formula("1 + x*y")), rank: 2), Scheme(.staggered(order: 4))),
      (SecondOrderOperator(.scalar(1), advection: [1, 0], rank: 2), Scheme(.spectral)),
    ] {
      let problem = SecondOrderProblem(
        op, source: 1, data: BoundaryData([BoxSide(axis: 1, side: .lower): 1]))
      #expect {
        _ = try problem.solve(in: space, scheme: scheme, load: .sampled) as Solution<Double>
      } throws: {
        guard case .conflict(let conflict) = $0 as? SolverError else { return false }
        return conflict.derivative == [0, 1] && conflict.values == [0, -1]
          && conflict.description.contains("du/dy = 0 by x.lower, -1 by y.lower")
      }
      // Differences of order 2 ask for no W.
      let u = try problem.solve(in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled)
      #expect(u.iterations > 0)
    }
  }
}
