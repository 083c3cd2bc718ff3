import Discretizations
import Fields
import Formulas
import Grids
import Operators
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// −a : D²u + b·∇u + c u at the points, by lines of one axis at a time.
@Suite(.serialized) struct Collocations {
  /// Which coefficients there are, and whether they vary.
  enum Terms: CaseIterable {
    case all, numbers, advection, diagonal, lastPair, firstPair, divergence
  }

  private func op(_ terms: Terms, _ rank: Int) throws -> SecondOrderOperator {
    let zero: Formula = 0
    func cut(_ text: String) throws -> Formula {
      [Coordinate.x, .y, .z].dropFirst(rank).reduce(try Formula(text)) {
        $0.substituting($1, by: zero)
      }
    }
    let a = try ["2 + sin(3*x)*(y + 1)/2", "exp(x - y)", "2 + x^2*z^2 + y"].map(cut)
    let b = try ["x - y*z", "3", "cos(x + 2*z)"].map(cut)
    let c = try cut("x^2 + y^2")
    let mixed = try [cut("sin(x + y)/2"), cut("cos(x)/3 + z"), cut("y/4 - z*x")]
    /// Those off the diagonal by their sums of axes, 1, 2 and 3.
    func tensor(_ off: [Formula]) -> SecondOrderOperator.Diffusion {
      .tensor((0..<rank).map { i in (0..<rank).map { i == $0 ? a[i] : off[i + $0 - 1] } })
    }
    let ends = Array(b.prefix(rank))
    switch terms {
    case .all:
      return SecondOrderOperator(
        tensor(mixed), advection: ends, reaction: c, form: .nondivergence, rank: rank)
    case .numbers:
      return SecondOrderOperator(
        .scalar(3), advection: Array([2, -5, 0.25].prefix(rank)), reaction: -2, rank: rank)
    case .advection:
      return SecondOrderOperator(.scalar(0), advection: ends, rank: rank)
    case .diagonal:
      return SecondOrderOperator(
        .diagonal(Array(a.prefix(rank))), reaction: 1, form: .nondivergence, rank: rank)
    case .lastPair:
      return SecondOrderOperator(
        tensor(rank == 2 ? [0.5] : [0, 0, mixed[2]]), form: .nondivergence, rank: rank)
    case .firstPair:
      return SecondOrderOperator(
        tensor([0, mixed[1], 0]), reaction: c, form: .nondivergence, rank: rank)
    case .divergence:
      return SecondOrderOperator(.scalar(a[0]), advection: ends, reaction: c, rank: rank)
    }
  }

  /// ∂^α u by whole transforms, at u's own points: 0 where there is no point of the derivative's.
  private func derivative(_ alpha: [Int], _ u: Field<Extended>) -> Field<Extended> {
    for (axis, order) in zip(u.grid.axes, alpha) where order == 1 && axis.collocated == nil {
      return Field(in: u.space)
    }
    let slope = Field(Coefficients(u).derivative(alpha))
    var values: [Extended] = []
    var place = [Int](repeating: 0, count: alpha.count)
    repeat {
      var index = 0
      var isThere = true
      for (a, axis) in u.grid.axes.enumerated() {
        let other = slope.grid.axes[a]
        let i = place[a] + (axis.firstHalf - other.firstHalf) / 2
        if !(0..<other.count).contains(i) { isThere = false }
        index = index * other.count + i
      }
      values.append(isThere ? slope.values[index] : 0)
    } while place.advance(below: u.grid.shape)
    return Field(in: u.space, values: values)
  }

  /// The sum of its terms, in extended precision, and the largest coefficient.
  private func expected<Scalar: TransformScalar>(
    _ op: SecondOrderOperator, _ u: Field<Scalar>
  ) throws -> (Field<Extended>, largest: Extended) {
    let space = FunctionSpace<Extended>(on: u.grid)
    let op = try op.written(as: .nondivergence, on: u.grid)
    let wide = Field(in: space, values: u.values.map { Extended($0) })
    var (sum, largest) = (Field(in: space), Extended(0))
    func add(_ sign: Extended, _ coefficient: Formula, _ axes: [Int]) {
      guard !coefficient.isZero else { return }
      let values = Field(sampling: coefficient, in: space)
      largest = max(largest, values.largest())
      let alpha = (0..<op.rank).map { a in axes.count { $0 == a } }
      sum.add(sign, times: values * derivative(alpha, wide))
    }
    for i in 0..<op.rank {
      for j in 0..<op.rank { add(-1, op.diffusion(i, j), [i, j]) }
      add(1, op.advection[i], [i])
    }
    add(1, op.reaction, [])
    return (sum, largest)
  }

