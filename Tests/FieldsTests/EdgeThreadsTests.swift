import Fields
import Synchronization
import Testing
import Transforms
import _TestSupport

/// A walk over edges while others set the number of threads.
@Suite struct EdgeThreadsTests {
  private final class Flag: Sendable {
    let isSet = Atomic(false)
  }

  /// The pieces are those of the walk's beginning: the same bits, whatever the number becomes.
  @Test func theNumberOfThreadsMayChangeMeanwhile() async {
    var form = EdgeForm<Double>(
      shape: [600, 120], isPeriodic: [true, false], offsets: [[1, 0], [0, 1]])
    form.weights = whiteNoise(form.weights.count, seed: 3).map { $0 * $0 }
    form.clear(lastPlaneOf: 1)
    let start: ([Double], [Double], [Double]) = (
      whiteNoise(form.count, seed: 4), whiteNoise(form.count, seed: 5),
      whiteNoise(form.count, seed: 6)
    )
    var expected = start
    let energy = form.advance(&expected.0, 0.3, &expected.1, 0.2, &expected.2)
    let before = Threads.count
    let end = Flag()
    let changes = Task.detached {
      while !end.isSet.load(ordering: .relaxed) {
        for n in [1, 8, 2, 5] { Threads.count = n }
      }
    }
    for _ in 0..<400 {
      var found = start
      #expect(form.advance(&found.0, 0.3, &found.1, 0.2, &found.2) == energy)
      #expect(found == expected)
    }
    end.isSet.store(true, ordering: .relaxed)
    await changes.value
    Threads.count = before
  }
}
