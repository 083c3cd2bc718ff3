import Dispatch
import Foundation
import Grids
import Synchronization
import Testing
import Transforms
import _TestSupport

@Suite(.serialized) struct ThreadsTests {
  @Test("Chunks cover the range once, none below the minimum", arguments: [1, 2, 3, 8])
  func chunks(threads: Int) {
    withThreads(threads) {
      for count in [0, 1, 2, 7, 64] {
        for minimum in [1, 5, 100] {
          let seen = Mutex([Int](repeating: 0, count: count))
          Threads.forEachChunk(count: count, minimum: minimum) { chunk in
            #expect(chunk.count >= min(minimum, count))
            seen.withLock { for i in chunk { $0[i] += 1 } }
          }
          #expect(seen.withLock { $0.allSatisfy { $0 == 1 } })
        }
      }
    }
  }

  @Test("At least one processor is there, and no more than the machine has")
  func available() {
    #expect((1...ProcessInfo.processInfo.processorCount).contains(Threads.available))
  }

  @Test("Results are the same to the bit for every number of threads")
  func bits() {
    for (first, second) in zip(Kind.all, Kind.all.dropFirst(3) + Kind.all.prefix(3)) {
      let grid = Grid(first.axis(20), second.axis(90), first.axis(41))
      let transform = FFTWTransform<Double>(grid.kinds)
      let u: [Double] = whiteNoise(grid.count)
      let (uHat, back) = withThreads(1) {
        let uHat = transform.forward(u)
        return (uHat, transform.inverse(uHat))
      }
      for threads in [2, 3, 7] {
        withThreads(threads) {
          #expect(transform.forward(u) == uHat)
          #expect(transform.inverse(uHat) == back)
        }
      }
    }
  }

  @Test("Many threads may plan and execute at once, each its own or one in common")
  func concurrency() {
    let common = Grid(Kind.all[0].axis(32), Kind.all[1].axis(24))
    let transform = FFTWTransform<Double>(common.kinds)
    let u: [Double] = whiteNoise(common.count)
    let expected = transform.forward(u)
    let failures = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 64) { i in
      let kind = Kind.all[i % Kind.all.count]
      let grid = Grid(kind.axis(5 + i / 3), Kind.all[i / 7].axis(9))
      let own = FFTWTransform<Float>(grid.kinds)
      let v: [Float] = whiteNoise(grid.count, seed: UInt64(i))
      let error = relativeError(own.inverse(own.forward(v)), v)
      if !(error < 2 * roundoff(grid.cells.max()!)) || transform.forward(u) != expected {
        failures.withLock { $0 += 1 }
      }
    }
    #expect(failures.withLock { $0 } == 0)
  }

  private func withThreads<Result>(_ n: Int, _ body: () -> Result) -> Result {
    let before = Threads.count
    Threads.count = n
    defer { Threads.count = before }
    return body()
  }
}
