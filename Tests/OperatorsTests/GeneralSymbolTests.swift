import Fields
import Grids
import Operators
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct GeneralSymbolTests {
  @Test("A real symbol of the frequencies is the named multiplier")
  func real() {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      let general = Multiplier<Double> { kappa in -kappa.reduce(0) { $0 + $1 * $1 } }
      let tolerance = 8 * roundoff(grid.count) * u.largestEigenvalue * u.lebesgueNorm(2)
      #expect(general(u).distance(to: u.laplacian) <= tolerance)
      #expect(general.isReal)
    }
  }

  @Test("iκ is the collocated derivative, on white noise with its last mode")
  func derivative() {
    for n in sizes {
      for placement in Placement.allCases {
        let x = Axis(0, 3, cells: n, boundary: .periodic, placement: placement)
        let grid = Grid(x, AxisKind.all[4].axis(5), AxisKind.all[0].axis(4))
        let u = Field<Double>.noise(on: grid)
        for a in [0, 2] {
          let d = Multiplier<Double>(complex: { (0, $0[a]) })
          let tolerance = 8 * roundoff(grid.count) * u.largestEigenvalue.squareRoot()
          #expect(d(u).distance(to: u.derivative(along: a)) <= tolerance * u.lebesgueNorm(2))
          // A composition of two complex symbols is real, and has no last mode either.
          let twice = u.derivative(along: a).derivative(along: a)
          #expect(
            (d * d)(u).distance(to: twice) <= tolerance * u.largestEigenvalue.squareRoot()
              * u.lebesgueNorm(2))
        }
      }
    }
  }

  @Test("e^{iκh} shifts by a cell, for even and odd n")
  func shift() {
    for n in sizes {
      let x = Axis(-1, 2, cells: n, boundary: .periodic)
      let u = Field<Double>.noise(on: Grid(x))
      let h = Double(x.spacing)
      let shift = Multiplier<Double>(complex: { (.cos($0[0] * h), .sin($0[0] * h)) })
      let expected = Field(in: u.space, values: Array(u.values[1...] + u.values[..<1]))
      // The phase κh is rounded: n ε/2 a mode.
      #expect(shift(u).distance(to: expected) <= Double(n) * roundoff(n))
      #expect(!shift.isReal)
    }
  }

  @Test("Symbols that leave the real functions or the space trap")
  func traps() async {
    await #expect(processExitsWith: .failure) {
      let u = Field<Double>.noise(on: torus(1, 8))
      _ = Multiplier<Double>({ $0[0] })(u)
    }
    await #expect(processExitsWith: .failure) {
      let u = Field<Double>.noise(on: torus(1, 8))
      _ = Multiplier<Double>(complex: { _ in (0, 1) })(u)
    }
    await #expect(processExitsWith: .failure) {
      let u = Field<Double>.noise(on: Grid(AxisKind.all[2].axis(8), AxisKind.all[0].axis(8)))
      _ = Multiplier<Double>(complex: { (0, $0[0]) })(u)
    }
    await #expect(processExitsWith: .failure) {
      let u = Field<Double>.noise(on: Grid(AxisKind.all[2].axis(8)))
      _ = Multiplier<Double>(complex: { ($0[0] * $0[0], 0) })(u)
    }
  }
}
