import Fields
import Grids
import RealModule
import Testing
import _TestSupport

/// The range of a ratio of symbols, against a loop over all stored modes.
@Suite struct SymbolRatioTests {
  @Test("The range of a ratio is what a loop over the modes finds: every kind, size and mixture")
  func range() throws {
    for (seed, grid) in grids.enumerated() {
      let w = sum(on: grid, seed: UInt64(seed + 1))
      let v = sum(on: grid, seed: UInt64(seed + 1000))
      let found = try #require(SymbolRatio(w.symbol, over: v.symbol, on: grid))
      let ratios = grid.storedModes.map { ($0, w.value($0) / v.value($0)) }
      let lower = try #require(ratios.min { $0.1 < $1.1 })
      let upper = try #require(ratios.max { $0.1 < $1.1 })
      #expect(isClose(found.lower.value, lower.1, 16 * Double.ulpOfOne))
      #expect(isClose(found.upper.value, upper.1, 16 * Double.ulpOfOne))
      #expect(found.lower.mode == lower.0)
      #expect(found.upper.mode == upper.0)
    }
  }

  @Test("A search in double precision finds what one in extended precision finds, to 64 ε")
  func refinement() throws {
    for (seed, grid) in grids.enumerated() {
      let w = Symbol<Extended>(sum(on: grid, seed: UInt64(seed + 1)).symbol)
      let v = Symbol<Extended>(sum(on: grid, seed: UInt64(seed + 1000)).symbol)
      let slow = try #require(SymbolRatio(w, over: v, on: grid))
      let fast = try #require(SymbolRatio(refining: w, over: v, on: grid))
      #expect(isClose(fast.lower.value, slow.lower.value, 64 * Extended(Double.ulpOfOne)))
      #expect(isClose(fast.upper.value, slow.upper.value, 64 * Extended(Double.ulpOfOne)))
      #expect(fast.lower.mode == slow.lower.mode && fast.upper.mode == slow.upper.mode)
    }
    // 10^400 and 10^−400 are beyond double precision.
    let grid = Grid(Axis(0, 1, cells: 64, boundary: .periodic))
    func scaled(_ c: Extended) -> Symbol<Extended> {
      Symbol(.products([.init(c, [(0...32).map { Extended($0 + 1) }])]))
    }
    let one = Symbol<Extended>.one(on: grid)
    for c in [Extended.pow(10, 400), Extended.pow(10, -400)] {
      let range = try #require(SymbolRatio(refining: scaled(c), over: one, on: grid))
      #expect(range.lower.value == c && range.upper.value == 33 * c)
      #expect(range.upper.mode == [32])
    }
  }

  @Test("A ratio that is one number up to round-off names the first mode")
  func ties() throws {
    for grid in grids {
      let v = sum(on: grid, seed: 5)
      // Three times v, with a rounding of its own in every factor.
      let w = v.scaled(by: [0.3, 10])
      let found = try #require(SymbolRatio(w.symbol, over: v.symbol, on: grid))
      #expect(isClose(found.lower.value, 3, 16 * Double.ulpOfOne))
      #expect(isClose(found.upper.value, 3, 16 * Double.ulpOfOne))
      let first = [Int](repeating: 0, count: grid.rank)
      #expect(found.lower.mode == first && found.upper.mode == first)
    }
  }

  @Test("0/0 is left out, x/0 is infinite, sin π is zero, and 1/sin π has a pole")
  func zeros() throws {
    for n in [4, 6, 8, 16, 64, 1000] {
      let grid = Grid(Axis(0, 1, cells: n, boundary: .periodic))
      let half = n / 2 + 1
      func symbol(_ f: (Int) -> Double) -> Symbol<Double> {
        Symbol(.products([.init(1, [(0..<half).map(f)])]))
      }
      let sine = symbol { Double.sin(2 * .pi * Double($0) / Double(n)).magnitude }
      let square = symbol { Double.pow(Double.sin(2 * .pi * Double($0) / Double(n)), 2) }
      let kappa = symbol { Double($0) }
      let one = Symbol<Double>.one(on: grid)
      for w in [sine, square] {
        // The constant has 0/0, the last mode round-off of zero.
        let lower = try #require(SymbolRatio(w, over: kappa, on: grid)).lower
        #expect(lower.value == 0 && lower.mode == [n / 2])
        let upper = try #require(
          SymbolRatio(kappa, over: w, on: grid, withoutConstant: true)
        ).upper
        #expect(upper.value == .infinity && upper.mode == [n / 2])
      }
      let pole = try #require(SymbolRatio(one, over: kappa, on: grid)).upper
      #expect(pole.value == .infinity && pole.mode == [0])
      // Small numbers that are no zeros: k^16 falls by 2^16 from mode to mode at most.
      let high = symbol { Double.pow(Double($0) / Double(n), 16) }
      let small = try #require(SymbolRatio(high, over: one, on: grid, withoutConstant: true)).lower
      #expect(small.value > 0 && small.mode == [1])
      let nothing = symbol { _ in 0 }
      #expect(SymbolRatio(nothing, over: nothing, on: grid) == nil)
    }
  }

  @Test("Factors multiply the ratio, NaN leaves a mode out")
  func factors() throws {
    let grid = Grid(
      Axis(0, 1, cells: 6, boundary: .periodic), Axis(0, 1, cells: 5, boundary: .neumann))
    let one = Symbol<Double>.one(on: grid)
    var factors = grid.tabulate { _, i in Double(i + 1) }
    var found = try #require(SymbolRatio(one, over: one, on: grid, factors: factors))
    #expect(found.lower.value == 1 && found.lower.mode == [0, 0])
    #expect(found.upper.value == 24 && found.upper.mode == [3, 5])
    factors[0][3] = .nan
    factors[1][0] = .nan
    found = try #require(SymbolRatio(one, over: one, on: grid, factors: factors))
    #expect(found.lower.value == 2 && found.lower.mode == [0, 1])
    #expect(found.upper.value == 18 && found.upper.mode == [2, 5])
  }

  /// Σ of two products of positive tables.
  private func sum(on grid: Grid, seed: UInt64) -> PositiveSum {
    let total = grid.spectrumShape.reduce(0, +)
    let noise: [Double] = whiteNoise(2 * total, seed: seed)
    var next = noise[...]
    return PositiveSum(
      terms: (0..<2).map { _ in
        grid.spectrumShape.map { n in
          defer { next = next.dropFirst(n) }
          return next.prefix(n).map { 1.25 + $0 }
        }
      })
  }
}

/// A symbol that is a sum of products, and its value at a mode.
private struct PositiveSum {
  var terms: [[[Double]]]

  var symbol: Symbol<Double> { Symbol(.products(terms.map { .init(1, $0) })) }

  func value(_ mode: [Int]) -> Double {
    terms.reduce(0) { sum, tables in
      sum + zip(tables, mode).reduce(1) { $0 * $1.0[$1.1] }
    }
  }

  /// The first table of every term times these numbers, one after the other.
  func scaled(by factors: [Double]) -> PositiveSum {
    var copy = self
    for t in terms.indices {
      for c in factors { copy.terms[t][0] = copy.terms[t][0].map { $0 * c } }
    }
    return copy
  }
}

extension Grid {
  /// The indices of all stored modes, row-major.
  fileprivate var storedModes: [[Int]] {
    spectrumShape.reduce([[]]) { modes, n in modes.flatMap { mode in (0..<n).map { mode + [$0] } } }
  }
}
