import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Conjugate gradients in H¹ do what the theory of the two constants says.
@Suite struct IterationTheory {
  private let kinds: [Discretization] = [
    .staggered(order: 2), .staggered(order: 4), .spline(degree: 1), .spectral,
  ]

  private func record(
    _ op: SecondOrderOperator, _ grid: Grid, _ kind: Discretization,
    _ preconditioner: IterationOptions.Preconditioner, source: Formula = 1,
    tolerance: Double = 1e-8
  ) throws -> IterationRecord {
    var options = IterationOptions()
    options.preconditioner = preconditioner
    options.tolerance = tolerance
    let solution = try SecondOrderProblem(op, source: source).solve(
      in: FunctionSpace<Double>(on: grid), scheme: Scheme(kind), load: .sampled, options: options)
    return try #require(solution.iteration)
  }

  /// ⌈ln(2√κ/ε) / ln((√κ + 1)/(√κ − 1))⌉, κ = (C/c)²
  private func bound(_ constants: ClosedRange<Double>, _ epsilon: Double) -> Int {
    let root = constants.upperBound / constants.lowerBound
    return Int((.log(2 * root / epsilon) / .log((root + 1) / (root - 1))).rounded(.up))
  }

  private func square(_ n: Int, _ boundary: Boundary, _ rank: Int = 2) -> Grid {
    Grid((0..<rank).map { _ in Axis(0, 1, cells: n, boundary: boundary) })
  }

  /// A resolved smooth a: the iterations do not depend on n, and stay below Chebyshev's bound.
  @Test(arguments: [Boundary.dirichlet, .neumann, .periodic])
  func iterationsDoNotDependOnTheMesh(_ boundary: Boundary) throws {
    let a = try Formula("4^(sin(2*pi*x)*cos(2*pi*y))")
    let f = try Formula("sin(2*pi*x) + x*(1-x)*cos(2*pi*y)")
    let op = SecondOrderOperator(.scalar(a), rank: 2)
    for preconditioner in [IterationOptions.Preconditioner.symbol, .scaled] {
      for kind in kinds {
        let isFar = kind == .staggered(order: 2) || boundary == .dirichlet
        let sizes = isFar ? [32, 64, 128, 256, 512, 1024] : [32, 64, 128]
        let records = try sizes.map {
          try record(op, square($0, boundary), kind, preconditioner, source: f)
        }
        let counts = records.map(\.iterations)
        #expect(counts.max()! - counts.min()! <= 1, "\(preconditioner) \(kind) \(counts)")
        for record in records {
          #expect(
            record.iterations <= bound(try #require(record.constants), 1e-8),
            "\(preconditioner) \(kind) \(record)")
        }
      }
    }
  }

  /// Likewise on a line and in space. 31 unknowns take 31 iterations at most: a contrast that needs fewer.
  @Test(arguments: [1, 3]) func norInOtherDimensions(rank: Int) throws {
    let a = try Formula(rank == 1 ? "2^sin(2*pi*x)" : "4^(sin(2*pi*x)*cos(2*pi*y)*cos(pi*z))")
    let f = try Formula("sin(2*pi*x) + x*(1 - x)")
    for preconditioner in [IterationOptions.Preconditioner.symbol, .scaled] {
      for kind in kinds {
        let counts = try (rank == 1 ? [32, 63, 128, 331, 1024] : [32, 47, 64]).map { n in
          let record = try record(
            SecondOrderOperator(.scalar(a), rank: rank), square(n, .dirichlet, rank), kind,
            preconditioner, source: f)
          #expect(
            record.iterations <= bound(try #require(record.constants), 1e-8),
            "\(preconditioner) \(kind) \(record)")
          return record.iterations
        }
        #expect(counts.max()! - counts.min()! <= 1, "\(preconditioner) \(kind) \(counts)")
      }
    }
  }

