import Formulas
import Foundation
import Grids
import Norms
import Studies
import Testing

/// ‖∂^α u − v‖ in dual norms against closed forms, level by level and in the limit.
@Suite struct WeakDerivatives {
  private func gap(
    _ intervals: [Domain.Interval], _ u: String, _ v: String, _ alpha: [Int], _ cells: [Int],
    norm: Norm? = nil
  ) throws -> WeakDerivativeGap {
    let study = WeakDerivativeStudy(
      Domain(intervals), (u, .formula(try Formula(u))), candidate: (v, .formula(try Formula(v))),
      alpha: alpha, norm: norm,
      StudyOptions(levels: cells.map { [Int](repeating: $0, count: intervals.count) }))
    return try study.run().weakDerivatives[0]
  }

  private let symmetric = interval(-.pi, .pi, .periodic)

  /// sign′ = 2δ₀ − 2δ_π: Σ over odd k of 2π (2/π)²/(1 + k²) = 4 tanh(π/2). On n cells with the means
  /// at the jumps û_k = −(2i/n) cot(πk/n), so that each term carries ((θ/2) cot(θ/2))², θ = 2πk/n.
  @Test func theSignHasNoWeakDerivative() throws {
    let cells = [32, 64, 128, 256, 512, 1024]
    let found = try gap([symmetric], "sign(x)", "0", [1], cells)
    for (row, n) in zip(found.rows, cells) {
      let squares = stride(from: 1, to: n / 2, by: 2).map { k -> Double in
        let half = Double.pi * Double(k) / Double(n)
        let factor = half / tan(half)
        return 2 * (8 / Double.pi) * factor * factor / Double(1 + k * k)
      }
      let expected = squares.reversed().reduce(0, +).squareRoot()
      #expect(abs(row.gap - expected) <= 1e-13 * expected, "\(n)")
    }
    #expect(found.verdict == .fails)
    let limit = try #require(found.limit)
    let exact = 2 * tanh(Double.pi / 2).squareRoot()
    // h, h², h³ are removed one after the other: what is left is h⁴ at the finest of the levels.
    #expect(abs(limit.value - exact) < 1e-7)
    #expect(abs(limit.rate! - 1) < 0.02)
    #expect(found.norm == "H-1" && found.testNorm == "H1")
  }

  /// φ = (1 − ∂²)⁻¹(2δ₀ − 2δ_π)/‖·‖: its values at 0 and π are ±√tanh(π/2)/2.
  @Test func theWorstTestFunctionIsTheRieszRepresentative() throws {
    let found = try gap([symmetric], "sign(x)", "0", [1], [4096])
    let peaks = found.rows[0].peaks
    let height = tanh(Double.pi / 2).squareRoot() / 2
    #expect(peaks.count == 2)
    #expect(peaks.allSatisfy { abs(abs($0.value) - height) < 1e-3 })
    #expect(abs(peaks[0].point[0]) < 1e-12 && abs(abs(peaks[1].point[0]) - .pi) < 1e-12)
    let worst = try #require(found.worst)
    #expect(worst.shape == [4096] && worst.values.max() == peaks[0].value)
    // ‖φ‖_{H¹} = 1, by differences.
    let h = 2 * Double.pi / 4096
    let square = worst.values.indices.reduce(0.0) { sum, i in
      let d = (worst.values[(i + 1) % 4096] - worst.values[i]) / h
      return sum + h * (worst.values[i] * worst.values[i] + d * d)
    }
    #expect(abs(square - 1) < 2e-3)
  }

  /// The sampled |x| and sign x: every alias of mode k leaves −v̂ mn/(k + mn), in pairs k/n², and
  /// the H⁻¹ norm of those n modes is n^{−3/2}.
  @Test func theSignIsTheWeakDerivativeOfTheModulus() throws {
    let found = try gap([symmetric], "abs(x)", "sign(x)", [1], [64, 128, 256, 512, 1024])
    #expect(found.verdict == .holds)
    #expect(abs(try #require(found.fit.rate) - 1.5) < 0.05)
  }

