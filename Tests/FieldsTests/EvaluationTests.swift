import Fields
import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct EvaluationTests {
  /// ∂^α u at places t of each axis, by the naive sums over coefficients padded to three times the
  /// cells, where no last mode is left.
  private func naive(
    _ u: Coefficients<Extended>, _ alpha: [Int], at places: [[Extended]]
  ) -> [Extended] {
    let fine = FunctionSpace<Extended>(on: u.grid.with(cells: u.grid.cells.map { 3 * $0 }))
    var values = u.prolonged(to: fine).values
    let grid = fine.grid
    let width = grid.isComplex ? 2 : 1
    let shape = grid.spectrumShape
    for (a, m) in alpha.enumerated() {
      let axis = grid.axes[a]
      let inner = shape[(a + 1)...].reduce(1, *)
      let isSine = axis.basis == .sine || axis.basis == .halfSine
      for p in 0..<(values.count / width) {
        let power = Extended.pow(axis.frequency((p / inner) % shape[a]), m)
        if axis.isPeriodic {
          for _ in 0..<m {
            (values[2 * p], values[2 * p + 1]) = (-values[2 * p + 1], values[2 * p])
          }
          for c in 0..<2 { values[2 * p + c] *= power }
        } else {
          let sign: Extended = (isSine ? [1, 1, -1, -1] : [1, -1, -1, 1])[m % 4]
          for c in 0..<width { values[width * p + c] *= sign * power }
        }
      }
    }
    return naiveValues(
      of: values, on: grid, at: places.map { $0.map { 3 * $0 } },
      conjugate: grid.axes.indices.map { !grid.axes[$0].isPeriodic && alpha[$0] % 2 == 1 })
  }

  @Test(
    "u and its derivatives at shifted places are the interpolating function's, last mode included")
  func shifted() {
    for grid in grids {
      let uHat = Coefficients(Field<Extended>.noise(on: grid))
      let shifted = ShiftedTransform<Extended>(uHat.space.transform.kinds)
      let orders: [[Int]] = [[0, 0, 0], [1, 0, 0], [0, 1, 1], [2, 0, 1], [3, 2, 0]]
      for order in orders {
        let alpha = Array(order.prefix(grid.rank))
        let offsets = Array([0.25, 0.5, 0.8125].prefix(grid.rank)) as [Extended]
        let places = zip(grid.axes, offsets).map { axis, xi in
          (0..<axis.cells).map { Extended($0) + xi }
        }
        let found = uHat.values(derivative: alpha, offsets: offsets, by: shifted)
        let expected = naive(uHat, alpha, at: places)
        let kappa = zip(grid.axes, alpha).reduce(Extended(1)) {
          $0 * Extended.pow(.pi / $1.0.spacing, $1.1)
        }
        // Each of N modes has |û| ≤ 2 per axis.
        let tolerance = roundoff(27 * grid.count) * kappa * 8 * Extended(grid.count)
        #expect(found.count == expected.count)
        for (x, y) in zip(found, expected) { #expect(abs(x - y) <= tolerance, "\(alpha) \(grid)") }
      }
    }
  }

  @Test(
    "The value at a point is the interpolating function's, and at the grid's points the field's")
  func values() {
    for grid in grids {
      let u = Field<Extended>.noise(on: grid)
      let uHat = Coefficients(u)
      let tolerance = 8 * roundoff(27 * grid.count) * Extended(grid.count)
      for t in [0.0, 0.3, 1] as [Extended] {
        let places = grid.axes.map { [t * Extended($0.cells)] }
        let point = grid.axes.map { $0.lower + t * $0.length }
        let expected = naive(uHat, grid.axes.map { _ in 0 }, at: places)[0]
        #expect(abs(uHat.value(at: point) - expected) <= tolerance, "\(grid)")
      }
      let first = grid.axes.map { $0.point(0) }
      #expect(abs(uHat.value(at: first) - u.values[0]) <= tolerance)
    }
  }

  @Test("The exact integral is that of the basis, by its antiderivative")
  func integrals() {
    for kind in AxisKind.all {
      for n in sizes {
        let axis = kind.axis(n, -0.5, 2)
        for i in 0..<axis.count {
          let k = axis.waveNumber(i)
          let kappa = axis.frequency(i)
          let end = Extended(axis.cells)
          let expected: Extended
          switch axis.basis {
          case _ where kappa == 0: expected = axis.length
          case .fourier: expected = 0
          // ∫ sin = (φ*(0) − φ*(L))/κ with φ* = cos; ∫ cos = (sin κL − 0)/κ.
          case .sine: expected = (1 - .cos(.pi * Extended(k))) / kappa
          case .halfSine: expected = 1 / kappa
          default: expected = .sin(axis.theta(i) * end) / kappa
          }
          #expect(isClose(axis.basisIntegral(i), expected, 64 * .ulpOfOne, floor: Extended(n)))
        }
      }
    }
    for grid in grids where grid.hasConstants {
      let u = Field<Double>.noise(on: grid)
      let scale = u.lebesgueNorm(1)
      #expect(abs(Coefficients(u).exactIntegral() - u.integral) <= 4 * roundoff(grid.count) * scale)
    }
  }

  @Test("The exact integral of a sine series by its antiderivative, in the plane")
  func sineIntegral() {
    let grid = Grid(
      Axis(0, .pi, cells: 6, boundary: .dirichlet), Axis(0, 2, cells: 5, boundary: .neumann))
    let u = Field(in: FunctionSpace<Double>(on: grid)) { x, y in
      Double.sin(x) + Double.sin(3 * x) * (2 + Double.cos(.pi * y / 2))
    }
    // ∫ sin x = 2, ∫ sin 3x = 2/3, ∫ cos = 0
    #expect(isClose(Coefficients(u).exactIntegral(), 4 + 8.0 / 3, roundoff(30)))
  }
}
