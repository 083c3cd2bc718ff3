import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Σ ∂ᵢ*(aᵢ ∂ᵢu) + c u with trigonometric derivatives, by lines of one axis at a time.
@Suite struct SpectralForms {
  /// By whole transforms, in extended precision: û, a derivative between the points, its values times
  /// a, and its derivative back.
  private func expected<Scalar: TransformScalar>(
    _ a: [Formula], _ c: Formula, _ u: Field<Scalar>
  ) -> Field<Extended> {
    let space = FunctionSpace<Extended>(on: u.grid)
    let wide = Field(in: space, values: u.values.map { Extended($0) })
    var sum = Field(sampling: c, in: space) * wide
    for axis in u.grid.axes.indices {
      guard let slope = Coefficients(wide).derivative(axis: axis, staggered: true) else { continue }
      let flux = Field(sampling: a[axis], in: slope.space) * Field(slope)
      sum = sum - Field(Coefficients(flux).derivative(axis: axis, staggered: true)!)
    }
    return sum
  }

  private let a = ["2 + sin(3*x)*(y + 1)/2", "exp(x - y)", "2 + x^2*z^2 + y"].map {
    try! Formula($0)
  }
  private let c = try! Formula("x^2 + y^2")

  /// The formulas of the first axes.
  private func coefficients(_ rank: Int) -> (a: [Formula], c: Formula) {
    let zero: Formula = 0
    func cut(_ f: Formula) -> Formula {
      [Coordinate.x, .y, .z].dropFirst(rank).reduce(f) { $0.substituting($1, by: zero) }
    }
    return (a.prefix(rank).map(cut), cut(c))
  }

