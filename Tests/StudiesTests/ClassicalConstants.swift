import Discretizations
import Grids
import Norms
import RealModule
import Studies
import Testing
import _TestSupport

/// Constants of the literature, and the ones that the symbols give in closed form.
@Suite struct ClassicalConstants {
  private let fd2 = Method("fd2", [.staggered(order: 2)])
  private let central = Method("central", [.centred(order: 2)])
  private let p1 = Method("P1", [.spline(degree: 1)])
  private let levels = [[8], [16], [64], [256]]

  private func torus(_ rank: Int, length: Extended = 2 * .pi) -> Domain {
    Domain([Domain.Interval](repeating: interval(0, length, .periodic), count: rank))
  }

  private func pair(
    _ left: Norm, _ leftMethod: Method? = nil, _ right: Norm, _ rightMethod: Method? = nil,
    squared: Bool = false
  ) -> NormPair {
    let fourier = Method("fourier", [.spectral])
    var pair = NormPair(
      "pair", .init(left, by: leftMethod ?? fourier), over: .init(right, by: rightMethod ?? fourier)
    )
    pair.isSquared = squared
    return pair
  }

  @Test(
    "Staggered against Fourier |H1|: 2/π at every even n, 1 in the limit; reference fd-symbol#1",
    arguments: [
      AxisKind(.periodic, .nodes), .init(.periodic, .cells), .init(.neumann, .nodes),
      .init(.dirichlet, .cells),
    ])
  func staggered(kind: AxisKind) throws {
    let domain = Domain([interval(0, 2 * .pi, kind.boundary, kind.placement)])
    let found = try equivalence(
      pair(.homogeneous(1), fd2, .homogeneous(1)), on: domain, [[8], [16], [32], [64], [128]])
    for level in found.levels {
      Published("fd-symbol#1", 0.6366197723675814, .relative(1e-12)).expect(level.lower)
      #expect(level.lowerMode == [level.cells[0] / (kind.boundary == .periodic ? 2 : 1)])
      // 2 sin(θ/2)/θ at the smallest frequency.
      let theta = (kind.boundary == .periodic ? 2 : 1) * Double.pi / Double(level.cells[0])
      #expect(
        isClose(level.upper!, 2 * .sin(theta / 2) / theta, 16 * Double.ulpOfOne))
      #expect(level.upperMode == [1])
    }
    #expect(found.verdict == .equivalent)
    #expect(found.powers.lower == 0 && found.powers.upper == 0)
    // Richardson leaves θ⁴/1920 of the two coarser levels at most, here of θ = 2π/32.
    let limit = try #require(found.limits.upper)
    #expect((limit.value - 1).magnitude <= Double.pow(2 * .pi / 32, 4) / 1920)
    #expect(isClose(try #require(limit.rate), 2, 1e-3))
    #expect(isClose(try #require(found.limits.lower).value, 2 / .pi, 1e-12))
  }

  @Test("Staggered against Fourier, full H1: 2/π in the limit, 1 at the constants; fd-symbol#2…4")
  func staggeredFull() throws {
    let found = try equivalence(pair(.h(1), fd2, .h(1)), on: torus(1), [[8], [16], [32], [64]])
    Published("fd-symbol#2", 0.663526928977, .relative(1e-10)).expect(found.levels[0].lower)
    Published("fd-symbol#3", 0.643765640735, .relative(1e-10)).expect(found.levels[1].lower)
    Published("fd-symbol#4", 0.63707530527, .relative(1e-10)).expect(found.levels[3].lower)
    for level in found.levels {
      #expect(level.upper == 1 && level.upperMode == [0])
      #expect(level.lowerMode == [level.cells[0] / 2])
    }
    #expect(found.verdict == .equivalent)
    // Twice extrapolated from 8 … 64: what is left is of order h⁶.
    let limit = try #require(found.limits.lower)
    #expect((limit.value - 2 / .pi).magnitude <= Double.pow(2 * .pi / 16, 6))
  }

  @Test("Centred |H1| does not see the checkerboard; reference fd-symbol#5")
  func checkerboard() throws {
    let found = try equivalence(
      pair(.homogeneous(1), central, .homogeneous(1)), on: torus(1), levels)
    for level in found.levels {
      Published("fd-symbol#5", 0, .absolute(1e-14)).expect(level.lower)
      #expect(level.lowerMode == [level.cells[0] / 2])
    }
    #expect(found.verdict == .notEquivalent)
    #expect(!found.isDegenerate)
    #expect(found.powers.lower == nil)
    #expect(found.reason == "the checkerboard (mode n/2) is not seen")
    let plane = try equivalence(
      pair(.homogeneous(1), central, .homogeneous(1)), on: torus(2), [[4, 6], [8, 12]])
    #expect(plane.levels.map(\.lower) == [0, 0])
    #expect(plane.reason == "the checkerboard (mode (0, n/2)) is not seen")
  }

  @Test("Centred differences where the checkerboard is no mode, and the full H1: power 1")
  func degenerate() throws {
    let seminorm = pair(.homogeneous(1), central, .homogeneous(1))
    let full = pair(.h(1), central, .h(1))
    let studies = [
      try equivalence(seminorm, on: torus(1), [[9], [27], [81], [243]]),
      try equivalence(seminorm, on: Domain([unitDirichlet]), [[8], [16], [32], [64], [128]]),
      try equivalence(
        seminorm, on: Domain([interval(0, 1, .neumann, .cells)]), [[16], [32], [64], [128]]),
      try equivalence(full, on: torus(1), [[16], [32], [64], [128], [256]]),
    ]
    for found in studies {
      #expect(found.verdict == .notEquivalent)
      #expect(found.isDegenerate)
      #expect(isClose(try #require(found.powers.lower), 1, 0.02))
      #expect(found.powers.upper == 0)
    }
  }

  @Test(
    "Consistent against lumped mass: 3^{−d} of the squares; references mass-lump#1…3",
    arguments: [
      (1, 0.3333333333333333), (2, 0.1111111111111111), (3, 0.037037037037037035),
    ])
  func mass(rank: Int, square: Double) throws {
    let cells = [Int](repeating: 8, count: rank)
    let level = try constants(pair(.l2, p1, .l2, squared: true), on: torus(rank), cells)
    Published("mass-lump#\(rank)", square, .relative(1e-12)).expect(level.lower)
    #expect(level.lowerMode == [Int](repeating: 4, count: rank))
    #expect(level.upper == 1)
    let norms = try constants(pair(.l2, p1, .l2), on: torus(rank), cells)
    #expect(isClose(norms.lower!, Double.pow(3, -Double(rank) / 2), 16 * Double.ulpOfOne))
  }

  @Test("Inverse inequalities of elements; references inverse-ineq#1, #2")
  func inverseInequality() throws {
    for (rank, id, constant) in [
      (1, "inverse-ineq#1", 3.4641016151377544), (2, "inverse-ineq#2", 4.898979485566356),
    ] {
      var pair = pair(.homogeneous(1), p1, .l2, p1)
      pair.scale = 1
      let found = try equivalence(
        pair, on: torus(rank), [8, 16, 32].map { [Int](repeating: $0, count: rank) })
      for level in found.levels {
        Published(id, constant, .relative(1e-12)).expect(level.upper)
      }
      Published(id, constant, .relative(1e-12)).expect(found.limits.upper?.value)
      #expect(isClose(try #require(found.powers.upper), -1, 1e-12))
      #expect(found.verdict == .notEquivalent)
    }
  }

  @Test("Bernstein and Nikolskii on trigonometric polynomials of degree 8; inverse-ineq#3, #4")
  func trigonometric() throws {
    let bernstein = try constants(pair(.homogeneous(1), nil, .l2), on: torus(1), [17])
    Published("inverse-ineq#3", 8, .relative(1e-12)).expect(bernstein.upper)
    let nikolskii = try constants(pair(.lInfinity, nil, .l2), on: torus(1), [17])
    Published("inverse-ineq#4", 1.6448811606198852, .relative(1e-12)).expect(nikolskii.upper)
    #expect(nikolskii.lower == nil)
    let study = try equivalence(pair(.h(1), nil, .l2), on: torus(1), levels)
    #expect(isClose(try #require(study.powers.upper), -1, 0.01))
    #expect(study.verdict == .notEquivalent && study.isDegenerate)
  }

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

  struct Box: Sendable, CustomStringConvertible {
    let id: Int
    let description: String
    let boundaries: [Boundary]
    let value: Double
  }

  static let boxes: [Box] = {
    let (d, n, m) = (Boundary.dirichlet, Boundary.neumann, Boundary.dirichletNeumann)
    return [
      Box(id: 1, description: "interval DD", boundaries: [d], value: 0.3183098861837907),
      Box(id: 2, description: "interval DN", boundaries: [m], value: 0.6366197723675814),
      Box(id: 3, description: "interval NN", boundaries: [n], value: 0.3183098861837907),
      Box(id: 4, description: "circle", boundaries: [.periodic], value: 0.15915494309189535),
      Box(id: 5, description: "square DDDD", boundaries: [d, d], value: 0.22507907903927651),
      Box(id: 6, description: "square DDD+N", boundaries: [d, m], value: 0.2847050173668708),
      Box(id: 7, description: "square DD", boundaries: [m, m], value: 0.45015815807855303),
      Box(id: 8, description: "square D", boundaries: [m, n], value: 0.6366197723675814),
      Box(id: 9, description: "cube D", boundaries: [d, d, d], value: 0.18377629847393068),
    ]
  }()

  @Test("Poincaré and Friedrichs constants of boxes; references poincare-box#1…9", arguments: boxes)
  func poincare(box: Box) throws {
    for placement in Placement.allCases {
      var pair = pair(.l2, nil, .homogeneous(1))
      pair.subspace = .zeroMean
      let domain = Domain(box.boundaries.map { interval(0, 1, $0, placement) })
      let found = try equivalence(
        pair, on: domain, [8, 16, 32].map { [Int](repeating: $0, count: box.boundaries.count) })
      for level in found.levels {
        Published("poincare-box#\(box.id)", box.value, .relative(1e-13)).expect(level.upper)
      }
      Published("poincare-box#\(box.id)", box.value, .relative(1e-13))
        .expect(found.limits.upper?.value)
      #expect(found.powers.upper == 0)
      #expect(isClose(try #require(found.powers.lower), 1, 0.05))
    }
  }

  @Test("Slobodeckij against Fourier: [u]² = 2/C |u|²_s on every mode; gagliardo-const#1…6")
  func gagliardo() throws {
    for (id, rank, s, c) in [
      ("#1", 1, 0.25, 0.19947114020071635), ("#2", 1, 0.5, 0.3183098861837907),
      ("#3", 1, 0.75, 0.2992067103010745), ("#4", 2, 0.5, 0.15915494309189535),
      ("#5", 2, 0.75, 0.17116712969055234), ("#6", 3, 0.5, 0.10132118364233778),
    ] {
      let found = try equivalence(
        pair(try Norm("|W\(s),2:gagliardo|"), nil, .homogeneous(s), squared: true), on: torus(rank),
        [6, 8, 10].map { [Int](repeating: $0, count: rank) })
      for level in found.levels {
        Published("gagliardo-const" + id, c, .relative(1e-12)).expect(2 / level.lower!)
        Published("gagliardo-const" + id, c, .relative(1e-12)).expect(2 / level.upper!)
      }
      #expect(found.verdict == .equivalent)
    }
  }

  @Test("The first eigenvalue of bilinear elements is the lower constant; dealii-step36#1")
  func eigenvalue() throws {
    let square = Domain([interval(-1, 1, .dirichlet), interval(-1, 1, .dirichlet)])
    let level = try constants(
      pair(.homogeneous(1), p1, .l2, p1, squared: true), on: square, [32, 32])
    Published("dealii-step36#1", 4.93877, .absolute(6e-06)).expect(level.lower)
    #expect(level.lowerMode == [1, 1])
  }

  @Test("|H-1| against L2 is defined on zero-mean functions: Poincaré's constant again")
  func dual() throws {
    for boundary in [Boundary.periodic, .neumann, .dirichlet] {
      let domain = Domain([interval(0, 1, boundary)])
      let found = try equivalence(
        pair(.homogeneous(-1), nil, .l2), on: domain, [[8], [16], [32], [64]])
      let constant = boundary == .periodic ? 1 / (2 * Double.pi) : 1 / .pi
      for level in found.levels {
        #expect(isClose(level.upper!, constant, 16 * Double.ulpOfOne))
        #expect(level.lower! > 0)
      }
      #expect(found.subspace == "zero-mean")
      #expect(isClose(try #require(found.powers.lower), 1, 0.01))
    }
  }

  @Test("|H2| against H1 on Dirichlet axes and on zero-mean functions: power −1")
  func higherOrder() throws {
    for boundary in [Boundary.dirichlet, .periodic, .neumann] {
      var pair = pair(.homogeneous(2), nil, .h(1))
      pair.subspace = .zeroMean
      for rank in 1...2 {
        let domain = Domain(
          [Domain.Interval](repeating: interval(0, 1, boundary), count: rank))
        let found = try equivalence(
          pair, on: domain, [8, 16, 32, 64].map { [Int](repeating: $0, count: rank) })
        #expect(found.verdict == .notEquivalent)
        #expect(isClose(try #require(found.powers.upper), -1, 0.05))
        #expect(found.powers.lower == 0)
      }
    }
  }
}

extension AxisKind {
  fileprivate init(_ boundary: Boundary, _ placement: Placement) {
    self = AxisKind.all.first { $0.boundary == boundary && $0.placement == placement }!
  }
}
