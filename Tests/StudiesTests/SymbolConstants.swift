import Discretizations
import Grids
import Norms
import RealModule
import Studies
import Testing
import _TestSupport

/// Constants between what differences and elements see and what Fourier sees, in closed form.
@Suite struct SymbolConstants {
  private let fd2 = Method("fd2", [.staggered(order: 2)])
  private let central = Method("central", [.centred(order: 2)])
  private let p1 = Method("P1", [.spline(degree: 1)])
  private let levels = [[8], [16], [64], [256]]

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
}

extension AxisKind {
  fileprivate init(_ boundary: Boundary, _ placement: Placement) {
    self = AxisKind.all.first { $0.boundary == boundary && $0.placement == placement }!
  }
}
