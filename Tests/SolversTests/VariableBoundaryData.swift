import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Data on the sides of a box beside coefficients that vary.
@Suite struct VariableBoundaryData {
  private let fd2 = Scheme(.staggered(order: 2))
  private let elements = Scheme(.spline(degree: 1))

  private func tight() -> IterationOptions {
    var options = IterationOptions()
    options.tolerance = 1e-14
    return options
  }

  /// The problem that u solves, with data of every kind from u itself.
  private func problem(
    _ op: SecondOrderOperator, _ u: Formula, _ grid: Grid, robin beta: [BoxSide: Formula] = [:]
  ) throws -> SecondOrderProblem {
    var data = BoundaryData()
    for side in grid.sides {
      if grid.end(side) == .dirichlet {
        data.values[side] = u.trace(on: side, of: grid)
        continue
      }
      data.values[side] =
        try op.flux(of: u, through: side, of: grid) + (beta[side] ?? 0)
        * u.trace(on: side, of: grid)
    }
    return SecondOrderProblem(op, source: try op.applied(to: u), data: data, robin: beta)
  }

  /// Constant coefficients: the solver that divides by a symbol, data and all.
  @Test func constantCoefficientsAreTheDirectSolver() throws {
    let u = try Formula("exp(x/2)*cos(x) + 1")
    let a = EllipticOperator(diffusion: [2, 0.5, 1], reaction: 0.75)
    let grids =
      AxisKind.all.filter { $0.boundary != .periodic }
      .flatMap { kind in [1, 2, 5, 8].map { Grid(kind.axis($0, -0.5, 2)) } }
      // The function is not periodic.
      + AxisKind.mixtures.filter { !$0.axes[0].isPeriodic }
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      let op = EllipticOperator(
        diffusion: Array(a.diffusion.prefix(grid.rank)), reaction: a.reaction)
      let data = try BoundaryData(of: u, on: grid, diffusion: op.diffusion)
      let varying = SecondOrderOperator(
        .diagonal(op.diffusion.map { Formula($0) }), reaction: Formula(op.reaction),
        rank: grid.rank)
      for (scheme, load) in [
        (fd2, LoadRule.sampled), (elements, .integrated), (elements, .interpolated),
        (.spectral, .sampled), (Scheme(.staggered(order: 4)), .sampled),
      ] where grid.rank == 1 || scheme == fd2 || scheme == elements {
        // Beyond one dimension the others lift differently: axis by axis, or all at once.
        let direct = try BoundaryValueProblem(op, source: u, data: data).solve(
          in: space, scheme: scheme, load: load)
        let iterated = try SecondOrderProblem(varying, source: u, data: data).solve(
          in: space, scheme: scheme, load: load, options: tight())
        let gap = direct.u - iterated.u
        // Both err by their round-off, which the Laplacian's size bounds; the iteration by 1e-14.
        let size = grid.axes.reduce(1) { $0 + 16 / Double($1.spacing * $1.spacing) }
        #expect(
          gap.largest() <= roundoff(grid.count) * size * max(1, direct.u.largest()),
          "\(scheme) \(load) \(grid)")
      }
    }
  }

  /// Linear elements on every node grid: what Gauss quadrature of their energy gives.
  @Test func assembledElementsAreTheirEnergy() throws {
    let a = try Formula("2 + sin(3*x)*if(x < 0.4, 1, 0.2)")
    let c = try Formula("x^2")
    let grids =
      (AxisKind.all.flatMap { kind in [1, 2, 3, 5, 8].map { Grid(kind.axis($0, -0.5, 2)) } }
      + AxisKind.mixtures).filter { $0.axes.allSatisfy { $0.isPeriodic || $0.placement == .nodes } }
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      let form = try EnergyForm(diffusion: [a], reaction: c, scheme: elements, in: space)
      let op = SecondOrderOperator(.scalar(a), reaction: c, rank: grid.rank)
      let solution = try SecondOrderProblem(op, source: 1).solve(
        in: space, scheme: elements, load: .sampled, options: tight())
      var residual = form.applied(to: solution.u)
      residual.add(-1)
      let size = grid.axes.reduce(1) { $0 + 16 / Double($1.spacing * $1.spacing) }
      #expect(
        residual.largest() <= roundoff(grid.count) * size * 3 * max(1, solution.u.largest()),
        "\(grid)")
    }
  }

  /// u = linear, a and β arbitrary constants on the sides: differences and elements are exact.
  @Test func linearFunctionsAreExact() throws {
    for rank in 1...3 {
      let u = try Formula(["1 + 2*x", "1 + 2*x - y", "1 + 2*x - y + z/2"][rank - 1])
      for placement in Placement.allCases {
        for ends in [(End.dirichlet, End.neumann), (.neumann, .neumann), (.neumann, .dirichlet)] {
          let grid = Grid(
            (0..<rank).map {
              Axis(
                -1, 1, cells: 4 + $0, boundary: .bounded(lower: ends.0, upper: ends.1),
                placement: placement)
            })
          var beta: [BoxSide: Formula] = [:]
          for side in grid.sides where grid.end(side) == .neumann {
            beta[side] = side.axis == 0 ? 3 : 0.25
          }
          let op = SecondOrderOperator(.scalar(1.5), rank: rank)
          let p = try problem(op, u, grid, robin: beta)
          for scheme in [fd2, elements] {
            guard scheme == fd2 || placement == .nodes else { continue }
            let space = FunctionSpace<Double>(on: grid)
            let solution = try p.solve(
              in: space, scheme: scheme, load: scheme == fd2 ? .sampled : .integrated,
              options: tight())
            let gap = solution.u - Field(sampling: u, in: space)
            #expect(gap.largest() <= 40 * roundoff(grid.count) * 4, "\(scheme) \(grid)")
          }
        }
      }
    }
  }

  /// Rates of every scheme that takes data of all three kinds on one box, in 1-D and 2-D.
  @Test(arguments: [Placement.nodes, .cells])
  func mixedDataKeepTheOrder(_ placement: Placement) throws {
    for rank in 1...2 {
      let u = try Formula(rank == 1 ? "exp(x)" : "exp(x)*cos(y) + x")
      let a = try Formula(rank == 1 ? "1 + x^2" : "1 + x^2 + y/2")
      let op = SecondOrderOperator(.scalar(a), reaction: try Formula("x"), rank: rank)
      for scheme in [fd2, elements] where scheme == fd2 || placement == .nodes {
        let errors = try [16, 32, 64].map { n -> Double in
          let boundaries: [Boundary] = [
            .bounded(lower: .neumann, upper: .neumann),
            .bounded(lower: .dirichlet, upper: .neumann),
          ]
          let grid = Grid(
            (0..<rank).map {
              Axis(0, 1, cells: n, boundary: boundaries[$0], placement: placement)
            })
          let beta: [BoxSide: Formula] = [
            BoxSide(axis: 0, side: .upper): rank == 1 ? 2 : try Formula("2 + y")
          ]
          let space = FunctionSpace<Double>(on: grid)
          let solution = try problem(op, u, grid, robin: beta).solve(
            in: space, scheme: scheme, load: scheme == fd2 ? .sampled : .integrated)
          return (solution.u - Field(sampling: u, in: space)).lebesgueNorm(2)
        }
        for (coarse, fine) in zip(errors, errors.dropFirst()) {
          #expect(abs(.log(coarse / fine) / .log(2) - 2) < 0.1, "\(scheme) \(placement) \(errors)")
        }
      }
    }
  }

  @Test func robinCoefficientsMustNotBeNegative() throws {
    let grid = Grid(Axis(0, 1, cells: 8, boundary: .neumann))
    let space = FunctionSpace<Double>(on: grid)
    for scheme in [fd2, elements] {
      #expect(throws: SolverError.self) {
        _ = try SecondOrderProblem(
          SecondOrderOperator(.scalar(1), rank: 1), source: 1,
          robin: [BoxSide(axis: 0, side: .lower): -1]
        ).solve(in: space, scheme: scheme, load: .sampled)
      }
    }
  }
}
