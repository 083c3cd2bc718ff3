import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Testing
import Transforms

/// Rates of operators that are not symmetric, against solutions from which source and data follow.
@Suite struct NonsymmetricRates {
  static let norms: [Norm] = [.l2, .h(1), .h(-1)]

  /// ‖u_h − u‖ in every norm on a grid.
  private func errors(
    _ op: SecondOrderOperator, _ u: Formula, robin: [BoxSide: Formula], on grid: Grid,
    _ scheme: Scheme
  ) throws -> [Double] {
    let space = FunctionSpace<Double>(on: grid)
    var options = IterationOptions()
    options.tolerance = 1e-12
    let solution = try manufactured(op, u, robin: robin, on: grid).solveNonsymmetric(
      in: space, scheme: scheme, load: scheme.isGalerkin ? .integrated : .sampled,
      options: options)
    var e = solution.u - Field(sampling: u, in: space)
    if grid.hasConstants, op.reaction.isZero, robin.isEmpty { e.add(-e.mean) }
    return try e.norms(Self.norms, scheme: scheme).map { $0! }
  }

  private func expectRate(
    _ op: SecondOrderOperator, _ text: String, on grid: Grid,
    robin: [BoxSide: Formula] = [:],
    schemes: [Scheme] = [Scheme(.staggered(order: 2)), Scheme(.spline(degree: 1))],
    rates: [Double] = [2, 2, 2], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let u = try Formula(text)
    for scheme in schemes {
      let coarse = try errors(op, u, robin: robin, on: grid, scheme)
      let fine = try errors(
        op, u, robin: robin, on: grid.with(cells: grid.cells.map { 2 * $0 }), scheme)
      for (i, norm) in Self.norms.enumerated() {
        let rate = Double.log2(coarse[i] / fine[i])
        #expect(
          abs(rate - rates[i]) < 0.15, "\(scheme.kinds) \(norm): \(rate), \(coarse[i])",
          sourceLocation: sourceLocation)
      }
    }
  }

  private func advection(
    _ a: SecondOrderOperator.Diffusion, _ b: [String], _ c: String = "0",
    _ form: SecondOrderOperator.Form = .divergence
  ) throws -> SecondOrderOperator {
    SecondOrderOperator(
      a, advection: try b.map { try Formula($0) }, reaction: try Formula(c), form: form,
      rank: b.count)
  }

  static let boundaries: [Boundary] = [
    .dirichlet, .neumann, .bounded(lower: .dirichlet, upper: .neumann),
    .bounded(lower: .neumann, upper: .dirichlet),
  ]

  @Test(arguments: [SecondOrderOperator.Form.divergence, .nondivergence])
  func onALine(_ form: SecondOrderOperator.Form) throws {
    let op = try advection(.scalar(try Formula("1 + x^2")), ["3 - 2*x"], "2 + x", form)
    for boundary in Self.boundaries {
      for n in [48, 49] {
        let grid = Grid(Axis(0, 1, cells: n, boundary: boundary))
        try expectRate(op, "exp(x)*cos(2*x + 1)", on: grid)
        var robin: [BoxSide: Formula] = [:]
        for side in grid.sides where grid.end(side) == .neumann {
          robin[side] = try Formula(side.side == .lower ? "2" : "0.5")
        }
        if !robin.isEmpty { try expectRate(op, "exp(x)*cos(2*x + 1)", on: grid, robin: robin) }
      }
      // Cells: at a Dirichlet end H¹ loses half an order.
      let grid = Grid(Axis(0, 1, cells: 96, boundary: boundary, placement: .cells))
      let hasWall = grid.sides.contains { grid.end($0) == .dirichlet }
      try expectRate(
        op, "exp(x)*cos(2*x + 1)", on: grid, schemes: [Scheme(.stencil(order: 2))],
        rates: [2, hasWall ? 1.5 : 2, 2])
    }
    let circular = try advection(
      .scalar(try Formula("2 + sin(x)")), ["cos(x) + 1"], "1", form)
    for n in [48, 49] {
      for placement in Placement.allCases {
        let axis = Axis(0, 2 * .pi, cells: n, boundary: .periodic, placement: placement)
        try expectRate(circular, "exp(sin(x))", on: Grid(axis))
      }
    }
  }

  @Test(arguments: [SecondOrderOperator.Form.divergence, .nondivergence])
  func inThePlane(_ form: SecondOrderOperator.Form) throws {
    let a = SecondOrderOperator.Diffusion.diagonal([
      try Formula("1 + x*y"), try Formula("2 - x"),
    ])
    let op = try advection(a, ["4*y", "1 - 3*x"], "1", form)
    let text = "exp(x - y)*cos(x + 2*y)"
    for (i, x) in Self.boundaries.enumerated() {
      let y = Self.boundaries[(i + 1) % 4]
      let grid = Grid(
        Axis(0, 1, cells: 16 + i, boundary: x), Axis(0, 1, cells: 17 + i, boundary: y))
      try expectRate(op, text, on: grid)
    }
    // Robin everywhere, β of a coordinate.
    let grid = Grid(
      Axis(0, 1, cells: 24, boundary: .neumann), Axis(0, 1, cells: 25, boundary: .neumann))
    var robin: [BoxSide: Formula] = [:]
    for side in grid.sides { robin[side] = try Formula(side.axis == 0 ? "1 + y" : "2") }
    try expectRate(op, text, on: grid, robin: robin)
    // A channel.
    let channel = try advection(.scalar(1), ["y*(1 - y)", "sin(x)/2"], "0", form)
    try expectRate(
      channel, "exp(sin(x))*cos(y)",
      on: Grid(
        Axis(0, 2 * .pi, cells: 48, boundary: .periodic),
        Axis(0, 1, cells: 15, boundary: .dirichlet)))
  }

  /// A matrix: differences between Dirichlet ends and around circles, elements everywhere, and in
  /// nondivergence form differences beside Neumann ends, too.
  @Test func matrices() throws {
    let a = SecondOrderOperator.Diffusion.tensor([
      [try Formula("2 + x"), try Formula("0.5 + x*y/4")],
      [try Formula("0.5 + x*y/4"), try Formula("1 + y")],
    ])
    let text = "exp(x - y)*cos(x + 2*y)"
    let square = Grid(
      Axis(0, 1, cells: 20, boundary: .dirichlet), Axis(0, 1, cells: 21, boundary: .dirichlet))
    let natural = Grid(
      Axis(0, 1, cells: 20, boundary: .neumann),
      Axis(0, 1, cells: 21, boundary: .bounded(lower: .dirichlet, upper: .neumann)))
    let op = try advection(a, ["1 + y", "-x"], "1")
    try expectRate(op, text, on: square)
    try expectRate(op, text, on: natural, schemes: [Scheme(.spline(degree: 1))])
    let other = try advection(a, ["1 + y", "-x"], "1", .nondivergence)
    try expectRate(other, text, on: square)
    try expectRate(other, text, on: natural, schemes: [Scheme(.staggered(order: 2))])
    #expect(throws: SolverError.self) {
      try errors(
        op, try Formula(text), robin: [:], on: natural, Scheme(.staggered(order: 2)))
    }
  }

  @Test func inSpace() throws {
    let op = try advection(
      .diagonal([1, try Formula("1 + x/2"), 2]), ["1 + z", "-x", "y"], "1")
    let grid = Grid(
      Axis(0, 1, cells: 10, boundary: .dirichlet), Axis(0, 1, cells: 11, boundary: .neumann),
      Axis(0, 1, cells: 8, boundary: .bounded(lower: .neumann, upper: .dirichlet)))
    try expectRate(op, "exp(x - y)*cos(x + z)", on: grid)
    try expectRate(
      try op.written(as: .nondivergence, on: grid), "exp(x - y)*cos(x + z)", on: grid,
      schemes: [Scheme(.stencil(order: 2))])
  }

  /// Divergence-free flow without a reaction on a torus: constants are in both kernels.
  @Test func onATorusConstantsAreRemoved() throws {
    let op = try advection(.scalar(1), ["sin(y)", "cos(x)"])
    let grid = Grid(
      Axis(0, 2 * .pi, cells: 32, boundary: .periodic),
      Axis(0, 2 * .pi, cells: 33, boundary: .periodic))
    try expectRate(op, "sin(x)*cos(y) + cos(2*x)", on: grid)
  }

  /// A stream that enters at one free end and leaves at the other, or has sources on a circle: constants
  /// are in the kernel of A, but not of its adjoint. The scheme's own defect of the data, h², is then no
  /// residual of the iteration, which ends at its tolerance on every grid.
  @Test func whereConstantsAreNotInTheKernelOfTheAdjoint() throws {
    for n in [8, 9, 32, 33] {
      for placement in Placement.allCases {
        let line = Axis(0, 1, cells: n, boundary: .neumann, placement: placement)
        let schemes = [Scheme(.staggered(order: 2))]
        try expectRate(
          try advection(.scalar(1), ["1.5 + x/2"]), "exp(x/2)*cos(x + 0.5)", on: Grid(line),
          schemes: placement == .nodes ? schemes + [Scheme(.spline(degree: 1))] : schemes)
        let circle = Axis(0, 2 * .pi, cells: 4 * n, boundary: .periodic, placement: placement)
        try expectRate(
          try advection(.scalar(1), ["1.5 + sin(x)/2"]), "exp(sin(x))", on: Grid(circle))
      }
    }
  }

  @Test func collocationIsExponential() throws {
    let op = try advection(
      .tensor([
        [try Formula("2 + cos(y)"), try Formula("0.5*sin(x)")],
        [try Formula("0.5*sin(x)"), try Formula("2")],
      ]), ["1 + sin(y)", "cos(x)"], "1")
    for form in SecondOrderOperator.Form.allCases {
      let op = SecondOrderOperator(
        op.diffusion, advection: op.advection, reaction: 1, form: form, rank: 2)
      let u = try Formula("exp(sin(x))*cos(y)")
      for placement in Placement.allCases {
        let grid = Grid(
          Axis(0, 2 * .pi, cells: 25, boundary: .periodic, placement: placement),
          Axis(0, 2 * .pi, cells: 14, boundary: .periodic))
        let found = try errors(op, u, robin: [:], on: grid, .spectral)
        #expect(found[1] < 1e-9, "\(form) \(placement) \(found)")
      }
      // A sine series whose derivative is read at its own points, between walls.
      let line = SecondOrderOperator(
        .scalar(try Formula("1 + x^2")), advection: [try Formula("2 - x")], reaction: 1,
        form: form, rank: 1)
      let walls: [(Boundary, String)] = [
        (.dirichlet, "sin(pi*x)*exp(cos(pi*x))"), (.neumann, "exp(cos(pi*x))"),
        (.bounded(lower: .dirichlet, upper: .neumann), "sin(pi*x/2)*exp(cos(pi*x))"),
      ]
      for (boundary, text) in walls {
        for placement in Placement.allCases {
          let grid = Grid(Axis(0, 1, cells: 24, boundary: boundary, placement: placement))
          let found = try errors(line, try Formula(text), robin: [:], on: grid, .spectral)
          #expect(found[1] < 1e-9, "\(form) \(boundary) \(placement) \(found)")
        }
      }
    }
  }
}

/// The problem whose solution is u.
func manufactured(
  _ op: SecondOrderOperator, _ u: Formula, robin: [BoxSide: Formula] = [:], on grid: Grid
) throws -> SecondOrderProblem {
  var data = BoundaryData()
  for side in grid.sides {
    let value = u.trace(on: side, of: grid)
    if grid.end(side) == .dirichlet {
      data.values[side] = value
      continue
    }
    let outwards: Formula = side.side == .lower ? -1 : 1
    let slope =
      op.form == .divergence
      ? try op.flux(of: u, through: side, of: grid)
      : (outwards * op.diffusion(side.axis, side.axis) * (try u.derivative(side.coordinate))).trace(
        on: side, of: grid)
    data.values[side] = slope + (robin[side] ?? 0) * value
  }
  return SecondOrderProblem(op, source: try op.applied(to: u), data: data, robin: robin)
}
