import Fields
import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct DerivativeTests {
  @Test("The collocated derivative is the derivative, for every function without a last mode")
  func exact() {
    for grid in grids {
      var uHat = Coefficients(Field<Extended>.noise(on: grid))
      uHat.dropLastModes()
      for a in grid.axes.indices {
        guard let v = uHat.derivative(axis: a) else {
          #expect(grid.axes[a].collocated == nil)
          continue
        }
        let target = v.grid.axes[a]
        #expect(target == grid.axes[a].collocated)
        // ∂ of sin is κ cos: the naive sum of the conjugate basis, with κ in the coefficients.
        let places = v.grid.axes.map { axis in
          (0..<axis.count).map { Extended(axis.firstHalf + 2 * $0) / 2 }
        }
        let expected = naiveDerivative(uHat, axis: a, at: places)
        let scale = grid.axes[a].frequency(grid.axes[a].count - 1).magnitude + 1
        let largest = scale * (uHat.values.map(\.magnitude).max() ?? 0) * Extended(grid.count)
        for (x, y) in zip(Field(v).values, expected) {
          #expect(abs(x - y) <= roundoff(grid.count) * largest)
        }
      }
    }
  }

  private func naiveDerivative(
    _ uHat: Coefficients<Extended>, axis a: Int, at places: [[Extended]]
  ) -> [Extended] {
    let grid = uHat.grid
    let axis = grid.axes[a]
    let width = grid.isComplex ? 2 : 1
    let shape = grid.spectrumShape
    let inner = shape[(a + 1)...].reduce(1, *)
    var values = uHat.values
    for p in 0..<(values.count / width) {
      let kappa = axis.frequency((p / inner) % shape[a])
      if axis.isPeriodic {
        (values[2 * p], values[2 * p + 1]) = (-kappa * values[2 * p + 1], kappa * values[2 * p])
      } else {
        let sign: Extended = axis.basis == .sine || axis.basis == .halfSine ? 1 : -1
        for c in 0..<width { values[width * p + c] *= sign * kappa }
      }
    }
    return naiveValues(
      of: values, on: grid, at: places,
      conjugate: grid.axes.indices.map { $0 == a && !axis.isPeriodic })
  }

  @Test("The derivative of the last mode vanishes at the points")
  func lastMode() {
    for grid in grids {
      let uHat = Coefficients(Field<Double>.noise(on: grid))
      var dropped = uHat
      dropped.dropLastModes()
      guard grid.rank == 1, let v = uHat.derivative(axis: 0) else { continue }
      #expect(v.values == dropped.derivative(axis: 0)!.values)
    }
  }

  @Test("∂ is skew-adjoint: (∂u, v) = −(u, ∂v) between conjugate spaces")
  func skewAdjoint() {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      for a in grid.axes.indices {
        guard let du = Coefficients(u).derivative(axis: a) else { continue }
        let v = Field<Double>.noise(on: du.grid, seed: 2)
        guard let dv = Coefficients(v).derivative(axis: a) else { continue }
        let (x, y) = (Field(du).inner(v), u.inner(Field(dv)))
        let scale = Field(du).lebesgueNorm(2) * v.lebesgueNorm(2)
        #expect(abs(x + y) <= 4 * roundoff(grid.count) * (scale + 1), "\(grid)")
      }
    }
  }

  @Test("Derivatives along different axes commute, to the bit")
  func commute() {
    for grid in AxisKind.mixtures {
      let u = Coefficients(Field<Double>.noise(on: grid))
      guard let xy = u.derivative(axis: 0)?.derivative(axis: 1),
        let yx = u.derivative(axis: 1)?.derivative(axis: 0)
      else { continue }
      #expect(xy.space == yx.space)
      for (a, b) in zip(xy.values, yx.values) { #expect(isClose(a, b, 4 * .ulpOfOne)) }
    }
  }
}
