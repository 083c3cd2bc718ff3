import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// A multigrid solve holds differences in single precision, and solves those in double precision.
@Suite struct RoundedDifferences {
  /// Every kind of axis; and grids of more points than are sampled at once, the first axis a circle, or
  /// between two sides.
  private let grids: [Grid] =
    AxisKind.all.indices.flatMap { i -> [Grid] in
      let (x, y, z) = (AxisKind.all[i], AxisKind.all[(i + 3) % 10], AxisKind.all[(i + 7) % 10])
      return [
        Grid(x.axis(21, 0, 2), y.axis(17, -1, 0.5)),
        Grid(x.axis(24, 0, 2), y.axis(25, -1, 0.5), z.axis(23, 0, 1)),
      ]
    } + [
      Grid(AxisKind.all[0].axis(301), AxisKind.all[2].axis(200)),
      Grid(AxisKind.all[5].axis(200), AxisKind.all[0].axis(301)),
      Grid(AxisKind.all[0].axis(40), AxisKind.all[3].axis(39), AxisKind.all[1].axis(38)),
    ]

  /// ‖u − v‖ for two preconditioners in the energy, where both end at residuals of τ.
  ///
  /// The dual norm of a residual that is τ of the load's is that of an error of at most τ√κ in the
  /// energy; the residual itself is known to the round-off of A u, ε √(4d k_max/k_min) n here, below 1e-11.
  private func expectSame(
    _ u: Solution<Double>, _ v: Solution<Double>, tolerance tau: Double,
    sourceLocation: SourceLocation = #_sourceLocation, energy: (Field<Double>) -> Double
  ) throws {
    var bound = 2e-11
    for record in [u.iteration, v.iteration] {
      let constants = try #require(record?.constants, sourceLocation: sourceLocation)
      bound += tau * constants.upperBound / constants.lowerBound
    }
    let error = (energy(u.u - v.u) / energy(v.u)).squareRoot()
    #expect(error <= bound, "\(u.u.grid) \(error)", sourceLocation: sourceLocation)
  }

