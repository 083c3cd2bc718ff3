import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Studies
import Testing
import _TestSupport

/// The constants of pairs that have common modes, against the modes one by one.
@Suite struct Equivalences {
  private static let schemes: [Discretization] = [
    .spectral, .staggered(order: 2), .staggered(order: 6), .stencil(order: 4), .centred(order: 2),
    .spline(degree: 1),
  ]

  @Test("The constants are the extremes over all modes, each measured as a field of its own")
  func everyMode() throws {
    let norms: [(Norm, Norm)] = [
      (.homogeneous(1), .h(1)), (.h(1), .l2), (.h(-1), .l2), (.h(0.5), .h(1)), (.h(-0.5), .h(-1)),
    ]
    let boxes: [Domain] =
      AxisKind.all.map { Domain([interval(-1, 0.5, $0.boundary, $0.placement)]) }
      + AxisKind.all.indices.map { i in
        let (a, b) = (AxisKind.all[i], AxisKind.all[(i + 3) % 10])
        return Domain([
          interval(0, 2, a.boundary, a.placement), interval(0, 1, b.boundary, b.placement),
        ])
      }
    for domain in boxes {
      for cells in domain.rank == 1 ? [[3], [4], [7], [8]] : [[4, 3], [3, 6]] {
        for (i, kind) in Self.schemes.enumerated() {
          let (left, right) = norms[i % norms.count]
          let other = Self.schemes[(i + 1) % Self.schemes.count]
          try compare(
            NormPair("", .init(left, by: Method(kind)), over: .init(right, by: Method(other))),
            on: domain, cells)
        }
      }
    }
  }

  private func compare(_ pair: NormPair, on domain: Domain, _ cells: [Int]) throws {
    let level = try constants(pair, on: domain, cells)
    let grid = domain.grid(cells: cells)
    let space = FunctionSpace<Extended>(on: grid)
    var ratios: [(k: [Int], ratio: Extended)] = []
    for mode in grid.shape.reduce(
      [[]], { list, n in list.flatMap { k in (0..<n).map { k + [$0] } } })
    {
      let k = zip(grid.axes, mode).map { $0.waveNumber($1) }
      guard let phi = Field(mode: k, in: space) else { continue }
      let a = try phi.norm(pair.left.norm, scheme: Scheme(pair.left.method.kinds))
      let b = try phi.norm(pair.right.norm, scheme: Scheme(pair.right.method.kinds))
      // Weak derivatives of a field do not vanish to the last bit.
      ratios.append((k, a / b))
    }
    let lower = Double(ratios.map(\.ratio).min()!)
    let upper = Double(ratios.map(\.ratio).max()!)
    let tolerance = roundoff(grid.count, Double.self)
    #expect(isClose(level.lower!, lower, tolerance, floor: upper), "\(pair.left) \(grid)")
    #expect(isClose(level.upper!, upper, tolerance), "\(pair.right) \(grid)")
    // The mode that is named attains the constant.
    for (k, value) in [(level.lowerMode!, lower), (level.upperMode!, upper)] {
      let found = try #require(ratios.first { $0.k == k })
      #expect(isClose(Double(found.ratio), value, tolerance, floor: upper), "\(k) on \(grid)")
    }
  }

