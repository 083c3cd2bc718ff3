import Testing
import Transforms

/// Scratch memory of several sizes and precisions.
@Suite struct ScratchTests {
  /// What is lent while other memory is lent is none of it: what is written there stays.
  @Test("Memory that is lent at once is disjoint", arguments: [1, 7, 1000, 100_000, 600_000])
  func disjoint(count: Int) {
    let (outer, inner) = (ScratchPool<Double>(count: count), ScratchPool<Float>(count: 2 * count))
    for _ in 0..<3 {
      outer.withScratch { x in
        for i in 0..<count { x[i] = Double(i) }
        inner.withScratch { y in
          for i in 0..<2 * count { y[i] = -1 }
          outer.withScratch { z in for i in 0..<count { z[i] = -2 } }
          #expect((0..<2 * count).allSatisfy { y[$0] == -1 })
        }
        #expect((0..<count).allSatisfy { x[$0] == Double($0) })
      }
    }
  }
}
