import Fields
import Grids
import Transforms
import _TestSupport

let sizes = [1, 2, 3, 4, 5, 7, 8, 16, 17, 31]

/// Every kind at every size, and the mixtures in the plane and in space.
let grids: [Grid] =
  AxisKind.all.flatMap { kind in sizes.map { Grid(kind.axis($0, -0.5, 2)) } } + AxisKind.mixtures

extension Field {
  /// White noise on every point, the last mode included.
  static func noise(on grid: Grid, seed: UInt64 = 1) -> Field {
    Field(in: FunctionSpace(on: grid), values: whiteNoise(grid.count, seed: seed))
  }

  /// White noise without its last modes: a function that its space determines.
  static func smoothNoise(on grid: Grid, seed: UInt64 = 1) -> Field {
    var uHat = Coefficients(noise(on: grid, seed: seed))
    uHat.dropLastModes()
    return Field(uHat)
  }

  func distance(to v: Field) -> Scalar { (self - v).lebesgueNorm(2) }
}

extension Coefficients {
  mutating func dropLastModes() {
    for a in grid.axes.indices {
      guard let last = grid.axes[a].lastMode else { continue }
      let shape = grid.spectrumShape
      let width = grid.isComplex ? 2 : 1
      let inner = shape[(a + 1)...].reduce(width, *)
      let outer = shape[..<a].reduce(1, *)
      for o in 0..<outer {
        for i in 0..<inner { values[(o * shape[a] + last) * inner + i] = 0 }
      }
    }
  }
}
