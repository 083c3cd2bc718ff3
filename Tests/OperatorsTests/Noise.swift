import Fields
import Grids
import Transforms
import _TestSupport

extension Field {
  static func noise(on grid: Grid, seed: UInt64 = 1) -> Field {
    Field(in: FunctionSpace(on: grid), values: whiteNoise(grid.count, seed: seed))
  }

  /// Without its last modes, along every axis.
  var withoutLastModes: Field {
    var uHat = Coefficients(self)
    uHat.multiply(
      by: Symbol(.products([.init(1, grid.tabulate { axis, i in i == axis.lastMode ? 0 : 1 })])))
    return Field(uHat)
  }

  /// Without its constant mode.
  var withoutMean: Field {
    var uHat = Coefficients(self)
    uHat.removeMean()
    return Field(uHat)
  }

  /// ‖u − v‖
  func distance(to v: Field) -> Scalar { (self - v).lebesgueNorm(2) }

  /// Σ (π/hᵢ)²: the largest eigenvalue of −Δ on the grid, the size of Δ's round-off.
  var largestEigenvalue: Scalar {
    grid.axes.reduce(0) { $0 + Scalar(Extended.pi / $1.spacing) * Scalar(Extended.pi / $1.spacing) }
  }
}

let sizes = [1, 2, 3, 4, 5, 7, 8, 16]

let grids: [Grid] =
  AxisKind.all.flatMap { kind in sizes.map { Grid(kind.axis($0, -0.5, 2)) } } + AxisKind.mixtures

func torus(_ rank: Int, _ n: Int) -> Grid {
  Grid([Axis](repeating: Axis(0, 2 * .pi, cells: n, boundary: .periodic), count: rank))
}