  /// The scaling by √a takes out the contrast: 100 each way in 20 iterations, 1e6 hardly more.
  @Test func theScalingTakesOutTheContrast() throws {
    let op = { (base: Double) in
      SecondOrderOperator(
        .scalar(try Formula("\(base)^(sin(2*pi*x)*cos(2*pi*y))")), rank: 2)
    }
    for kind in kinds {
      for n in [32, 65, 256, 1023] {
        let count = try record(op(100), square(n, .dirichlet), kind, .scaled).iterations
        #expect(count <= 20, "\(kind) \(n) \(count)")
      }
      let record = try record(op(1000), square(64, .dirichlet), kind, .auto)
      #expect(record.preconditioner == .scaled)
      #expect(
        record.iterations <= bound(try #require(record.constants), 1e-8),
        "\(kind) \(record.iterations)")
      #expect(record.diffusionRange.upperBound / record.diffusionRange.lowerBound > 0.9e6)
    }
  }

  /// min a/ā ≤ a(u, u)/‖u‖² ≤ max a/ā, ‖·‖² = ā|u|₁² + c̄‖u‖²: the estimates lie within, whatever a.
  @Test func theConstantsLieBetweenTheExtremesOfTheCoefficients() throws {
    for text in ["2 + sin(2*pi*x)*cos(2*pi*y)", "if(x < 0.3, 1, 9)", "1 + 5*abs(x - y)"] {
      let a = try Formula(text)
      for boundary in [Boundary.dirichlet, .neumann, .periodic] {
        for kind in kinds {
          let grid = square(24, boundary)
          let record = try record(
            SecondOrderOperator(.scalar(a), rank: 2), grid, kind, .symbol,
            source: try Formula("x - 1/2 + y^2"), tolerance: 1e-12)
          let constants = try #require(record.constants)
          let points = (0...480).map { Double($0) / 480 }
          let samples = a.values(on: [points, points])
          let mean =
            Field<Double>(
              sampling: a, in: FunctionSpace<Double>(on: grid)
            ).values.reduce(0, +) / Double(grid.count)
          #expect(constants.lowerBound >= (samples.min()! / mean).squareRoot() * (1 - 1e-12))
          #expect(constants.upperBound <= (samples.max()! / mean).squareRoot() * (1 + 1e-12))
        }
      }
    }
  }

  /// Constant coefficients: the preconditioner is the inverse, both constants are 1.
  @Test func constantCoefficientsTakeOneIteration() throws {
    for boundary in [Boundary.dirichlet, .neumann, .periodic] {
      for kind in kinds {
        let op = SecondOrderOperator(.diagonal([2, 5]), reaction: 3, rank: 2)
        let record = try record(
          op, square(16, boundary), kind, .auto, source: try Formula("exp(x) + y"))
        #expect(record.preconditioner == .symbol)
        #expect(record.iterations == 1)
        let constants = try #require(record.constants)
        #expect(isClose(constants.lowerBound, 1, roundoff(256)))
        #expect(isClose(constants.upperBound, 1, roundoff(256)))
      }
    }
  }