  /// A term has four transforms at most, each with the round-off of a sum over lines; of all of them
  /// (1 + Σκ)² max|a| is a bound.
  private func check<Scalar: TransformScalar>(
    _ grid: Grid, _ terms: Terms, _: Scalar.Type
  ) throws {
    // Around a circle this a jumps: ∇·a is no function.
    if terms == .divergence, grid.axes.contains(where: \.isPeriodic) { return }
    let space = FunctionSpace<Scalar>(on: grid)
    let op = try op(terms, grid.rank)
    let u = Field(in: space, values: whiteNoise(space.count, seed: 5))
    // What was there does not count.
    var found = Field(in: space, values: [Scalar](repeating: .nan, count: space.count))
    try Collocation(op, in: space).apply(u, to: &found)
    let (expected, largest) = try expected(op, u)
    let gap = zip(found.values, expected.values).map { Extended($0) - $1 }
    let kappa = grid.axes.reduce(Extended(1)) { sum, axis in
      sum + (0..<axis.count).map { axis.frequency($0).magnitude }.max()!
    }
    let norm = { (v: [Extended]) in v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let bound = Extended(4 * roundoff(grid.count, Scalar.self)) * kappa * kappa * largest
    #expect(
      norm(gap) <= bound * norm(u.values.map { Extended($0) }), "\(grid) \(terms) \(Scalar.self)")
  }

  @Test("Lines are the whole transforms' operator", arguments: AxisKind.all)
  func lines(kind: AxisKind) throws {
    for n in [1, 2, 3, 4, 5, 7, 8, 16, 31, 101, 256] {
      let axis = kind.axis(n, -0.5, 2)
      for terms in [Terms.all, .numbers, .advection, .diagonal, .divergence] {
        let short = AxisKind.all[3].axis(4)
        var grids = [Grid(axis, short), Grid(short, axis)]
        if terms != .all { grids.append(Grid(axis)) }
        for grid in grids {
          try check(grid, terms, Double.self)
          guard n < 9 else { continue }
          try check(grid, terms, Float.self)
          try check(grid, terms, Extended.self)
        }
      }
    }
  }

  @Test("Mixed derivatives of every two kinds", arguments: AxisKind.all)
  func pairs(kind: AxisKind) throws {
    for other in AxisKind.all {
      for (m, n) in [(1, 1), (1, 2), (2, 3), (5, 4), (8, 7)] {
        let (x, y) = (kind.axis(m, -0.5, 2), other.axis(n, -1, 0.5))
        for terms in [Terms.all, .lastPair] { try check(Grid(x, y), terms, Double.self) }
        let z = AxisKind.all[(m + 3 * n) % AxisKind.all.count].axis(3)
        for terms in [Terms.all, .lastPair, .firstPair] {
          try check(Grid(x, y, z), terms, Double.self)
          try check(Grid(z, x, y), terms, Double.self)
        }
      }
    }
  }

  @Test("Mixtures of kinds in two and three dimensions", arguments: AxisKind.mixtures)
  func mixtures(grid: Grid) throws {
    for terms in Terms.allCases where terms != .firstPair || grid.rank == 3 {
      try check(grid, terms, Double.self)
      try check(grid, terms, Float.self)
      try check(grid, terms, Extended.self)
    }
  }

  @Test("More lines than a block has, the same bits on every number of threads")
  func blocks() throws {
    let kinds = AxisKind.all
    let before = Threads.count
    defer { Threads.count = before }
    for grid in [
      Grid(kinds[2].axis(150), kinds[0].axis(300)), Grid(kinds[4].axis(300), kinds[7].axis(150)),
      Grid(kinds[0].axis(20), kinds[4].axis(40), kinds[1].axis(60)),
      Grid(kinds[8].axis(60), kinds[5].axis(5), kinds[3].axis(70)),
    ] {
      Threads.count = 1
      try check(grid, .all, Double.self)
      let space = FunctionSpace<Double>(on: grid)
      let u = Field(in: space, values: whiteNoise(space.count, seed: 6))
      let system = try Collocation(try op(.all, grid.rank), in: space)
      let images = [1, 2, 3, 5].map { count in
        Threads.count = count
        var image = Field(in: space)
        system.apply(u, to: &image)
        return image.values
      }
      for image in images { #expect(image == images[0], "\(grid)") }
    }
  }
}
