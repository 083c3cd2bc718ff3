import Norms
import RealModule
import Studies
import Testing
import _TestSupport

/// Constants between the forms of H^s, attained at known modes.
@Suite struct FormConstants {
  @Test("Bessel against multi-index H2: √1.5 at (1, 1), √1.6 in space; norm-sum-bessel-2d#1, #2")
  func bessel() throws {
    for (rank, square, id, minimum) in [
      (2, 1.5, "norm-sum-bessel-2d#1", 0.6666666666666666), (3, 1.6, "norm-sum-bessel-2d#2", 0.625),
    ] {
      let cells = [[Int]](
        [4, 8, 16].map { [Int](repeating: $0, count: rank) })
      let found = try equivalence(
        pair(.h(2, .bessel), nil, .h(2, .multiindex)), on: torus(rank), cells)
      for level in found.levels {
        #expect(level.lower == 1)
        #expect(isClose(level.upper!, square.squareRoot(), 16 * Double.ulpOfOne))
        #expect(level.upperMode == [Int](repeating: 1, count: rank))
      }
      #expect(found.verdict == .equivalent)
      let inverse = try constants(
        pair(.h(2, .multiindex), nil, .h(2, .bessel), squared: true), on: torus(rank), cells[1])
      Published(id, minimum, .relative(1e-12)).expect(inverse.lower)
    }
  }

  @Test("Sum against bessel: (k + 1)/2^k at |ξ| = 1; norm-sum-bessel-1d#1…4, norm-sum-bessel-2d#3")
  func sum() throws {
    for (k, value) in [(2, 0.75), (3, 0.5), (4, 0.3125), (5, 0.1875)] {
      let order = Double(k)
      let sum = pair(.h(order, .sum), nil, .h(order, .bessel), squared: true)
      let level = try constants(sum, on: torus(1), [16])
      Published("norm-sum-bessel-1d#\(k - 1)", value, .relative(1e-12)).expect(level.lower)
      #expect(level.lowerMode == [1])
      #expect(level.upper == 1 && level.upperMode == [0])
    }
    for rank in 1...3 {
      let level = try constants(
        pair(.h(2, .sum), nil, .h(2, .bessel), squared: true), on: torus(rank),
        [Int](repeating: 8, count: rank))
      Published("norm-sum-bessel-2d#3", 0.75, .relative(1e-12)).expect(level.lower)
    }
  }

  @Test("First and last derivatives alone against the full sum: 1 below, above at the mode (1, …)")
  func ends() throws {
    // (1 + λ + Σκ⁴ + cross terms)/(1 + Σκᵢ⁴): in one dimension (1 + x + x²)/(1 + x²) ≤ 3/2 at x = 1.
    let found = try equivalence(
      pair(.h(2, .sum), nil, .h(2, .ends)), on: torus(1), [[8], [16], [32]])
    for level in found.levels {
      #expect(level.lower == 1)
      #expect(isClose(level.upper!, 1.5.squareRoot(), 16 * Double.ulpOfOne))
      #expect(level.upperMode == [1])
    }
    #expect(found.verdict == .equivalent)
    // In the plane (1 + x + y + (x + y)²)/(1 + x² + y²) is 7/3 at (1, 1).
    let plane = try constants(pair(.h(2, .sum), nil, .h(2, .ends)), on: torus(2), [16, 16])
    #expect(isClose(plane.upper!, (7.0 / 3).squareRoot(), 16 * Double.ulpOfOne))
    #expect(plane.upperMode == [1, 1])
  }
}
