import Discretizations
import Fields
import Formulas
import Grids
import Solvers
import Testing
import Transforms

/// No solve with coefficients that vary holds more than eight fields, in the plane and in space.
///
/// A field is large there beside a table along an axis, of which a row of links has four numbers.
@Suite struct EightFields {
  /// Eight; four numbers a row of links, and one a point of the rows at the ends of other axes. Beside a cycle in the
  /// plane a row of c is a number a point in single precision where c changes along it; in space, too, beside
  /// series on a finer grid, `isPadded`, which no more parts of their first axis make room for.
  private func bound(
    _ problem: SecondOrderProblem, on grid: Grid, _ choice: IterationOptions.Preconditioner,
    isPadded: Bool
  ) -> Double {
    let last = grid.rank - 1
    let rows = grid.shape[..<last].reduce(4 / Double(grid.shape[last])) { $0 + 2 / Double($1) }
    let isAlongRows = problem.op.reaction.depends(on: Coordinate(rawValue: last)!)
    return 8 + rows
      + (choice == .multigrid && (grid.rank == 2 || isPadded) && isAlongRows ? 0.5 : 0)
  }

  private func grids(_ cells: [Int], _ placement: Placement) -> [Grid] {
    let kinds: [Boundary] = [
      .periodic, .dirichlet, .neumann, .bounded(lower: .dirichlet, upper: .neumann),
    ]
    var all: [[Axis]] = [[]]
    for n in cells {
      all = all.flatMap { axes in
        kinds.map { axes + [Axis(0, 1, cells: n, boundary: $0, placement: placement)] }
      }
    }
    return all.map { Grid($0) }
  }

  /// a of none of the coordinates, the last one and all; scalar, diagonal and full; c of none and of all.
  private func operators(_ rank: Int) -> [SecondOrderOperator] {
    func formula(_ text: String) -> Formula { try! Formula(text) }
    let names = ["x", "y", "z"].prefix(rank)
    let all = names.joined(separator: "*")
    let sizes = ["1", "1 + \(names.last!)^2", "exp(sin(3*\(all)))"]
    let wind = (0..<rank).map { formula(["20", "-x", "x*y"][$0]) }
    var operators: [SecondOrderOperator] = []
    for a in sizes.map(formula) {
      for c in ["0", all].map(formula) {
        let tensor = (0..<rank).map { i in
          (0..<rank).map { i == $0 ? a : Formula(0.25) * a }
        }
        let diagonal = (0..<rank).map { $0 == 0 ? a : Formula(0.5) * a }
        let kinds: [SecondOrderOperator.Diffusion] = [
          .scalar(a), .diagonal(diagonal), .tensor(tensor),
        ]
        for kind in kinds {
          operators.append(SecondOrderOperator(kind, reaction: c, rank: rank))
          operators.append(SecondOrderOperator(kind, advection: wind, reaction: c, rank: rank))
          operators.append(
            SecondOrderOperator(kind, reaction: c, form: .nondivergence, rank: rank))
        }
      }
    }
    return operators
  }

  /// An anisotropy of a hundred: the same everywhere, along every axis; and one whose direction changes.
  private func anisotropic(_ rank: Int) -> [SecondOrderOperator] {
    func formula(_ text: String) -> Formula { try! Formula(text) }
    let strong = (0..<rank).map { axis in
      (0..<rank).map { formula($0 == axis ? "100 + x*y" : "1 + x*y") }
    }
    let turning = ["100^(sin(6*x)*cos(6*y))", "0.01^(sin(6*x)*cos(6*y))", "1"].prefix(rank)
    return (strong + [turning.map(formula)]).flatMap { a in
      ["0", "x*y"].map { SecondOrderOperator(.diagonal(a), reaction: formula($0), rank: rank) }
    }
  }

  private let rough = [
    RoughSource(), RoughSource(points: [PointSource(at: [0.37, 0.37, 0.37])]),
    RoughSource(flux: [try! Formula("sign(x - 0.5)"), 0, 0]),
  ]