  /// A history that ends above the tolerance is an error that carries it.
  @Test func notConvergedKeepsTheHistory() throws {
    var options = IterationOptions()
    options.iterations = 3
    options.preconditioner = .symbol
    let op = SecondOrderOperator(.scalar(try Formula("100^sin(2*pi*x)")), rank: 1)
    let space = FunctionSpace<Double>(on: Grid(Axis(0, 1, cells: 64, boundary: .dirichlet)))
    #expect {
      try SecondOrderProblem(op, source: 1).solve(
        in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled, options: options)
    } throws: { error in
      guard case SolverError.notConverged(let record) = error else { return false }
      return record.iterations == 3 && record.history.first == 1 && record.history.last! > 1e-10
    }
  }

  /// Where round-off of the constants outweighs what is left of r, (M⁻¹r, r) may be negative: the
  /// history stays finite, the residual is what it claims to be, and u is the solution.
  @Test func atTheFloorTheOutcomeIsHonest() throws {
    let op = SecondOrderOperator(.scalar(try Formula("1 + x")), rank: 3)
    let problem = SecondOrderProblem(op, source: try Formula("cos(pi*x)*cos(pi*y)*cos(pi*z)"))
    func check<Scalar: TransformScalar>(_: Scalar.Type) throws {
      for (n, placement) in [(6, Placement.cells), (6, .nodes), (12, .nodes)] {
        let axis = Axis(0, 1, cells: n, boundary: .neumann, placement: placement)
        let space = FunctionSpace<Scalar>(on: Grid(axis, axis, axis))
        for kind in [Discretization.stencil(order: 2), .spectral] {
          for preconditioner in [IterationOptions.Preconditioner.symbol, .scaled] {
            func solve(_ tolerance: Double) throws -> Solution<Scalar> {
              try problem.solve(
                in: space, scheme: Scheme(kind), load: .sampled,
                options: IterationOptions(preconditioner: preconditioner, tolerance: tolerance))
            }
            let rough = Double(Scalar.ulpOfOne).squareRoot()
            let u = try solve(rough).u
            do {
              let fine = try solve(1e-14)
              let record = try #require(fine.iteration)
              #expect(record.history.allSatisfy { $0 >= 0 && $0.isFinite }, "\(record.history)")
              #expect(record.residual <= max(1e-14, 4 * Double(Scalar.ulpOfOne)))
              // ‖e‖ ≤ κ τ ‖u‖ in H¹, κ ≤ 2 here, and L² is below it by less than 4 of ‖u‖.
              #expect(Double((fine.u - u).largest()) <= 64 * rough * Double(u.largest()))
            } catch SolverError.notConverged(let record) {
              #expect(record.history.allSatisfy { $0 >= 0 && $0.isFinite }, "\(record.history)")
              #expect(record.residual > 1e-14 && record.residual < rough)
            }
          }
        }
      }
    }
    try check(Double.self)
    try check(Float.self)
  }

  /// The same bytes whatever the number of threads.
  @Test func threadsDoNotChangeABit() throws {
    let op = SecondOrderOperator(
      .scalar(try Formula("4^(sin(2*pi*x)*cos(2*pi*y))")), reaction: 1, rank: 2)
    for boundary in [Boundary.dirichlet, .periodic, .neumann] {
      let space = FunctionSpace<Double>(on: square(300, boundary))
      let solutions = try [1, 2, 5].map { threads -> [Double] in
        Threads.count = threads
        defer { Threads.count = 1 }
        return try SecondOrderProblem(op, source: try Formula("1 + x")).solve(
          in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled
        ).u.values
      }
      #expect(solutions[0] == solutions[1] && solutions[0] == solutions[2])
    }
  }

  /// Float and Float80 reach their own precision.
  @Test func precisions() throws {
    func check<Scalar: TransformScalar>(_: Scalar.Type) throws {
      let grid = square(12, .dirichlet)
      let op = SecondOrderOperator(.scalar(try Formula("1 + x*y")), reaction: 1, rank: 2)
      let u = try Formula("sin(pi*x)*sin(pi*y)")
      var options = IterationOptions()
      options.tolerance = 0
      let solution = try SecondOrderProblem(op, source: try op.applied(to: u)).solve(
        in: FunctionSpace<Scalar>(on: grid), scheme: .spectral, load: .projected, options: options)
      // The sine series resolves neither a nor f to the last digit; the same in every precision.
      let reference = try SecondOrderProblem(op, source: try op.applied(to: u)).solve(
        in: FunctionSpace<Extended>(on: grid), scheme: .spectral, load: .projected,
        options: options)
      let gap = zip(solution.u.values, reference.u.values).reduce(Extended(0)) {
        max($0, abs(Extended($1.0) - $1.1))
      }
      #expect(gap <= 16 * Extended(roundoff(grid.count, Scalar.self)))
    }
    try check(Float.self)
    try check(Double.self)
  }
}
