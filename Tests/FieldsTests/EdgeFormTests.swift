import Fields
import Testing
import Transforms
import _TestSupport

/// Matrices by their edges.
@Suite(.serialized) struct EdgeFormTests {
  /// Slabs enough for several pieces, so that neighbours are of another thread.
  static let shapes = [[97, 3001], [80, 41, 103]]

  /// x + α p, z + β p and A times that, which is what one thread finds one by one.
  @Test(
    "A step of conjugate gradients is its parts to the bit, for every number of threads",
    arguments: shapes, [false, true])
  func advance(shape: [Int], isPeriodic: Bool) {
    let count = shape.reduce(1, *)
    let offsets =
      shape.count == 2
      ? [[1, 0], [0, 1], [1, -1]] : [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, -1]]
    let edges = EdgeForm<Double>(
      shape: shape, isPeriodic: shape.map { _ in isPeriodic }, offsets: offsets,
      weights: whiteNoise((1 + offsets.count) * count, seed: 3))
    let (x, p, z): ([Double], [Double], [Double]) = (
      whiteNoise(count, seed: 4), whiteNoise(count, seed: 5), whiteNoise(count, seed: 6)
    )
    let (alpha, beta) = (0.7, -1.3)
    let before = Threads.count
    defer { Threads.count = before }
    Threads.count = 1
    let direction = zip(z, p).map { $0 + beta * $1 }
    var image = [Double](repeating: 0, count: count)
    let curvature = edges.apply(direction, to: &image)
    for threads in [1, 2, 3, 5] {
      Threads.count = threads
      var (u, v, w) = (x, p, z)
      let found = edges.advance(&u, alpha, &v, beta, &w)
      #expect(found.bitPattern == curvature.bitPattern)
      #expect(u == zip(x, p).map { $0 + alpha * $1 })
      #expect(v == direction && w == image)
    }
  }
}
