import Fields
import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct IntegralTests {
  @Test("L^p norms are the grid's quadrature of |u|^p, L^∞ the maximum")
  func lebesgue() {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      for p in [1, 1.5, 2, 3, 4, 7.25] {
        let sum = zip(u.values, weights(grid)).reduce(Extended(0)) {
          $0 + $1.1 * Extended.pow(Extended($1.0.magnitude), Extended(p))
        }
        let expected = Double(Extended.pow(sum, 1 / Extended(p)))
        #expect(isClose(u.lebesgueNorm(p), expected, roundoff(grid.count)), "p = \(p)")
      }
      #expect(u.lebesgueNorm(.infinity) == u.values.map(\.magnitude).max()!)
    }
  }

  @Test("Known L^p norms: sin on the circle")
  func sine() {
    let space = FunctionSpace<Double>(
      on: Grid(Axis(0, 2 * .pi, cells: 64, boundary: .periodic)))
    let u = Field(in: space) { Double.sin($0) }
    #expect(isClose(u.lebesgueNorm(2), Double.pi.squareRoot(), roundoff(64)))
    // ∫ sin⁴ = 3π/4, ∫ sin⁶ = 5π/8
    #expect(isClose(u.lebesgueNorm(4), .pow(3 * .pi / 4, 0.25), roundoff(64)))
    #expect(isClose(u.lebesgueNorm(6), .pow(5 * .pi / 8, 1.0 / 6), roundoff(64)))
    #expect(u.lebesgueNorm(.infinity) == 1)
  }

  @Test("The quadrature is exact: the integral is that of the constant mode")
  func integrals() {
    for grid in grids where grid.hasConstants {
      let u = Field<Double>.noise(on: grid)
      let mean = Coefficients(u).mean!
      let scale = u.lebesgueNorm(1)
      #expect(abs(u.integral - mean * Double(grid.volume)) <= roundoff(grid.count) * scale)
      #expect(abs(u.mean - mean) <= roundoff(grid.count) * scale / Double(grid.volume))
    }
  }

  @Test("Scaling by 2^±300 scales every norm exactly")
  func scaling() {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      for exponent in [-300, 300] {
        let factor = Double.exp2(Double(exponent))
        let v = factor * u
        for p in [1, 2, .infinity] { #expect(v.lebesgueNorm(p) == factor * u.lebesgueNorm(p)) }
      }
    }
  }

  @Test("NaN and infinity are seen")
  func notFinite() {
    let grid = AxisKind.mixtures[0]
    for value in [Double.nan, .infinity] {
      var u = Field<Double>.noise(on: grid)
      u.values[3] = value
      for p in [1, 2, 3, .infinity] { #expect(!u.lebesgueNorm(p).isFinite) }
    }
  }

  @Test("Arithmetic acts point by point")
  func arithmetic() {
    let grid = AxisKind.mixtures[2]
    let (u, v) = (Field<Double>.noise(on: grid), Field<Double>.noise(on: grid, seed: 2))
    var w = u
    w.subtract(v)
    #expect(w.values == (u - v).values)
    #expect((u + v - v).distance(to: u) < roundoff(2))
    #expect((-u).values == (-1 * u).values)
    w = u
    w.add(2)
    #expect(w.values == u.values.map { $0 + 2 })
    #expect((u * v).integral == u.inner(v))
  }
}
