import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// What holds of an operator that is not symmetric on every grid.
@Suite struct NonsymmetricSolves {
  private func problem(
    _ a: String = "1", _ b: [String], _ c: String = "0",
    _ form: SecondOrderOperator.Form = .divergence, source: String = "1 + x"
  ) throws -> SecondOrderProblem {
    SecondOrderProblem(
      SecondOrderOperator(
        .scalar(try Formula(a)), advection: try b.map { try Formula($0) },
        reaction: try Formula(c), form: form, rank: b.count), source: try Formula(source))
  }

  private func record(
    _ problem: SecondOrderProblem, on grid: Grid, tolerance: Double = 1e-8,
    scheme: Scheme = Scheme(.staggered(order: 2))
  ) throws -> IterationRecord {
    var options = IterationOptions()
    options.tolerance = tolerance
    return try #require(
      try problem.solveNonsymmetric(
        in: FunctionSpace<Double>(on: grid), scheme: scheme,
        load: scheme.isGalerkin ? .integrated : .sampled, options: options
      ).iteration)
  }

  private func square(_ n: Int) -> Grid {
    Grid(
      Axis(0, 1, cells: n, boundary: .dirichlet), Axis(0, 1, cells: n, boundary: .dirichlet))
  }

  /// (A u, u) = a(u, u) + ((c − ½∇·b) u, u): the advection of the difference scheme is skew.
  @Test(arguments: [4, 5, 8, 13])
  func theSkewFormHasTheEnergyOfTheFunctions(_ n: Int) throws {
    let problem = try problem("1 + x*y", ["3*y - x^2", "cos(x)*y"], "2 + x")
    let reaction = try Formula("2 + x - (cos(x) - 2*x)/2")
    let circle = Axis(0, 1, cells: n, boundary: .periodic)
    let wall = Axis(0, 1, cells: n + 1, boundary: .dirichlet)
    for grid in [square(n), Grid(circle, wall), Grid(wall, circle)] {
      // Around a circle a and c jump on the seam, where both take the mean.
      let isCircular = grid.axes.contains(where: \.isPeriodic)
      let own = isCircular ? try self.problem("1 + x*y", ["2", "3"], "2 + x") : problem
      let space = FunctionSpace<Double>(on: grid)
      let u = Field(in: space, values: whiteNoise(space.count, seed: 5))
      var r = Field(in: space)
      try DifferenceSystem(own, in: space).apply(u, to: &r)
      let form = try EnergyForm(
        diffusion: [try Formula("1 + x*y"), try Formula("1 + x*y")],
        reaction: isCircular ? try Formula("2 + x") : reaction,
        scheme: Scheme(.staggered(order: 2)),
        in: space)
      let energy = form(u)
      #expect(abs(r.inner(u) - energy) <= 4 * roundoff(space.count) * energy)
    }
  }

  @Test func iterationsDoNotDependOnTheGrid() throws {
    let problem = try problem("2 + sin(3*x*y)", ["10*y", "5 - 10*x"], "1")
    for scheme in [Scheme(.staggered(order: 2)), Scheme(.spline(degree: 1))] {
      let counts = try [32, 64, 128].map {
        try record(problem, on: square($0), scheme: scheme).iterations
      }
      #expect(counts.max()! - counts.min()! <= 1, "\(counts)")
    }
    let line = try self.problem("2 + sin(3*x)", ["20*x"], "1")
    let counts = try [32, 256, 1024].map {
      try record(line, on: Grid(Axis(0, 1, cells: $0, boundary: .dirichlet))).iterations
    }
    #expect(counts.max()! - counts.min()! <= 1, "\(counts)")
  }

  /// With b = a β and v = √a u there is −Δv + β·∇v and a potential: the contrast of a is that of the
  /// potential only, and of the constant part's iterations it is √κ.
  @Test func theRootOfASmoothCoefficientTakesOutItsContrast() throws {
    for scheme in [Scheme(.staggered(order: 2)), Scheme(.spline(degree: 1))] {
      func records(_ contrast: Int, _ n: Int) throws -> [IterationRecord] {
        let a = "\(contrast)^(sin(2*pi*x)*cos(2*pi*y)/2)"
        let problem = try problem(a, ["3*\(a)", "-2*\(a)"], "1")
        let choices: [IterationOptions.Preconditioner] = [.auto, .symbol]
        return try choices.map { choice in
          var options = IterationOptions()
          (options.preconditioner, options.tolerance) = (choice, 1e-8)
          return try #require(
            try problem.solveNonsymmetric(
              in: FunctionSpace<Double>(on: square(n)), scheme: scheme,
              load: scheme.isGalerkin ? .integrated : .sampled, options: options
            ).iteration)
        }
      }
      let counts = try [32, 64, 128].map { n in
        let records = try records(100, n)
        #expect(records[0].preconditioner == .scaled && records[1].preconditioner == .symbol)
        #expect(3 * records[0].iterations <= records[1].iterations)
        return records[0].iterations
      }
      #expect(counts.max()! - counts.min()! <= 1, "\(counts)")
    }
  }

  /// −a Δu + c u with a of contrast 10⁴: divided by a it is −Δu + (c/a) u.
  @Test func aScalarLeadingCoefficientIsDividedOut() throws {
    let problem = try problem(
      "100^(sin(2*pi*x)*cos(2*pi*y))", ["0", "0"], "1", .nondivergence)
    let plain = try self.problem(
      "1", ["0", "0"], "1/100^(sin(2*pi*x)*cos(2*pi*y))", .nondivergence)
    let (found, expected) = (
      try record(problem, on: square(48)).iterations, try record(plain, on: square(48)).iterations
    )
    #expect(found <= expected + 1 && found < 20, "\(found) \(expected)")
  }

  /// α = min(a₀, (a₀λ₁ + γ)/(1 + λ₁)) between Dirichlet ends; a smaller c is no longer coercive, and
  /// solved all the same.
  @Test func coercivityIsLaxAndMilgrams() throws {
    // Differences have λ_h = (2/h sin(πh/2))² in every direction.
    let root = 32 * Double.sin(.pi / 32)
    let lambda = 2 * root * root
    for (c, divergence) in [("0", 0.0), ("3", 0), ("0", -4), ("-60", 0)] {
      let b = divergence == 0 ? ["2", "1"] : ["-2*x", "-2*y"]
      let alpha = try record(try problem("2", b, c), on: square(16)).coercivity
      let gamma = Double(c)! - divergence / 2
      let expected = min(2, (2 * lambda + gamma) / (1 + lambda))
      #expect(try #require(alpha).isApproximatelyEqual(to: expected, relativeTolerance: 1e-6))
    }
    // Robin ends, β = m = 1: t with (1 − t) λ(1/(1 − t)) = t, λ = κ², κ tan(κ/2) = 1/(1 − t).
    let line = Grid(Axis(0, 1, cells: 16, boundary: .neumann))
    var robin: [BoxSide: Formula] = [:]
    for side in line.sides { robin[side] = 1 }
    let plain = try problem("1", ["0"], "0")
    let held = SecondOrderProblem(plain.op, source: plain.source, robin: robin)
    let t = try #require(try record(held, on: line).coercivity)
    let kappa = (t / (1 - t)).squareRoot()
    let condition = kappa * Double.tan(kappa / 2) * (1 - t)
    #expect(condition.isApproximatelyEqual(to: 1, relativeTolerance: 1e-6))
    // β < 0 pulls below 0.
    for side in line.sides { robin[side] = -1 }
    let pulled = SecondOrderProblem(plain.op, source: plain.source, robin: robin)
    // Below 0 the eigenfunction is cosh s(x − ½): λ = −s², s tanh(s/2) = 1/(1 − t).
    let below = try #require(try record(pulled, on: line).coercivity)
    let s = (-below / (1 - below)).squareRoot()
    let pull = s * Double.tanh(s / 2) * (1 - below)
    #expect(below < 0 && pull.isApproximatelyEqual(to: 1, relativeTolerance: 1e-6))
  }

  /// b = βx jumps on the seam of a circle: −½∇·b has a point mass m = ½βL there, which no point of the
  /// grid sees. With a = 1 and γ = c − β/2 the first eigenvalue of the rank-one perturbation is where
  ///
  ///     1 + (m/L) Σ_k 1/((1 − t) κ_k² + γ − t) = 0,   Σ_k by its closed form, a (hyperbolic) cotangent
  @Test(arguments: [-1.0, -3, 5])
  func aJumpOfTheAdvectionOnASeamCounts(slope: Double) throws {
    let (length, c) = (2.0, 3.0)
    let circle = Grid(Axis(0, 2, cells: 16, boundary: .periodic))
    let t = try #require(
      try record(try problem("1", ["\(slope)*x"], "\(c)"), on: circle).coercivity)
    let (m, rest) = (slope * length / 2, c - slope / 2 - t)
    let s = (rest.magnitude / (1 - t)).squareRoot()
    let angle = length * s / 2
    let cotangent = rest > 0 ? 1 / Double.tanh(angle) : -1 / Double.tan(angle)
    let sum = length / (2 * (1 - t) * s) * cotangent
    #expect((m / length * sum).isApproximatelyEqual(to: -1, relativeTolerance: 1e-6))
    // A wind that is continuous around the circle has no such part.
    let smooth = try record(try problem("1", ["sin(pi*x)"], "1/2"), on: circle).coercivity
    let gap = try #require(smooth) - (1 - .pi) / 2
    #expect(gap.magnitude < roundoff(16))
  }

  /// (A u, u)_h ≥ α (‖u‖² + ‖D u‖²) for every u on every grid: A + Aᵀ − 2αH has no eigenvalue below 0,
  /// wherever a, c − ½∇·b are least: at an end, between points, or around a circle.
  @Test(arguments: [5, 16, 64])
  func coercivityHoldsForTheDifferences(_ n: Int) throws {
    let settings: [(a: String, b: String, c: String)] = [
      ("1 + x", "3", "1"), ("2 - x", "x^2", "0"), ("1 + (x - 0.37)^2", "-2*x", "3*x"),
      ("1", "0", "0"), ("1 + 9*sin(pi*x)^2", "cos(3*x)", "5"),
    ]
    for setting in settings {
      let problem = try problem(setting.a, [setting.b], setting.c)
      let grid = Grid(Axis(0, 1, cells: n, boundary: .dirichlet))
      let space = FunctionSpace<Double>(on: grid)
      let alpha = try #require(try record(problem, on: grid).coercivity)
      let system = try DifferenceSystem<Double>(problem, in: space)
      let h = 1 / Double(n)
      var size = 0.0
      let matrix = (0..<space.count).map { i -> [Double] in
        let u = Field(in: space, values: (0..<space.count).map { $0 == i ? 1.0 : 0 })
        var image = Field(in: space)
        system.apply(u, to: &image)
        size = max(size, image.values.reduce(0) { max($0, $1.magnitude) })
        return image.values.enumerated().map { j, value in
          value - alpha * (i == j ? 1 + 2 / (h * h) : abs(i - j) == 1 ? -1 / (h * h) : 0)
        }
      }
      let least = SymmetricEigen(matrix).values[0]
      #expect(least >= -4 * roundoff(n) * size, "\(setting): α = \(alpha)")
    }
    // a₀ = 1 and γ = 1 at the end of a = 1 + x.
    let ends = try record(
      try problem("1 + x", ["3"], "1"), on: Grid(Axis(0, 1, cells: n, boundary: .dirichlet)))
    #expect(try #require(ends.coercivity).isApproximatelyEqual(to: 1, relativeTolerance: 1e-8))
  }

  @Test func anIterationThatEndsEarlyKeepsItsHistory() throws {
    var options = IterationOptions()
    options.iterations = 2
    options.tolerance = 1e-13
    do {
      _ = try problem("1", ["80*y", "-80*x"]).solveNonsymmetric(
        in: FunctionSpace<Double>(on: square(32)), scheme: Scheme(.staggered(order: 2)),
        load: .sampled, options: options)
      Issue.record("two iterations are too few")
    } catch SolverError.notConverged(let record) {
      #expect(record.iterations == 2 && record.history[0] == 1)
      #expect(record.history.allSatisfy { $0 > 1e-13 })
    }
  }

  @Test func itRefusesWhatItCannotTake() throws {
    let space = FunctionSpace<Double>(on: square(8))
    let problem = try problem("1", ["1", "0"])
    var scaled = IterationOptions()
    scaled.preconditioner = .scaled
    #expect(throws: SolverError.self) {
      try self.problem("1 + x", ["1", "0"], "0", .nondivergence).solveNonsymmetric(
        in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled, options: scaled)
    }
    var multigrid = IterationOptions()
    multigrid.preconditioner = .multigrid
    #expect(throws: SolverError.self) {
      try problem.solveNonsymmetric(
        in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled, options: multigrid)
    }
    for scheme in [Scheme(.staggered(order: 4)), Scheme(.mehrstellen)] {
      #expect(throws: SolverError.self) {
        try problem.solveNonsymmetric(in: space, scheme: scheme, load: .sampled)
      }
    }
    #expect(throws: SolverError.self) {
      try self.problem("x - 0.5", ["1", "0"]).solveNonsymmetric(
        in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled)
    }
  }

  /// A right-hand side of 0 needs no iteration.
  @Test func nothingComesOfNothing() throws {
    let solution = try problem("1", ["1", "0"], source: "0").solveNonsymmetric(
      in: FunctionSpace<Double>(on: square(8)), scheme: Scheme(.staggered(order: 2)),
      load: .sampled)
    #expect(solution.u.largest() == 0 && solution.iteration?.iterations == 0)
  }

  @Test func inFloat() throws {
    let grid = square(16)
    let problem = try problem("1 + x", ["3", "-y"], "1")
    let scheme = Scheme(.staggered(order: 2))
    let double = try problem.solveNonsymmetric(
      in: FunctionSpace<Double>(on: grid), scheme: scheme, load: .sampled
    ).u
    let float = try problem.solveNonsymmetric(
      in: FunctionSpace<Float>(on: grid), scheme: scheme, load: .sampled
    ).u
    let gap = zip(float.values, double.values).map { abs(Double($0) - $1) }.max()!
    #expect(gap <= 16 * Double(roundoff(grid.count, Float.self)) * double.largest())
  }
}
