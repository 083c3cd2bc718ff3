import Fields
import Testing
import Transforms
import _TestSupport

/// Sums in a fixed order.
@Suite struct SumTests {
  /// Around the size from which threads share a sum, and where its pieces are not equal.
  @Test(
    "A sum by threads has the bits of the sum by one",
    arguments: [0, 1, 17, 1 << 17, (1 << 17) + 1, (1 << 18) + 13, 300_007])
  func threads(count: Int) {
    let x: [Double] = whiteNoise(count, seed: 7)
    x.withUnsafeBufferPointer { x in
      #expect(blockSumByThreads(x).bitPattern == blockSum(x).bitPattern)
    }
  }

  @Test("The largest magnitude is one of the values', infinite or no number where one is")
  func largest() {
    for count in [1, 2, 3, 4, 5, 17, 4096, 4099, 70_001] {
      var x: [Double] = whiteNoise(count, seed: 11)
      #expect(largestMagnitude(x) == x.map(\.magnitude).max())
      for place in Set([0, count / 2, count - 1]) {
        let value = x[place]
        x[place] = -7e300
        #expect(largestMagnitude(x) == 7e300)
        x[place] = -.infinity
        #expect(largestMagnitude(x) == .infinity)
        x[place] = .nan
        #expect(largestMagnitude(x).isNaN)
        x[count - 1 - place] = place == count - 1 - place ? .nan : .infinity
        #expect(largestMagnitude(x).isNaN)
        x = whiteNoise(count, seed: 11)
        #expect(x[place] == value)
      }
    }
    #expect(largestMagnitude([Double]()) == 0)
  }
}
