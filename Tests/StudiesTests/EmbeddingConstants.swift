import Discretizations
import Grids
import Norms
import RealModule
import Studies
import Testing
import _TestSupport

/// The best constants of H^m in L^∞, from the kernels of grids and their limits.
@Suite struct EmbeddingConstants {
  private func embedding(
    _ norm: Norm, on intervals: [Domain.Interval], _ levels: [Int], zeroMean: Bool = false
  ) throws -> Equivalence {
    var pair = NormPair("embedding", .init(.lInfinity), over: .init(norm))
    pair.subspace = zeroMean ? .zeroMean : .all
    pair.isSquared = true
    return try equivalence(
      pair, on: Domain(intervals), levels.map { [Int](repeating: $0, count: intervals.count) })
  }

  @Test("H2 on the torus (0, 2π)^d: C² = (2π)^{−d} Σ (1 + |k|²)^{−2}; emb-torus-nd#1, #2")
  func torus() throws {
    // What an extrapolation leaves is what its own half-width says, or less.
    for (rank, levels, id, value) in [
      (1, [16, 64, 256, 1024, 4096], "emb-torus-nd#1", 1.61367395084582),
      (2, [8, 16, 32, 64, 128, 256, 512], "emb-torus-nd#2", 3.22658136442336),
    ] {
      let found = try embedding(
        .h(2, .bessel), on: [Domain.Interval](repeating: circle, count: rank), levels)
      let limit = try #require(found.limits.upper)
      let sum = limit.value * Double.pow(2 * .pi, Double(rank))
      Published(id, value, .relative(rank == 1 ? 1e-12 : 1e-10)).expect(sum)
      #expect(found.verdict == .embedded)
      #expect(found.levels.allSatisfy { $0.lower == nil })
    }
  }

  @Test("H2 on the torus (0, 2π)³, where the sum falls like h only; emb-torus-nd#3")
  func torusInSpace() throws {
    let found = try embedding(
      .h(2, .bessel), on: [circle, circle, circle], [8, 16, 32, 64, 128, 256])
    let limit = try #require(found.limits.upper)
    let volume = Double.pow(2 * .pi, 3)
    #expect(isClose(try #require(limit.rate), 1, 0.05))
    #expect((volume * limit.value - 9.9985054779618).magnitude <= volume * limit.halfWidth!)
    // The truncated sum has an expansion in odd powers of h, which Romberg's scheme takes out.
    var column = found.levels.map { volume * $0.upper! }
    for power in [1, 3, 5, 7] {
      let factor = Double.pow(2, power)
      column = zip(column.dropFirst(), column).map { $0 + ($0 - $1) / (factor - 1) }
    }
    Published("emb-torus-nd#3", 9.9985054779618, .relative(1e-9)).expect(column.last)
  }

  @Test("Zero mean on the unit circle: 1/12, 1/720, 1/30240; references emb-bernoulli#1…3")
  func bernoulli() throws {
    for (m, value, levels) in [
      (1, 0.08333333333333333, [32, 64, 128, 256, 512, 1024, 2048]),
      (2, 0.001388888888888889, [16, 32, 64, 128, 256, 512]),
      (3, 3.306878306878307e-05, [16, 32, 64, 128, 256]),
    ] {
      let found = try embedding(
        .homogeneous(Double(m)), on: [interval(0, 1, .periodic)],
        levels, zeroMean: true)
      let limit = try #require(found.limits.upper)
      Published("emb-bernoulli#\(m)", value, .relative(1e-13)).expect(limit.value)
      #expect(found.verdict == .embedded)
      #expect(isClose(try #require(limit.rate), Double(2 * m - 1), 0.01))
    }
  }

  @Test("The line as the limit of a circle of length 64; references agmon-line#1, #2")
  func line() throws {
    for (n, value) in [(1, 0.7071067811865476), (2, 0.5)] {
      // coth(L/2) − 1 = 2e-28.
      let found = try embedding(
        .h(Double(n), .bessel), on: [interval(-32, 32, .periodic)],
        [256, 512, 1024, 2048, 4096, 8192, 16384])
      let limit = try #require(found.limits.upper)
      Published("agmon-line#\(n)", value, .relative(1e-12)).expect(limit.value.squareRoot())
    }
  }