  /// u − v for two preconditioners, the other one beside a matrix in double precision; the residual is
  /// known to 2⁻⁴².
  @Test(arguments: [FaceRule.sampled, .arithmetic, .harmonic])
  func theSolutionIsThatOfTheDifferences(faces: FaceRule) throws {
    let a = try Formula("if(sin(2*x + 0.5)*sin(5*y + 0.3) > 0, 30, 1) + exp(x*y)")
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      let scheme = Scheme(.staggered(order: 2))
      let problem = SecondOrderProblem(
        SecondOrderOperator(.scalar(a), reaction: try Formula("1 + x^2 + y"), rank: grid.rank),
        source: try Formula("1 + sin(3*x)*y"),
        robin: Dictionary(
          uniqueKeysWithValues: grid.sides.filter { grid.end($0) == .neumann }.map {
            ($0, Formula(2))
          }))
      func solution(_ preconditioner: IterationOptions.Preconditioner) throws -> Solution<Double> {
        try problem.solve(
          in: space, scheme: scheme, load: .sampled, faces: faces,
          options: IterationOptions(preconditioner: preconditioner, tolerance: 1e-13))
      }
      let (u, v) = (try solution(.multigrid), try solution(.symbol))
      let form = try EnergyForm<Double>(
        diffusion: [a], reaction: problem.op.reaction, scheme: scheme, in: space)
      try expectSame(u, v, tolerance: 1e-13 + 0x1p-42) { form($0) }
    }
  }

  /// Differences with mixed derivatives: in the plane their matrix in single precision, in space samples
  /// beside a cycle for the diagonal. Sides of every sort, jumps between the cells' middles, and a c that
  /// varies along rows or does not.
  @Test(arguments: ["30", "1e6"], ["3", "1 + x^2 + y"])
  func theSolutionIsThatOfMixedDifferences(contrast: String, reaction: String) throws {
    let a = try Formula("if((x - 0.41)^2 + (y - 0.53)^2 < 0.09, \(contrast), 1)")
    for ends in [[2, 2], [4, 0], [0, 6], [2, 8, 4], [0, 2, 6]] {
      let n = contrast == "30" ? (ends.count == 2 ? 47 : 12) : (ends.count == 2 ? 13 : 6)
      let grid = Grid(ends.enumerated().map { AxisKind.all[$1].axis(n + $0) })
      let space = FunctionSpace<Double>(on: grid)
      let scheme = Scheme(.staggered(order: 2))
      guard grid.axes.allSatisfy({ $0.isPeriodic || $0.placement == .nodes }) else { continue }
      let rank = grid.rank
      let rows = (0..<rank).map { i in
        (0..<rank).map { i == $0 ? a : Formula(i + $0 == 1 ? 0.5 : -0.25) * a }
      }
      let problem = SecondOrderProblem(
        SecondOrderOperator(.tensor(rows), reaction: try Formula(reaction), rank: rank),
        source: try Formula("1 + sin(3*x)*y"),
        robin: Dictionary(
          uniqueKeysWithValues: grid.sides.filter { grid.end($0) == .neumann }.map {
            ($0, try! Formula("2 + x"))
          }))
      func solution(_ preconditioner: IterationOptions.Preconditioner) throws -> Solution<Double> {
        try problem.solve(
          in: space, scheme: scheme, load: .sampled,
          options: IterationOptions(
            preconditioner: preconditioner, tolerance: 1e-12, iterations: 5000))
      }
      let (u, v) = (try solution(.multigrid), try solution(.symbol))
      let form = try problem.energy(in: space, scheme: scheme)
      try expectSame(u, v, tolerance: 1e-12) { $0.inner(form.applied(to: $0)) }
    }
  }

  /// Linear elements: in the plane their matrix begins the iteration and does not end it, in space they are
  /// sampled. Jumps cut elements, at some of their Gauss points alone, of a contrast at which single precision
  /// may not know the rest.
  @Test(arguments: ["30", "1e6"])
  func theSolutionIsThatOfTheElements(contrast: String) throws {
    let a = try Formula("if((x - 0.41)^2 + (y - 0.53)^2 < 0.09, \(contrast), 1)")
    let b = try Formula("1 + x*y")
    let diffusions: [SecondOrderOperator.Diffusion] = [
      .scalar(a), .diagonal([a, b]), .tensor([[a, Formula(0.5)], [Formula(0.5), b]]),
    ]
    for (i, ends) in [[2, 2], [4, 0], [0, 6], [2, 8, 4]].enumerated() {
      // Of the smaller contrast levels, of the larger one few enough unknowns for the symbol.
      let n = contrast == "30" ? (ends.count == 2 ? 47 : 12) : (ends.count == 2 ? 13 : 6)
      let grid = Grid(ends.enumerated().map { AxisKind.all[$1].axis(n + $0) })
      let inSpace: [SecondOrderOperator.Diffusion] = [
        .scalar(a),
        .tensor([[a, Formula(0.5), 0], [Formula(0.5), b, Formula(0.25)], [0, Formula(0.25), a]]),
      ]
      for diffusion in ends.count == 2 ? diffusions : inSpace {
        let space = FunctionSpace<Double>(on: grid)
        let c = i % 2 == 0 ? Formula(1) : try Formula("1 + x^2 + y")
        let problem = SecondOrderProblem(
          SecondOrderOperator(diffusion, reaction: c, rank: grid.rank),
          source: try Formula("1 + sin(3*x)*y"),
          robin: Dictionary(
            uniqueKeysWithValues: grid.sides.filter { grid.end($0) == .neumann }.map {
              ($0, Formula(2))
            }))
        func solution(_ preconditioner: IterationOptions.Preconditioner) throws -> Solution<Double>
        {
          try problem.solve(
            in: space, scheme: Scheme(.spline(degree: 1)), load: .integrated,
            options: IterationOptions(
              preconditioner: preconditioner, tolerance: 1e-12, iterations: 5000))
        }
        let (u, v) = (try solution(.multigrid), try solution(.symbol))
        // An anisotropy that is not the same everywhere takes more.
        if case .scalar = diffusion {
          let count = try #require(u.iteration).iterations
          #expect(count <= 25, "\(grid) \(count)")
        }
        let form = try problem.energy(in: space, scheme: Scheme(.spline(degree: 1)))
        try expectSame(u, v, tolerance: 1e-12) { $0.inner(form.applied(to: $0)) }
      }
    }
  }
}
