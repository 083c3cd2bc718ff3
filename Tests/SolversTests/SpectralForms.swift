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

  private let a = ["2 + sin(3*x)*y", "exp(x - y)", "2 + x^2*z^2 + y"].map { try! Formula($0) }
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
    _ grid: Grid, isFull: Bool, _: Scalar.Type
  ) throws {
    let space = FunctionSpace<Scalar>(on: grid)
    let (a, c) = coefficients(grid.rank)
    let mixed = try ["sin(x + y)/2", "cos(x)/3", "y/4"].map { try Formula($0) }
    let tensor = a.indices.map { i in
      a.indices.map { j in i == j ? a[i] : isFull ? mixed[i + j - 1] : 0 }
    }
    let op = SecondOrderOperator(
      isFull ? .tensor(tensor) : .diagonal(a), reaction: isFull ? 0 : c, rank: grid.rank)
    let form: any SymmetricForm<Scalar> = try SecondOrderProblem(op, source: 0).energy(
      in: space, scheme: .spectral, dealiased: true)
    let u = Field(in: space, values: whiteNoise(space.count, seed: 7))
    let gap = zip(form.applied(to: u).values, padded(op, u).values).map { Extended($0) - $1 }
    let size = grid.axes.reduce(Extended(1)) { sum, axis in
      let kappa = (0..<axis.count).map { axis.frequency($0).magnitude }.max()!
      return sum + kappa * kappa
    }
    let largest = a.map { Field(sampling: $0, in: space).largest() }.max()! + 2
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
}
