import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// −∇·(a∇u) + c u = f with a full symmetric tensor, and dealiased products.
@Suite struct FullTensors {
  private func tensor(_ rank: Int) throws -> SecondOrderOperator {
    let text = [
      ["2 + x", "1/2 + y/4", "x/3"], ["1/2 + y/4", "1 + y^2", "1/4"], ["x/3", "1/4", "1 + x*y"],
    ]
    let rows = try text.prefix(rank).map { try $0.prefix(rank).map { try Formula($0) } }
    return SecondOrderOperator(.tensor(rows), reaction: try Formula("1 + x"), rank: rank)
  }

  private func problem(
    _ op: SecondOrderOperator, _ u: Formula, _ grid: Grid
  ) throws -> SecondOrderProblem {
    var data = BoundaryData()
    for side in grid.sides {
      data.values[side] =
        grid.end(side) == .dirichlet
        ? u.trace(on: side, of: grid) : try op.flux(of: u, through: side, of: grid)
    }
    return SecondOrderProblem(op, source: try op.applied(to: u), data: data)
  }

  /// Differences and elements are of order 2 in L², H⁻¹ and, between the nodes, in H¹; Dirichlet and
  /// Neumann sides with data.
  @Test(arguments: [Discretization.staggered(order: 2), .spline(degree: 1)])
  func rates(_ kind: Discretization) throws {
    for rank in 2...3 {
      let u = try Formula(rank == 2 ? "exp(x)*cos(2*y)" : "exp(x)*cos(2*y) + x*z^3")
      let op = try tensor(rank)
      let sizes = rank == 2 ? [24, 48, 96] : [12, 24]
      for boundary in [Boundary.dirichlet, .bounded(lower: .dirichlet, upper: .neumann)] {
        let errors = try sizes.map { n -> [Double] in
          let grid = Grid(
            (0..<rank).map {
              Axis(0, 1, cells: n, boundary: $0 == 0 ? boundary : .dirichlet)
            })
          let space = FunctionSpace<Double>(on: grid)
          let solution = try problem(op, u, grid).solve(
            in: space, scheme: Scheme(kind),
            load: kind == .spline(degree: 1) ? .integrated : .sampled)
          let error = solution.u - Field(sampling: u, in: space)
          return try ["L2", "H1", "H-1"].map {
            try error.norm(Norm($0), scheme: Scheme(.staggered(order: 2)))
          }
        }
        for (coarse, fine) in zip(errors, errors.dropFirst()) {
          for (e, f) in zip(coarse, fine) {
            #expect(Double.log(e / f) / Double.log(2) > 1.8, "\(kind) \(boundary) \(errors)")
          }
        }
      }
    }
  }

  /// a(u, u) = (f, u): the energy of the solution, cell by cell, with the parallel edges' means.
  @Test func theEnergyIsTheSumOverCells() throws {
    let n = 7
    let h = 1.0 / Double(n)
    let op = try tensor(2)
    let grid = Grid(
      Axis(0, 1, cells: n, boundary: .neumann), Axis(0, 1, cells: n, boundary: .dirichlet))
    let space = FunctionSpace<Double>(on: grid)
    let f = Field<Double>(sampling: try Formula("exp(x) - y"), in: space)
    var options = IterationOptions()
    options.tolerance = 1e-14
    let u = try SecondOrderProblem(op, source: try Formula("exp(x) - y")).solve(
      in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled, options: options
    ).u
    func value(_ i: Int, _ j: Int) -> Double {
      j == 0 || j == n ? 0 : u.values[i * (n - 1) + j - 1]
    }
    func a(_ i: Int, _ j: Int, _ x: Double, _ y: Double) -> Double {
      op.diffusion(i, j).value(at: [x, y])
    }
    var energy = 0.0
    for i in 0..<n {
      for j in 0..<n {
        let (x, y) = ((Double(i) + 0.5) * h, (Double(j) + 0.5) * h)
        let px = [0, 1].map { (value(i + 1, j + $0) - value(i, j + $0)) / h }
        let py = [0, 1].map { (value(i + $0, j + 1) - value(i + $0, j)) / h }
        energy += h * h * a(0, 0, x, y) * (px[0] * px[0] + px[1] * px[1]) / 2
        energy += h * h * a(1, 1, x, y) * (py[0] * py[0] + py[1] * py[1]) / 2
        energy += h * h * 2 * a(0, 1, x, y) * (px[0] + px[1]) / 2 * (py[0] + py[1]) / 2
      }
    }
    energy += (Field(sampling: op.reaction, in: space) * u).inner(u)
    #expect(isClose(energy, f.inner(u), 16 * roundoff(n * n)))
  }

