import Discretizations
import Fields
import Formulas
import Grids
import Solvers
import Testing

/// Data that are taken once, whatever the cells.
@Suite struct TakenOnce {
  private func grid(_ cells: [Int], _ placement: Placement) -> Grid {
    Grid(
      [
        Axis(0, 1, cells: cells[0], boundary: .dirichlet, placement: placement),
        Axis(-1, 2, cells: cells[1], boundary: .dirichlet, placement: placement),
      ])
  }

  /// W, f − A W and their limit come from the box, the data and the source: what is taken on one grid is
  /// what every other would take, to the last bit.
  @Test(
    arguments: [
      (Scheme(.spectral), .sampled, 0, .nodes), (Scheme(.spectral), .sampled, 2, .nodes),
      (Scheme(.spectral), .projected, 0, .cells), (Scheme(.stencil(order: 4)), .sampled, 1, .cells),
      (Scheme(.mehrstellen), .sampled, 0, .nodes), (Scheme(.mehrstellen), .sampled, 0, .cells),
      (Scheme(.spline(degree: 1)), .integrated, 0, .nodes),
      (Scheme(.spline(degree: 1)), .integrated, 0, .cells),
      (Scheme(.spline(degree: 3)), .integrated, 1, .nodes),
    ] as [(Scheme, LoadRule, Int, Placement)])
  func oneGridTakesThemForAll(
    _ scheme: Scheme, _ load: LoadRule, _ depth: Int, _ placement: Placement
  ) throws {
    let u = try Formula("exp(x - y) + x*y^2")
    let first = grid([4, 4], placement)
    let problem = BoundaryValueProblem(
      EllipticOperator(diffusion: [1, 0.5], reaction: 2), source: try Formula("1 + x"),
      data: try BoundaryData(of: u, on: first, diffusion: [1, 0.5]))
    let taken = try problem.taken(by: scheme, load: load, lifting: depth, on: first)
    for cells in [[2, 3], [7, 8], [16, 13]] {
      let space = FunctionSpace<Double>(on: grid(cells, placement))
      let own = try problem.solve(in: space, scheme: scheme, load: load, lifting: depth)
      let same = try problem.solve(
        in: space, scheme: scheme, load: load, quadrature: nil, lifting: depth, taken: taken)
      #expect(own.u.values == same.u.values)
      #expect(own.lift?.description == same.lift?.description)
      #expect(own.liftLimit == same.liftLimit)
    }
  }

  @Test(arguments: [
    (SecondOrderOperator(.scalar(try! Formula("1 + x^2")), rank: 2), Scheme(.staggered(order: 2))),
    (SecondOrderOperator(.scalar(try! Formula("1 + x^2")), rank: 2), Scheme(.staggered(order: 4))),
    (SecondOrderOperator(.scalar(try! Formula("1 + x^2")), rank: 2), Scheme(.spectral)),
    (SecondOrderOperator(.scalar(1), advection: [1, 2], rank: 2), Scheme(.spectral)),
    (SecondOrderOperator(.scalar(1), advection: [1, 2], rank: 2), Scheme(.spline(degree: 1))),
    (
      SecondOrderOperator(.scalar(try! Formula("1 + x^2")), form: .nondivergence, rank: 2),
      Scheme(.spectral)
    ),
  ])
  func oneGridTakesThemForAll(_ op: SecondOrderOperator, _ scheme: Scheme) throws {
    let first = grid([4, 4], .nodes)
    let problem = SecondOrderProblem(
      op, source: 1,
      data: try BoundaryData(of: Formula("exp(x - y)"), on: first, diffusion: [1, 1]))
    let taken = try problem.taken(by: scheme, on: first)
    for cells in [[3, 4], [8, 7]] {
      let space = FunctionSpace<Double>(on: grid(cells, .nodes))
      let load: LoadRule = scheme.isGalerkin ? .integrated : .sampled
      let own = try problem.solve(in: space, scheme: scheme, load: load)
      let same = try problem.solve(
        in: space, scheme: scheme, load: load, options: IterationOptions(), adding: nil,
        taken: taken)
      #expect(own.u.values == same.u.values)
      #expect(own.lift?.description == same.lift?.description)
    }
  }
}
