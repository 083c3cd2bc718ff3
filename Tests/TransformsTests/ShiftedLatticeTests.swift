import Grids
import Testing
import Transforms
import _TestSupport

/// One lattice of shifted places after the other, what agrees with the last taken over.
@Suite struct ShiftedLatticeTests {
  /// In the order of a rule, and out of it.
  private func lattices(_ rank: Int) -> [[Double]] {
    let places = [0.125, 0.5, 0.8125]
    let all = (0..<rank).reduce([[]]) { list, _ in list.flatMap { o in places.map { o + [$0] } } }
    return all + all.reversed() + [all[all.count / 2], all[0], all[0]]
  }

  private func grids(_ kind: Kind) -> [Grid] {
    [Grid(kind.axis(5))]
      + zip(Kind.all, Kind.all.reversed()).flatMap { second, third in
        [
          Grid(kind.axis(6), second.axis(5)),
          Grid(kind.axis(4), second.axis(5), third.axis(6)),
        ]
      }
  }

  @Test("Held values are the values, to the bit", arguments: Kind.all)
  func values(kind: Kind) {
    for grid in grids(kind) {
      let transform = ShiftedTransform<Double>(grid.kinds)
      let uHat: [Double] = whiteNoise(transform.spectrumCount)
      for conjugate in [grid.axes.map { _ in false }, grid.axes.indices.map { $0 == 0 }] {
        let function = ShiftedFunction(uHat, conjugate: conjugate, by: transform)
        for offsets in lattices(grid.rank) {
          var values = [Double](repeating: .nan, count: transform.count)
          values.withUnsafeMutableBufferPointer { function.values(offsets: offsets, into: $0) }
          #expect(
            values == transform.values(uHat, offsets, conjugate), "\(grid.kinds) \(offsets)")
        }
      }
    }
  }

  /// Projections are linear: the sums differ by round-off of as many terms as there are lattices.
  @Test("Sums of projections are projected axis by axis", arguments: Kind.all)
  func sums(kind: Kind) {
    for grid in grids(kind) {
      let transform = ShiftedTransform<Double>(grid.kinds)
      for conjugate in [grid.axes.map { _ in false }, grid.axes.indices.map { $0 == 0 }] {
        let sum = ShiftedSum(conjugate: conjugate, by: transform)
        let lattices = lattices(grid.rank)
        var (expected, size) = ([Double](repeating: 0, count: transform.spectrumCount), 0.0)
        for (i, offsets) in lattices.enumerated() {
          let f: [Double] = whiteNoise(transform.count, seed: UInt64(i + 1))
          let weight = 1 / Double(i + 2)
          sum.add(f, offsets: offsets, weight: weight)
          for (k, p) in transform.project(f, offsets, conjugate).enumerated() {
            expected[k] += weight * p
            size = max(size, weight * abs(p))
          }
        }
        let error = zip(sum.finish(), expected).map { abs($0 - $1) }.max()!
        #expect(
          error <= size * Double(lattices.count) * roundoff(transform.count), "\(grid.kinds)")
      }
    }
  }
}