  /// On a Dirichlet axis 1 is continued by 0: 1′ = δ₀ − δ₁ in the dual of H¹(0, 1), whose maximiser is
  /// sinh(x − ½): the square is (2 sinh ½)²/sinh 1 = 2 tanh ½.
  @Test func aValueAtADirichletEndIsAJump() throws {
    let cells = [32, 64, 128, 256, 512, 1024]
    for placement in Placement.allCases {
      let found = try gap([interval(0, 1, .dirichlet, placement)], "1", "0", [1], cells)
      #expect(found.verdict == .fails)
      let limit = try #require(found.limit)
      #expect(abs(limit.value - (2 * tanh(0.5)).squareRoot()) < 1e-5, "\(placement)")
    }
    // On a Neumann axis the test functions vanish at the ends.
    #expect(try gap([interval(0, 1, .neumann)], "1", "0", [1], [8, 16]).verdict == .holds)
  }

  /// Smooth functions that satisfy their boundary, and their derivatives, on every kind of axis.
  @Test func derivativesOfBasisFunctionsHoldToRoundOff() throws {
    let cases: [(Boundary, String, String, String)] = [
      (.periodic, "exp(sin(2*pi*x))", "2*pi*cos(2*pi*x)*exp(sin(2*pi*x))", "-1"),
      (.dirichlet, "sin(3*pi*x)", "3*pi*cos(3*pi*x)", "sin(3*pi*x)"),
      (.neumann, "cos(2*pi*x)", "-2*pi*sin(2*pi*x)", "cos(2*pi*x)"),
      (.dirichletNeumann, "sin(1.5*pi*x)", "1.5*pi*cos(1.5*pi*x)", "sin(1.5*pi*x)"),
      (.neumannDirichlet, "cos(0.5*pi*x)", "-0.5*pi*sin(0.5*pi*x)", "cos(0.5*pi*x)"),
    ]
    for (boundary, u, v, w) in cases {
      for placement in Placement.allCases {
        let axis = interval(0, 1, boundary, placement)
        let right = try gap([axis], u, v, [1], [31, 64, 128])
        #expect(right.verdict == .holds && right.rows.allSatisfy { $0.mark == .exact })
        #expect(try gap([axis], u, w, [1], [31, 62, 124]).verdict == .fails)
      }
    }
  }

  /// ∂x∂y sin x cos y = −cos x sin y with v = 0: its H⁻² norm is its L² norm π over √(1 + λ + λ²) at
  /// λ = 2, in the form `multiindex` over √(1 + 2 + 3).
  @Test func aMixedDerivativeInTwoDimensions() throws {
    let torus = [symmetric, symmetric]
    let found = try gap(torus, "sin(x)*cos(y)", "0", [1, 1], [8, 16, 32])
    #expect(found.verdict == .fails && found.norm == "H-2:sum")
    for row in found.rows { #expect(abs(row.gap - .pi / 7.0.squareRoot()) < 1e-13) }
    let other = try gap(
      torus, "sin(x)*cos(y)", "0", [1, 1], [8], norm: .h(-2, .multiindex))
    #expect(abs(other.rows[0].gap - .pi / 6.0.squareRoot()) < 1e-13)
    #expect(try gap(torus, "sin(x)*cos(y)", "-cos(x)*sin(y)", [1, 1], [8, 16]).verdict == .holds)
  }

  /// Without a limit a gap that grows fails: δ is not in L².
  @Test func aGapThatGrowsFails() throws {
    let found = try gap([symmetric], "sign(x)", "0", [1], [32, 64, 128, 256], norm: .l2)
    #expect(found.verdict == .fails)
    #expect(abs(found.rows[3].rate! + 0.5) < 0.02)
  }
}
