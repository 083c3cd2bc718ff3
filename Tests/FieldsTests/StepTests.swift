import Fields
import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

/// A step of conjugate gradients in the passes of its preconditioner.
@Suite struct StepTests {
  @Test("A fused step is its parts one after the other, on every mixture of kinds")
  func parts() {
    for grid in grids {
      expectParts(grid, Double.self)
      expectParts(grid, Float.self)
      expectParts(grid, Extended.self)
    }
    for grid in wide { expectParts(grid, Double.self) }
  }

  @Test("A fused step has the same bits for every number of threads")
  func bits() {
    let before = Threads.count
    defer { Threads.count = before }
    for grid in wide {
      var results: [[Double]] = []
      for threads in [1, 2, 3] {
        Threads.count = threads
        results += [false, true].map { step(grid, eliminating: $0, isScaled: true, .product) }
        results += [false, true].map { step(grid, eliminating: $0, isScaled: false, .values) }
      }
      #expect(results[4..<8] == results[..<4] && results[8...] == results[..<4], "\(grid.axes)")
    }
  }

  /// A range is a whole number of rows, in the transform's own passes as apart from them.
  @Test("Loops cover the points once, by whole rows, those before before those after")
  func cover() {
    for grid in AxisKind.mixtures + wide {
      let transform = FunctionSpace<Double>(on: grid).transform
      let (count, unit) = (grid.count, transform.loopUnit)
      var visits = [Int](repeating: 0, count: count)
      var u = [Double](repeating: 1, count: count)
      visits.withUnsafeMutableBufferPointer { visits in
        let visits = visits.baseAddress!
        func visit(_ range: Range<Int>, _ expected: Int) {
          #expect(range.allSatisfy { visits[$0] == expected }, "\(grid.axes)")
          for i in range { visits[i] += 1 }
          #expect(range.lowerBound % unit == 0)
          #expect(range.upperBound % unit == 0 || range.upperBound == count)
        }
        let loops = PointLoops(before: { visit($0, 0) }, after: { visit($0, 1) })
        u.withUnsafeMutableBufferPointer { u in
          transform.multiply(inPlace: u, fusing: loops) { _, m in m.update(repeating: 2) }
        }
      }
      #expect(visits.allSatisfy { $0 == 2 }, "\(grid.axes)")
      // The constant in every mode doubles the function.
      #expect(u.allSatisfy { isClose($0, 2, 8 * roundoff(count)) }, "\(grid.axes)")
    }
  }

  /// Many tiles, planes and blocks, with ends of every sort along every axis.
  private var wide: [Grid] {
    let (p, d, n) = (AxisKind.all[0], AxisKind.all[2], AxisKind.all[4])
    let (m, c) = (AxisKind.all[8], AxisKind.all[7])
    return [
      Grid(d.axis(132), n.axis(200)), Grid(n.axis(150), m.axis(131)), Grid(n.axis(5000)),
      Grid(p.axis(140), n.axis(91)), Grid(n.axis(90), p.axis(140)), Grid(p.axis(129), p.axis(150)),
      Grid(n.axis(20), m.axis(9), d.axis(72)), Grid(n.axis(7), d.axis(72), n.axis(136)),
      Grid(p.axis(18), n.axis(10), n.axis(70)), Grid(p.axis(16), p.axis(37), p.axis(48)),
      Grid(p.axis(25), n.axis(24), p.axis(40)), Grid(n.axis(16), c.axis(40), n.axis(31)),
      Grid(n.axis(3), d.axis(2600)), Grid(p.axis(3), p.axis(2560)),
    ]
  }

  /// 1/(1 + λ), λ that of second differences of order 2 along the first axis, spectral along the others,
  /// and the table of the first.
  private func resolvent<T: TransformScalar>(
    _ grid: Grid, _: T.Type
  ) -> (symbol: Symbol<T>, table: [T]) {
    var lambda = grid.tabulate { T($0.frequency($1) * $0.frequency($1)) }
    let h = grid.axes[0].spacing
    lambda[0] = (0..<grid.spectrumShape[0]).map {
      let delta = 2 * Extended.sin(grid.axes[0].frequency($0) * h / 2) / h
      return T(delta * delta)
    }
    let one = Symbol<T>.Product(1, grid.tabulate { _, _ in 1 })
    let products = grid.axes.indices.map { a in
      Symbol<T>.Product(1, grid.axes.indices.map { $0 == a ? lambda[$0] : one.tables[$0] })
    }
    return (Symbol(.products([one] + products), numerator: one), lambda[0])
  }

  /// r and z of white noise, and D between ½ and 3/2.
  private func operands<T: TransformScalar>(_ grid: Grid) -> (r: Field<T>, z: Field<T>, d: [T]) {
    (
      .noise(on: grid, seed: 5), .noise(on: grid, seed: 6),
      whiteNoise(grid.count, seed: 7).map { 1 + $0 / 2 }
    )
  }

  /// r, z and the sum after a fused step.
  private func step<T: TransformScalar>(
    _ grid: Grid, eliminating: Bool, isScaled: Bool, _ sum: StepSum
  ) -> [T] {
    let (symbol, table) = resolvent(grid, T.self)
    var (r, z, d): (Field<T>, Field<T>, [T]) = operands(grid)
    let total = r.step(
      0.375, &z, through: symbol, secondDifference: eliminating ? table : nil,
      scaling: isScaled ? d : nil, sum: sum)
    return r.values + z.values + [total]
  }

  private func expectParts<T: TransformScalar>(_ grid: Grid, _: T.Type) {
    let (symbol, table) = resolvent(grid, T.self)
    for eliminating in [false, true] {
      for (isScaled, sum) in [(false, StepSum.product), (true, .values), (true, .none)] {
        var (r, z, d): (Field<T>, Field<T>, [T]) = operands(grid)
        r.descend(0.375, &z)
        z.scaleEnds(by: 2)
        if isScaled { z.multiply(by: d) }
        if !eliminating || !z.eliminate(symbol, secondDifference: table) {
          z.multiply(by: symbol)
        }
        if isScaled { z.multiply(by: d) }
        let found: [T] = step(grid, eliminating: eliminating, isScaled: isScaled, sum)
        #expect(Array(found.dropLast()) == r.values + z.values, "\(T.self) \(grid.axes)")
        let terms: [T] =
          switch sum {
          case .none: []
          case .values: z.values
          case .product: zip(r.values, z.values).map { $0 * $1 }
          }
        let size = terms.reduce(0) { $0 + $1.magnitude }
        let error = (found.last! - terms.reduce(0, +)).magnitude
        // The slow sum loses up to an ulp of all of it for every term.
        #expect(error <= T(terms.count) * .ulpOfOne * size, "\(T.self) \(sum) \(grid.axes)")
      }
    }
  }
}