  @Test("A constant is infinite where only the right norm vanishes, and the mode is named")
  func infinite() throws {
    let poincare = NormPair("", .init(.l2), over: .init(.homogeneous(1)))
    for kind in AxisKind.all {
      let domain = Domain([interval(0, 1, kind.boundary, kind.placement)])
      let found = try equivalence(poincare, on: domain, [[8], [16]])
      let hasConstants = domain.grid(cells: [8]).hasConstants
      #expect(found.verdict == .notEquivalent)
      #expect((found.levels[1].upper == nil) == hasConstants)
      if hasConstants { #expect(found.levels[1].upperMode == [0]) }
      var zeroMean = poincare
      zeroMean.subspace = .zeroMean
      #expect(try equivalence(zeroMean, on: domain, [[8], [16]]).levels[1].upper != nil)
    }
  }

  @Test("The last mode counts by its policy, on spectral sides only; references nyquist#1, #2")
  func lastMode() throws {
    for kind in AxisKind.all {
      let domain = Domain([interval(0, 2 * .pi, kind.boundary, kind.placement)])
      let hasLast = domain.grid(cells: [8]).axes[0].lastMode != nil
      let grid = Method(.staggered(order: 2))
      var pair = NormPair("", .init(.l2), over: .init(.l2, by: grid))
      pair.isSquared = true
      let half = try equivalence(pair, on: domain, [[8]], .interpolant).levels[0]
      if hasLast {
        Published("nyquist#1", 0.5, .relative(1e-12)).expect(half.lower)
      }
      Published("nyquist#2", 1, .relative(1e-12)).expect(half.upper)
      #expect(try equivalence(pair, on: domain, [[8]], .parseval).levels[0].lower == 1)
      #expect(try equivalence(pair, on: domain, [[8]], .drop).levels[0].lower == 1)
      let swapped = NormPair("", pair.right, over: pair.left)
      let upper = try equivalence(swapped, on: domain, [[8]], .interpolant).levels[0].upper!
      #expect(isClose(upper * upper, hasLast ? 2 : 1, 16 * Double.ulpOfOne))
      let same = NormPair("", .init(.h(1)), over: .init(.h(1)))
      #expect(try equivalence(same, on: domain, [[8]], .interpolant).levels[0].lower == 1)
    }
  }

  @Test("scale multiplies by a power of h, squared squares; the verdict is of the ratio itself")
  func tabulated() throws {
    let domain = Domain([circle])
    var pair = NormPair("", .init(.homogeneous(1)), over: .init(.l2))
    let plain = try equivalence(pair, on: domain, [[8], [16], [32]])
    pair.scale = 1
    pair.isSquared = true
    let scaled = try equivalence(pair, on: domain, [[8], [16], [32]])
    for (a, b) in zip(plain.levels, scaled.levels) {
      #expect(isClose(b.upper!, a.h[0] * a.upper! * a.upper!, 16 * Double.ulpOfOne))
    }
    #expect(scaled.verdict == .notEquivalent)
    #expect(isClose(try #require(plain.powers.upper), -1, 1e-12))
    #expect(isClose(try #require(scaled.powers.upper), -2, 1e-12))
  }

  @Test("What cannot be compared is refused in words")
  func refusals() throws {
    let p1 = Method(.spline(degree: 1))
    for pair in [
      NormPair("p", .init(.h(2, .sum), by: p1), over: .init(.l2)),
      NormPair("p", .init(.l(1)), over: .init(.h(1))),
      NormPair("p", .init(.l2, by: Method(.spline(degree: 2))), over: .init(.l2)),
    ] {
      #expect(throws: StudyError.self) {
        try EquivalenceStudy(Domain([unitDirichlet]), [pair], options([[8]])).run()
      }
    }
    #expect(throws: StudyError.self) {
      try EquivalenceStudy(Domain([circle]), [], options([[8]])).run()
    }
  }
}

// MARK: Setup

/// One pair on a box.
func equivalence(
  _ pair: NormPair, on domain: Domain, _ levels: [[Int]], _ lastMode: LastMode = .parseval
) throws -> Equivalence {
  var options = options(levels)
  options.lastMode = lastMode
  return try #require(EquivalenceStudy(domain, [pair], options).run().equivalences.first)
}

/// The constants of a pair on one grid.
func constants(
  _ pair: NormPair, on domain: Domain, _ cells: [Int], _ lastMode: LastMode = .parseval
) throws -> EquivalenceLevel {
  try #require(try equivalence(pair, on: domain, [cells], lastMode).levels.first)
}

extension Field {
  /// The real part of a basis function, or its imaginary part where that vanishes.
  fileprivate init?(mode k: [Int], in space: FunctionSpace<Scalar>) {
    let grid = space.grid
    var re: [Extended] = [1]
    var im: [Extended] = [0]
    for (axis, wave) in zip(grid.axes, k) {
      var (nextRe, nextIm): ([Extended], [Extended]) = ([], [])
      for (x, y) in zip(re, im) {
        for j in 0..<axis.count {
          let phi = axis.phi(wave: wave, at: Extended(axis.firstHalf + 2 * j) / 2)
          nextRe.append(x * phi.re - y * phi.im)
          nextIm.append(x * phi.im + y * phi.re)
        }
      }
      (re, im) = (nextRe, nextIm)
    }
    let isImaginary = re.allSatisfy { $0.magnitude < 1e-9 }
    self.init(in: space, values: (isImaginary ? im : re).map { Scalar($0) })
  }
}
