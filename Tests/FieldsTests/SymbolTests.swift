import Fields
import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

/// Symbols applied to fields, whose spectrum is never held as a whole, against coefficients.
@Suite struct SymbolTests {
  @Test("m(D) u by one sweep is m times the coefficients, for every rule and grid")
  func multiply() {
    for grid in grids + wide {
      expectSameProducts(grid, Float.self)
      expectSameProducts(grid, Double.self)
      expectSameProducts(grid, Extended.self)
    }
  }

  @Test("The energies of a field are those of its coefficients, for every rule and policy")
  func energies() {
    for grid in grids + wide {
      for policy in LastMode.allCases { expectSameEnergies(grid, policy, Double.self) }
      expectSameEnergies(grid, .parseval, Float.self)
      expectSameEnergies(grid, .parseval, Extended.self)
    }
  }

  @Test("Each energy of a list is the one it has alone, to the bit")
  func alone() {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      let all = symbols(on: grid, Double.self)
      #expect(u.energies(all) == all.map { u.energies([$0])[0] })
      let uHat = Coefficients(u)
      #expect(uHat.energies(all) == all.map { uHat.energy($0) })
    }
  }

  @Test("Energies line by line are those of the symbol's values mode by mode, for every rule")
  func modeByMode() {
    func check<T: TransformScalar>(_ grid: Grid, _: T.Type) {
      let uHat = Coefficients(Field<T>.noise(on: grid))
      for (i, symbol) in symbols(on: grid, T.self).enumerated() {
        let values = Symbol<T>(.modes(symbol.values(on: grid), shape: grid.spectrumShape))
        let (found, expected) = (uHat.energy(symbol), uHat.energy(values))
        #expect(
          isClose(found, expected, 4 * roundoff(grid.count, T.self)), "symbol \(i) on \(grid)")
      }
    }
    // A line of more than 4096 modes is summed by halves.
    let long = [Grid(AxisKind.all[0].axis(20_011)), Grid(AxisKind.all[2].axis(9001))]
    for grid in grids + wide + long {
      check(grid, Double.self)
      check(grid, Float.self)
      check(grid, Extended.self)
    }
  }

  @Test("Powers by table are those of pow", arguments: [-4, -2.75, -0.3, 0.1, 0.75, 1.9, 3.3, 4])
  func powers(s: Double) {
    // Many modes, so that a table pays; one mode on a line, so that its energy is its symbol.
    for kind in [AxisKind.all[0], AxisKind.all[2]] {
      let grid = Grid(kind.axis(256, 0, 2 * .pi), kind.axis(400, 0, 3))
      let lambda = grid.tabulate { Double($0.frequency($1) * $0.frequency($1)) }
      let one = Symbol<Double>.Product(1, grid.tabulate { _, _ in 1 })
      let weights: [(Symbol<Double>.Weight, (Double) -> Double)] = [
        (.power(s), { $0 == 0 ? 0 : .pow($0, s) }), (.bessel(s), { .pow(1 + $0, s) }),
        (.graph(s), { 1 + ($0 == 0 ? 0 : .pow($0, s)) }),
      ]
      for (weight, exact) in weights {
        var uHat = Coefficients<Double>(in: FunctionSpace(on: grid))
        let width = grid.isComplex ? 2 : 1
        for i in uHat.values.indices { uHat.values[i] = 1 }
        uHat.multiply(by: .init(.weight(weight, lambda: lambda, factor: one, shift: 0)))
        let n = grid.spectrumShape[1]
        for i in stride(from: 0, to: uHat.values.count, by: 37 * width) {
          let expected = exact(lambda[0][i / width / n] + lambda[1][i / width % n])
          #expect(isClose(uHat.values[i], expected, (4 + abs(s)) * .ulpOfOne), "\(weight)")
        }
      }
    }
  }

  @Test("Sums and products are the same to the bit for every number of threads")
  func threads() {
    for grid in wide {
      let u = Field<Double>.noise(on: grid)
      let all = symbols(on: grid, Double.self)
      let results = [1, 2, 3].map { threads in
        withThreads(threads) {
          (u.energies(all), Coefficients(u).energies(all), u.multiplied(by: all[1]).values)
        }
      }
      for (energies, sums, product) in results {
        #expect(energies == results[0].0 && sums == results[0].1 && product == results[0].2)
      }
    }
  }

  private var wide: [Grid] {
    let (p, d) = (AxisKind.all[0], AxisKind.all[2])
    return [
      Grid(p.axis(130, 0, 3), p.axis(140)), Grid(d.axis(150), d.axis(121)),
      Grid(p.axis(30), p.axis(20), p.axis(33)), Grid(d.axis(30), p.axis(31), d.axis(32)),
    ]
  }

  /// Every rule, with and without a numerator.
  private func symbols<T: TransformScalar>(on grid: Grid, _: T.Type) -> [Symbol<T>] {
    let lambda = grid.tabulate { T($0.frequency($1) * $0.frequency($1)) }
    let one = Symbol<T>.Product(1, grid.tabulate { _, _ in 1 })
    let laplacian = grid.axes.indices.map { a in
      Symbol<T>.Product(2, grid.axes.indices.map { $0 == a ? lambda[$0] : one.tables[$0] })
    }
    let mixed = Symbol<T>.Product(3, lambda)
    func weight(_ weight: Symbol<T>.Weight, shift: T = 0) -> Symbol<T>.Rule {
      .weight(weight, lambda: lambda, factor: mixed, shift: shift)
    }
    return [
      .one(on: grid), .init(.products(laplacian)), .init(.products([one] + laplacian + [mixed])),
      .init(.products(laplacian), numerator: one),
      .init(.products([one, mixed]), numerator: mixed),
      .init(weight(.bessel(0.25))), .init(weight(.power(0.5), shift: 2)),
      .init(weight(.power(1.5))), .init(weight(.power(-0.5))), .init(weight(.power(-1))),
      .init(weight(.power(-2))), .init(weight(.power(-0.3))), .init(weight(.graph(2))),
      .init(weight(.heat(0.01))), .init(.products([])),
      .init(.modes(Symbol<T>(.products(laplacian)).values(on: grid), shape: grid.spectrumShape)),
    ]
  }

  private func expectSameProducts<T: TransformScalar>(_ grid: Grid, _: T.Type) {
    let u = Field<T>.noise(on: grid)
    for (i, symbol) in symbols(on: grid, T.self).enumerated() {
      var uHat = Coefficients(u)
      uHat.multiply(by: symbol)
      let expected = Field(uHat)
      let found = u.multiplied(by: symbol)
      let tolerance =
        4 * roundoff(grid.count, T.self) * max(expected.lebesgueNorm(2), scale(u, symbol))
      #expect(found.distance(to: expected) <= tolerance, "symbol \(i) on \(grid)")
      var inPlace = u
      inPlace.multiply(by: symbol)
      #expect(inPlace.values == found.values)
    }
  }

  /// max |m| ‖u‖, which round-off in the modes of u that m amplifies most is relative to.
  private func scale<T: TransformScalar>(_ u: Field<T>, _ symbol: Symbol<T>) -> T {
    var one = Coefficients<T>(
      in: u.space, values: [T](repeating: 1, count: u.space.transform.spectrumCount))
    one.multiply(by: symbol)
    return one.values.reduce(0) { max($0, $1.magnitude) } * u.lebesgueNorm(2)
  }

  private func expectSameEnergies<T: TransformScalar>(
    _ grid: Grid, _ policy: LastMode, _: T.Type
  ) {
    let u = Field<T>.noise(on: grid)
    let symbols = symbols(on: grid, T.self)
    let found = u.energies(symbols, lastMode: policy)
    let uHat = Coefficients(u)
    let expected = uHat.energies(symbols, lastMode: policy)
    let total = uHat.energy(.one(on: grid))
    for (i, (x, y)) in zip(found, expected).enumerated() {
      // Round-off of û is relative to ‖u‖, also in modes that are small.
      let largest = scale(u, symbols[i]) / max(u.lebesgueNorm(2), .leastNormalMagnitude)
      #expect(
        abs(x - y) <= 8 * roundoff(grid.count, T.self) * max(y, largest * total),
        "symbol \(i) on \(grid)")
    }
  }

  private func withThreads<Result>(_ n: Int, _ body: () -> Result) -> Result {
    let before = Threads.count
    Threads.count = n
    defer { Threads.count = before }
    return body()
  }
}