  /// Four transforms, each with the round-off of a sum over a line, of what κ² a makes of u.
  private func check<Scalar: TransformScalar>(_ grid: Grid, _: Scalar.Type) throws {
    let space = FunctionSpace<Scalar>(on: grid)
    let (a, c) = coefficients(grid.rank)
    let u = Field(in: space, values: whiteNoise(space.count, seed: 5))
    let form = try EnergyForm(diffusion: a, reaction: c, scheme: .spectral, in: space)
    let sampled = try EnergyForm(
      sampling: a, c, scheme: .spectral, in: space, quadrature: 3)
    let found = form.applied(to: u)
    #expect(sampled.applied(to: u).values == found.values, "\(grid)")
    let expected = expected(a, c, u)
    let gap = zip(found.values, expected.values).map { Extended($0) - $1 }
    let size = grid.axes.reduce(Extended(1)) { sum, axis in
      let kappa = (0..<axis.count).map { axis.frequency($0).magnitude }.max()!
      return sum + kappa * kappa
    }
    let norm = { (v: [Extended]) in v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let bound = Extended(4 * roundoff(grid.count, Scalar.self)) * size * Extended(form.range.upper)
    #expect(norm(gap) <= bound * norm(u.values.map { Extended($0) }), "\(grid) \(Scalar.self)")
  }

  @Test("Lines one way are the whole transforms' operator", arguments: AxisKind.all)
  func lines(kind: AxisKind) throws {
    for n in [1, 2, 3, 4, 5, 7, 8, 16, 31, 101, 132, 256] {
      let axis = kind.axis(n, -0.5, 2)
      for other in [1, 4] {
        let short = AxisKind.all[3].axis(other)
        for grid in [Grid(axis), Grid(axis, short), Grid(short, axis)] {
          try check(grid, Double.self)
          guard n < 32 else { continue }
          try check(grid, Float.self)
          try check(grid, Extended.self)
        }
      }
    }
  }

  @Test("Mixtures of kinds in two and three dimensions", arguments: AxisKind.mixtures)
  func mixtures(grid: Grid) throws {
    try check(grid, Double.self)
    try check(grid, Float.self)
    try check(grid, Extended.self)
  }

  @Test("More lines than a block has: along every axis, with rows cut in pieces")
  func blocks() throws {
    let kinds = AxisKind.all
    for (x, y, z) in [(0, 3, 5), (7, 1, 2), (4, 9, 6), (8, 5, 1)] {
      try check(Grid(kinds[x].axis(9), kinds[y].axis(13), kinds[z].axis(70)), Double.self)
      try check(Grid(kinds[x].axis(70), kinds[y].axis(9), kinds[z].axis(13)), Double.self)
      try check(Grid(kinds[x].axis(130), kinds[y].axis(33)), Double.self)
    }
  }

  @Test("The same bits on every number of threads")
  func threads() throws {
    let kinds = AxisKind.all
    let before = Threads.count
    defer { Threads.count = before }
    for grid in [
      Grid(kinds[2].axis(150), kinds[0].axis(300)),
      Grid(kinds[0].axis(20), kinds[4].axis(40), kinds[1].axis(60)),
    ] {
      let space = FunctionSpace<Double>(on: grid)
      let (a, c) = coefficients(grid.rank)
      let u = Field(in: space, values: whiteNoise(space.count, seed: 6))
      let sampled = try EnergyForm(sampling: a, c, scheme: .spectral, in: space, quadrature: 3)
      let held = try EnergyForm(diffusion: a, reaction: c, scheme: .spectral, in: space)
      Threads.count = 1
      let expected = held.applied(to: u).values
      for count in [2, 3, 5] {
        Threads.count = count
        #expect(held.applied(to: u).values == expected)
        #expect(sampled.applied(to: u).values == expected)
      }
    }
  }

  /// On 3/2 as many cells by whole transforms, in extended precision.
  private func padded<Scalar: TransformScalar>(
    _ op: SecondOrderOperator, _ u: Field<Scalar>
  ) -> Field<Extended> {
    let grid = u.grid
    let space = FunctionSpace<Extended>(on: grid)
    let fine = FunctionSpace<Extended>(
      on: Grid(
        grid.axes.map { axis in
          axis.with(cells: (3 * axis.cells + 1) / 2).with(
            boundary: axis.boundary, placement: axis.isPeriodic ? axis.placement : .cells)
        }))
    let wide = Field(in: space, values: u.values.map { Extended($0) })
    let coefficients = Coefficients(wide).embedded(in: fine)
    let slopes = grid.axes.indices.map { Field(coefficients.derivative(axis: $0)!) }
    var sum = Coefficients(Field(sampling: op.reaction, in: fine) * Field(coefficients))
    for i in slopes.indices {
      var flux = Field(in: slopes[i].space)
      for j in slopes.indices {
        let slope = Field(in: flux.space, values: slopes[j].values)
        flux = flux + Field(sampling: op.diffusion(i, j), in: flux.space) * slope
      }
      sum.add(-1, Coefficients(flux).derivative(axis: i)!)
    }
    return Field(sum.truncated(to: space))
  }

  /// Along each axis four transforms, half of them of what the others made.
  private func checkPadded<Scalar: TransformScalar>(
    _ grid: Grid, isFull: Bool, isScalar: Bool = false, _: Scalar.Type
  ) throws {
    let space = FunctionSpace<Scalar>(on: grid)
    let (a, c) = coefficients(grid.rank)
    let mixed = try ["sin(x + y)/2", "cos(x)/3", "y/4"].map { try Formula($0) }
    let tensor = a.indices.map { i in
      a.indices.map { j in i == j ? a[i] : isFull ? mixed[i + j - 1] : 0 }
    }
    let op = SecondOrderOperator(
      isFull ? .tensor(tensor) : isScalar ? .scalar(a[0]) : .diagonal(a),
      reaction: isFull ? 0 : c, rank: grid.rank)
    let form: any SymmetricForm<Scalar> = try SecondOrderProblem(op, source: 0).energy(
      in: space, scheme: .spectral, dealiased: true)
    let u = Field(in: space, values: whiteNoise(space.count, seed: 7))
    let gap = zip(form.applied(to: u).values, padded(op, u).values).map { Extended($0) - $1 }
    let size = grid.axes.reduce(Extended(1)) { sum, axis in
      let kappa = (0..<axis.count).map { axis.frequency($0).magnitude }.max()!
      return sum + kappa * kappa
    }
    let sizes = a.indices.map { i in
      a.indices.reduce(Field(sampling: op.reaction, in: space).largest()) {
        $0 + Field(sampling: op.diffusion(i, $1), in: space).largest()
      }
    }
    let largest = sizes.max()!
    let norm = { (v: [Extended]) in v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let bound = Extended(8 * roundoff(grid.count, Scalar.self)) * size * Extended(largest)
    #expect(norm(gap) <= bound * norm(u.values.map { Extended($0) }), "\(grid) \(Scalar.self)")
  }

  @Test("Lines on more cells are the whole transforms' operator", arguments: AxisKind.all)
  func refinedLines(kind: AxisKind) throws {
    for n in [1, 2, 3, 4, 5, 7, 8, 31] {
      let axis = kind.axis(n, -0.5, 2)
      let short = AxisKind.all[3].axis(4)
      for grid in [Grid(axis), Grid(axis, short), Grid(short, axis)] {
        for isFull in [false, true] {
          try checkPadded(grid, isFull: isFull, Double.self)
          guard n < 5 else { continue }
          try checkPadded(grid, isFull: isFull, Float.self)
          try checkPadded(grid, isFull: isFull, Extended.self)
        }
      }
    }
  }

  @Test("Tensors on mixtures of kinds, on every number of threads", arguments: AxisKind.mixtures)
  func refinedMixtures(grid: Grid) throws {
    let before = Threads.count
    defer { Threads.count = before }
    for count in [1, 3] {
      Threads.count = count
      try checkPadded(grid, isFull: true, Double.self)
    }
    try checkPadded(grid, isFull: false, Float.self)
    try checkPadded(grid, isFull: false, isScalar: true, Double.self)
  }

  /// Blocks of some planes, the last of them fewer.
  @Test("A finer grid of several blocks, the same bits on every number of threads")
  func refinedBlocks() throws {
    let kinds = AxisKind.all
    let before = Threads.count
    defer { Threads.count = before }
    for grid in [
      Grid(kinds[3].axis(203), kinds[0].axis(90)),
      Grid(kinds[1].axis(9), kinds[6].axis(50), kinds[2].axis(80)),
    ] {
      try checkPadded(grid, isFull: true, Double.self)
      let space = FunctionSpace<Double>(on: grid)
      let (a, c) = coefficients(grid.rank)
      let form: any SymmetricForm<Double> = try SecondOrderProblem(
        SecondOrderOperator(.diagonal(a), reaction: c, rank: grid.rank), source: 0
      ).energy(in: space, scheme: .spectral, dealiased: true)
      let u = Field(in: space, values: whiteNoise(space.count, seed: 8))
      let values = [1, 2, 5].map { count in
        Threads.count = count
        return form.applied(to: u).values
      }
      #expect(values[0] == values[1] && values[0] == values[2])
    }
  }

  /// One pit between the points of the plane's first axis, or at a point of the finer grid, behind the
  /// first block of samples.
  @Test("A coefficient that is negative in a late block is refused at its place")
  func refusals() throws {
    let grid = Grid((0..<2).map { _ in Axis(0, 1, cells: 300, boundary: .dirichlet) })
    let space = FunctionSpace<Double>(on: grid)
    func pit(_ x: Double, _ y: Double) throws -> Formula {
      try Formula("1 - 2*exp(-1e6*((x - \(x))^2 + (y - \(y))^2))")
    }
    func expectRefusal(
      _ name: String, _ x: Double, _ y: Double, _ body: (Formula) throws -> Void
    ) throws {
      let a = try pit(x, y)
      let error = #expect(throws: SolverError.self) { try body(a) }
      guard case .coefficient(let found, let value, let point) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(found == name)
      #expect(zip(point, [x, y]).allSatisfy { abs($0 - $1) <= roundoff(300) }, "\(point)")
      #expect(abs(value + 1) <= roundoff(300), "\(value)")
    }
    try expectRefusal("diffusion", 250.5 / 300, 200.0 / 300) {
      _ = try EnergyForm(sampling: [$0, $0], 0, scheme: .spectral, in: space, quadrature: 3)
    }
    try expectRefusal("reaction", 250.0 / 300, 200.0 / 300) {
      _ = try EnergyForm(sampling: [1, 1], $0, scheme: .spectral, in: space, quadrature: 3)
    }
    for name in ["diffusion", "reaction"] {
      try expectRefusal(name, 375.5 / 450, 300.5 / 450) { formula in
        let isDiffusion = name == "diffusion"
        let op = SecondOrderOperator(
          .scalar(isDiffusion ? formula : 1), reaction: isDiffusion ? 1 : formula, rank: 2)
        let form: any SymmetricForm<Double> = try SecondOrderProblem(op, source: 0).energy(
          in: space, scheme: .spectral, dealiased: true)
        _ = form
      }
    }
  }

  /// Planes of differences and of elements on cells in two blocks, as the symbols of constants have them.
  @Test("Forms of several blocks of planes are their symbols")
  func sparseBlocks() throws {
    let kinds = AxisKind.all
    for scheme in [Scheme(.staggered(order: 4)), Scheme(.spline(degree: 1))] {
      for (x, y) in [(3, 12_000), (12_000, 3)] {
        let grid = Grid(kinds[0].axis(x), kinds[5].axis(y))
        let space = FunctionSpace<Double>(on: grid)
        let u = Field(in: space, values: whiteNoise(space.count, seed: 9))
        // 1, as a formula that is none.
        let one = try Formula("cos(x)^2 + sin(x)^2 + 0*y")
        let form = try EnergyForm(
          sampling: [one, one], one, scheme: scheme, in: space, quadrature: 2)
        let op = EllipticOperator(diffusion: [1, 1], reaction: 1)
        let expected = u.multiplied(by: try #require(op.symbol(scheme, on: grid)))
        let size = grid.axes.reduce(1) { $0 + 8 / Double($1.spacing * $1.spacing) }
        let bound = roundoff(grid.count) * size * u.largest()
        #expect((form.applied(to: u) - expected).largest() <= bound, "\(grid) \(scheme)")
      }
    }
  }
}
