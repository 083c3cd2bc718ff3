import Fields
import Testing
import _TestSupport

/// A sum over edges with its diagonal kept by rows.
@Suite struct EdgeDiagonalTests {
  private let shapes: [([Int], [Bool])] = [
    ([7], [false]), ([16], [true]), ([12, 9], [false, false]), ([13, 4], [true, false]),
    ([16, 3], [false, true]), ([9, 10, 5], [false, true, false]), ([40, 67], [false, true]),
  ]

  /// A form whose s is c inside, something else at both ends of every row and all along the first rows.
  private func form(_ shape: [Int], _ isPeriodic: [Bool], _ c: Double) -> EdgeForm<Double> {
    let offsets = shape.indices.map { a in shape.indices.map { $0 == a ? 1 : 0 } }
    var form = EdgeForm<Double>(shape: shape, isPeriodic: isPeriodic, offsets: offsets)
    form.weights = whiteNoise(form.weights.count, seed: 3).map { $0 * $0 }
    for (a, isCircle) in isPeriodic.enumerated() where !isCircle { form.clear(lastPlaneOf: a) }
    let n = shape.last!
    for i in n..<max(n, form.count) where i % n > 0 && i % n < n - 1 { form.weights[i] = c }
    return form
  }

  /// The same numbers in the same order: the same results to the bit, without a field of them.
  @Test func rowsOfOneNumberAreKeptAsThree() {
    for (shape, isPeriodic) in shapes {
      for c in [0, 0.7] {
        let whole = form(shape, isPeriodic, c)
        var rows = whole
        rows.compact()
        let count = whole.count
        // One row in one dimension is what it is; above, one of many is kept whole.
        #expect(rows.weights[..<count].allSatisfy { $0 == 0 } == (shape.count > 1), "\(shape)")
        #expect(rows.weights[count...] == whole.weights[count...], "\(shape)")
        #expect(Array(rows.diagonal) == Array(whole.diagonal), "\(shape)")
        let p: [Double] = whiteNoise(count, seed: 4)
        var (q, r) = (p, p)
        let energy = whole.apply(p, to: &q)
        #expect(rows.apply(p, to: &r) == energy, "\(shape)")
        #expect(q == r, "\(shape)")
        var (x, y) = ((p, p, q), (p, p, q))
        #expect(
          rows.advance(&x.0, 0.3, &x.1, 0.2, &x.2) == whole.advance(&y.0, 0.3, &y.1, 0.2, &y.2),
          "\(shape)")
        #expect(x == y, "\(shape)")
      }
    }
  }

  /// A diagonal that differs from point to point stays what it is.
  @Test func otherDiagonalsAreKeptWhole() {
    var form = EdgeForm<Double>(
      shape: [6, 8], isPeriodic: [true, true], offsets: [[1, 0], [0, 1]])
    form.weights = whiteNoise(form.weights.count, seed: 3)
    let weights = form.weights
    form.compact()
    #expect(form.weights == weights)
  }
}
