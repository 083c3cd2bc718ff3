import Fields
import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct ParsevalTests {
  @Test("Parseval: the coefficients carry the grid's energy, white noise on every grid")
  func parseval() {
    for grid in grids {
      expectParseval(grid, Float.self)
      expectParseval(grid, Double.self)
      expectParseval(grid, Extended.self)
    }
  }

  private func expectParseval<T: TransformScalar>(_ grid: Grid, _: T.Type) {
    let u = Field<T>.noise(on: grid)
    let energy = Coefficients(u).energy(.one(on: grid))
    #expect(isClose(energy, u.inner(u), 2 * roundoff(grid.count)), "\(grid)")
    // By the naive sums, in extended precision.
    let squares = zip(u.values, weights(grid)).reduce(Extended(0)) {
      $0 + Extended($1.0) * Extended($1.0) * $1.1
    }
    #expect(isClose(energy, T(squares), 2 * roundoff(grid.count)), "\(grid)")
    let naive = naiveCoefficients(of: u.values.map { Extended($0) }, on: grid)
    let naiveEnergy = Coefficients<Extended>(in: FunctionSpace(on: grid), values: naive)
      .energy(.one(on: grid))
    #expect(isClose(energy, T(naiveEnergy), 2 * roundoff(grid.count)), "\(grid)")
  }

  @Test("The symbols of one sweep are those of sweeps of their own")
  func severalSymbols() {
    for grid in AxisKind.mixtures {
      let uHat = Coefficients(Field<Double>.noise(on: grid))
      let symbols: [Symbol<Double>] = [
        .one(on: grid), .init(.products([.init(3, grid.tabulate { _, i in Double(i + 1) })])),
      ]
      let together = uHat.energies(symbols)
      #expect(together == symbols.map { uHat.energy($0) })
      // A symbol is a function of the mode: its energy is that of the multiplied coefficients.
      var scaled = uHat
      scaled.multiply(
        by: .init(.products([.init(1, grid.tabulate { _, i in Double(i + 1).squareRoot() })])))
      #expect(isClose(3 * scaled.energy(symbols[0]), together[1], 2 * roundoff(grid.count)))
    }
  }

  @Test("The policies of the last mode: the alternating vector has energy L, L/2 and 0")
  func lastModes() {
    for kind in AxisKind.all {
      for n in [2, 4, 8] {
        let axis = kind.axis(n, 0, 2 * .pi)
        guard let last = axis.lastMode else { continue }
        let grid = Grid(axis)
        let space = FunctionSpace<Double>(on: grid)
        let u = Field(in: space, values: (0..<axis.count).map { $0 % 2 == 0 ? 1 : -1 })
        let uHat = Coefficients(u)
        let width = grid.isComplex ? 2 : 1
        for i in 0..<axis.count where i != last && (i + 1) * width <= uHat.values.count {
          for c in 0..<width { #expect(abs(uHat.values[i * width + c]) < roundoff(n)) }
        }
        let energies = LastMode.allCases.map { uHat.energy(.one(on: grid), lastMode: $0) }
        let expected = [2 * Double.pi, .pi, 0]
        for (e, x) in zip(energies, expected) {
          #expect(isClose(e, x, roundoff(n), floor: 1), "\(kind)")
        }
      }
    }
  }
}

/// The quadrature weight of every point.
func weights(_ grid: Grid) -> [Extended] {
  grid.axes.reduce([1]) { w, axis in w.flatMap { a in axis.weights.map { a * $0 } } }
}