  private func expectEightFields(
    _ grid: Grid, _ op: SecondOrderOperator, _ scheme: Scheme,
    _ choices: [IterationOptions.Preconditioner], dealiased: Bool = false
  ) {
    let hasNodes = grid.axes.allSatisfy { $0.isPeriodic || $0.placement == .nodes }
    for choice in choices {
      for rough in choice == .symbol ? rough : [RoughSource()] {
        let problem = SecondOrderProblem(op, source: 1, rough: rough)
        let isSymmetric = problem.isSymmetric(on: grid)
        // What is refused.
        if !isSymmetric, choice == .multigrid || dealiased { continue }
        if op.hasMixedDerivatives || !isSymmetric, scheme.isGalerkin, !hasNodes { continue }
        if op.hasMixedDerivatives, isSymmetric, !scheme.isSpectral, !hasNodes { continue }
        let fields = problem.memory(
          on: grid, scheme: scheme, load: scheme.isGalerkin ? .integrated : .sampled,
          dealiased: dealiased, options: IterationOptions(preconditioner: choice)
        ).peak
        let name = grid.axes.map { "\($0.boundary)" }
        let isPadded = scheme.isSpectral && (dealiased || op.hasMixedDerivatives)
        #expect(
          fields <= bound(problem, on: grid, choice, isPadded: isPadded) + 1e-9,
          "\(scheme.kinds) \(op) \(choice) \(rough.isZero) \(grid.shape) \(name) \(dealiased)"
        )
      }
    }
  }

  private let schemes = [
    Scheme(.staggered(order: 2)), Scheme(.spline(degree: 1)), .spectral,
    Scheme(.staggered(order: 4)), Scheme(.stencil(order: 4)),
  ]

  private func expectEightFields(on grids: [Grid]) {
    for grid in grids {
      for op in operators(grid.rank) {
        for scheme in schemes {
          // These take neither mixed derivatives nor advection.
          let isOther = !scheme.isSpectral && !scheme.isGalerkin && scheme != schemes[0]
          if isOther, op.hasMixedDerivatives || !op.isSymmetric { continue }
          expectEightFields(grid, op, scheme, [.symbol, .scaled])
          if scheme.isSpectral {
            expectEightFields(grid, op, scheme, [.symbol, .scaled], dealiased: true)
          }
        }
      }
    }
  }

  @Test func inThePlane() {
    expectEightFields(on: grids([1024, 1024], .nodes))
    expectEightFields(on: grids([2048, 512], .cells))
  }

  @Test func inSpace() {
    expectEightFields(on: grids([96, 96, 96], .nodes))
  }

  @Test func besideCycles() {
    let boundaries: [Boundary] = [.periodic, .dirichlet, .neumann]
    for cells in [[1024, 1024], [128, 128, 128]] {
      let grids = grids(cells, .nodes).filter { grid in
        grid.axes.allSatisfy { boundaries.contains($0.boundary) }
          && grid.axes[1...].allSatisfy { $0.boundary == grid.axes[1].boundary }
      }
      for grid in grids {
        for op in operators(grid.rank) + anisotropic(grid.rank)
        where op.form == .divergence && !op.hasAdvection {
          for scheme in schemes.prefix(4) {
            if op.hasMixedDerivatives, scheme == schemes[3] { continue }
            expectEightFields(grid, op, scheme, [.multigrid])
          }
          expectEightFields(grid, op, .spectral, [.multigrid], dealiased: true)
        }
      }
    }
  }

  /// Beside D there is room for a part of the last coefficient: of c in the plane, and of a along lines in space.
  @Test func solutionsDoNotDependOnWhatIsHeld() throws {
    let cases = [([768, 700], "1 + x*y", "x*y"), ([84, 84, 84], "0", "x*y*z")]
    for (cells, c, product) in cases {
      let space = FunctionSpace<Double>(
        on: Grid(cells.map { Axis(0, 1, cells: $0, boundary: .dirichlet) }))
      let op = SecondOrderOperator(
        .scalar(try Formula("exp(sin(3*\(product)))")), reaction: try Formula(c),
        rank: cells.count)
      let problem = SecondOrderProblem(op, source: try Formula("1 + x"))
      let solutions = try [IterationOptions.Preconditioner.symbol, .scaled].map {
        try problem.solve(
          in: space, scheme: .spectral, load: .sampled,
          options: IterationOptions(preconditioner: $0, tolerance: 1e-10)
        ).u
      }
      let gap = zip(solutions[0].values, solutions[1].values).map { abs($0 - $1) }.max()!
      #expect(gap <= 1e-8 * solutions[0].values.map { abs($0) }.max()!)
    }
  }
}