  /// Trigonometric functions: the error of an analytic problem falls faster than any power.
  @Test func spectralTensors() throws {
    let op = SecondOrderOperator(
      .tensor(
        try [["2 + cos(x)", "sin(x + y)/2"], ["sin(x + y)/2", "1 + sin(y)^2/2"]].map {
          try $0.map { try Formula($0) }
        }), reaction: try Formula("1 + sin(x)/2"), rank: 2)
    for (boundary, text) in [
      (Boundary.periodic, "exp(sin(x)*cos(y))"), (.dirichlet, "sin(x)*sin(2*y)*exp(cos(x))"),
    ] {
      let u = try Formula(text)
      let errors = try [10, 20, 30].map { n -> Double in
        let upper: Extended = boundary == .periodic ? 2 * .pi : .pi
        let grid = Grid((0..<2).map { _ in Axis(0, upper, cells: n, boundary: boundary) })
        let space = FunctionSpace<Double>(on: grid)
        var options = IterationOptions()
        options.tolerance = 1e-13
        let solution = try SecondOrderProblem(op, source: try op.applied(to: u)).solve(
          in: space, scheme: .spectral, load: .projected, options: options)
        return (solution.u - Field(sampling: u, in: space)).lebesgueNorm(2)
      }
      if boundary == .periodic {
        #expect(errors[1] < 1e-4 * errors[0] && errors[2] < 1e-9, "\(errors)")
      } else {
        // n·a∇u does not vanish with u, so that a∇u has no fast sine series: an algebraic rate.
        #expect(errors[2] < errors[1] && errors[1] < errors[0] && errors[2] < 1e-3, "\(errors)")
      }
    }
  }

  /// a with n/2 modes at most, u in the space: dealiased products make the method Galerkin's, and u
  /// comes out; with aliases it does not.
  @Test func dealiasedProductsAreExact() throws {
    let a = try Formula("2 + cos(5*x)")
    let u = try Formula("sin(x) + cos(5*x)/5")
    let op = SecondOrderOperator(.scalar(a), reaction: 1, rank: 1)
    let space = FunctionSpace<Double>(
      on: Grid(Axis(0, 2 * .pi, cells: 11, boundary: .periodic)))
    var options = IterationOptions()
    options.tolerance = 1e-14
    let errors = try [true, false].map { dealiased in
      let solution = try SecondOrderProblem(op, source: try op.applied(to: u)).solve(
        in: space, scheme: .spectral, load: .projected, quadrature: 20, dealiased: dealiased,
        options: options)
      return (solution.u - Field(sampling: u, in: space)).largest()
    }
    // κ < (1 + 3·25)/1 amplifies the round-off of the load.
    #expect(errors[0] < 76 * roundoff(11), "\(errors)")
    #expect(errors[1] > 1e-3, "\(errors)")
  }

  /// Constant coefficients on every kind of axis: the dealiased form is the symbol, but at a last mode.
  @Test func dealiasedConstantsAreTheSymbol() throws {
    let grids =
      AxisKind.all.flatMap { kind in [2, 3, 5].map { Grid(kind.axis($0, -0.5, 2)) } }
      + AxisKind.mixtures
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      var options = IterationOptions()
      options.tolerance = 1e-13
      let solution = try SecondOrderProblem(
        SecondOrderOperator(.scalar(2), reaction: 3, rank: grid.rank),
        source: try Formula("exp(x)")
      ).solve(in: space, scheme: .spectral, load: .sampled, dealiased: true, options: options)
      // A last mode's energy on the finer grid is the function's, half that of the coarse grid:
      // the quotient lies between ½ an axis and 1.
      let record = try #require(solution.iteration)
      if grid.axes.allSatisfy({ $0.lastMode == nil }) {
        #expect(record.iterations == 1, "\(grid)")
      } else {
        let least = grid.axes.reduce(1.0) { $1.lastMode == nil ? $0 : $0 / 2 }
        #expect(record.constants!.lowerBound >= least.squareRoot() * (1 - 1e-12), "\(grid)")
        #expect(record.constants!.upperBound <= 1 + 1e-12, "\(grid)")
      }
    }
  }
}