  /// On a torus of side L the kernel of the whole space meets its images, e^{−L} of it; odd n cut the
  /// sum between two modes, which leaves powers n^{d−2m−2j} only.
  @Test(
    "Plane and space as limits of tori of side 36; references agmon-line#3…5",
    arguments: [
      (3, 2, 2, 0.28209479177387814, [129, 193, 257, 385, 513, 769]),
      (4, 2, 3, 0.19947114020071635, [61, 81, 101, 121, 161, 201, 241]),
      (5, 3, 3, 0.09973557010035818, [61, 81, 101, 121, 161, 201]),
    ])
  func wholeSpace(_ entry: Int, _ m: Int, _ rank: Int, _ value: Double, _ levels: [Int]) throws {
    let axis = interval(-18, 18, .periodic)
    let found = try embedding(
      .h(Double(m), .bessel), on: [Domain.Interval](repeating: axis, count: rank), levels)
    let limit = limit(
      try found.levels.map { try #require($0.upper) }, at: levels, leading: Double(2 * m - rank),
      step: 2)
    Published("agmon-line#\(entry)", value, .relative(1e-12)).expect(limit.squareRoot())
  }

  /// ‖u‖²_∞ ≤ ½ (μ ‖u‖² + |u|₁²/μ) for every μ is ‖u‖²_∞ ≤ ‖u‖ |u|₁; and ‖·‖² μ + |·|₁²/μ is, on a
  /// line that is μ times longer, the H¹ norm.
  @Test("Nagy's constant on the line is 1; reference sobolev-talenti#2", arguments: [32, 64, 128])
  func nagy(_ length: Int) throws {
    let half = Extended(length) / 2
    let levels = [1025, 2049, 4097, 8193, 16385, 32769]
    let found = try embedding(.h(1), on: [interval(-half, half, .periodic)], levels)
    let limit = limit(
      try found.levels.map { try #require($0.upper) }, at: levels, leading: 1, step: 2)
    Published("sobolev-talenti#2", 1, .relative(1e-12)).expect(2 * limit)
  }

  /// On one cell u − Iu is any function of H² that vanishes at both ends, and has u's second
  /// derivative: the constants are those of the Dirichlet interval.
  @Test("Linear interpolation in H¹ and L²: h/π and h²/π²; references interp-const#1, #2")
  func interpolation() throws {
    for (entry, norm, value) in [
      (1, Norm.homogeneous(1), 0.3183098861837907), (2, .l2, 0.10132118364233778),
    ] {
      let pair = NormPair("interpolation", .init(norm), over: .init(.homogeneous(2)))
      let found = try equivalence(pair, on: Domain([unitDirichlet]), [[8], [32]])
      for level in found.levels {
        Published("interp-const#\(entry)", value, .relative(1e-12)).expect(level.upper)
        #expect(level.upperMode == [1])
      }
    }
  }

  @Test("H1 of the plane and H^{1/2} of the line are not in L^∞, by a logarithm")
  func critical() throws {
    for (norm, rank) in [(Norm.h(1), 2), (.h(0.5), 1)] {
      let found = try embedding(
        norm, on: [Domain.Interval](repeating: circle, count: rank), [32, 64, 128, 256, 512])
      #expect(found.verdict == .notEmbedded)
      #expect(found.isDegenerate)
      #expect(try #require(found.reason).contains("slower than any power"))
    }
    // H1 of space grows like h^{−1/2}: C² like 1/h.
    let space = try embedding(.h(1), on: [circle, circle, circle], [8, 16, 32, 64])
    #expect(space.verdict == .notEmbedded)
    #expect(isClose(try #require(space.powers.upper), -1, 0.05))
  }

  @Test("|H1| on the unit interval: x(1 − x) is largest in the middle, 1/4; 1 with one free end")
  func unitInterval() throws {
    for (boundary, value) in [(Boundary.dirichlet, 0.25), (.dirichletNeumann, 1)] {
      for placement in Placement.allCases {
        let found = try embedding(
          .homogeneous(1), on: [StudiesTests.interval(0, 1, boundary, placement)],
          [16, 32, 64, 128, 256, 512, 1024])
        let limit = try #require(found.limits.upper)
        // The estimate that the study itself gives of its limit holds.
        #expect(
          (limit.value - value).magnitude <= 4 * limit.halfWidth! + 1e-13,
          "\(boundary) \(placement)")
        #expect(limit.halfWidth! < 1e-6)
      }
    }
  }

  @Test("No constants on the whole torus: |H1| vanishes there, and C is infinite")
  func constants() throws {
    let found = try embedding(.homogeneous(1), on: [circle], [8, 16])
    #expect(found.levels.allSatisfy { $0.upper == nil && $0.upperMode == [0] })
    #expect(found.verdict == .notEmbedded && !found.isDegenerate)
  }
}
