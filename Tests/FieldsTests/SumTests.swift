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
}
