import Discretizations
import Grids
import Norms
import RealModule
import Studies
import Testing
import _TestSupport

/// Constants of the literature: Poincaré's, inverse inequalities, Slobodeckij's, first eigenvalues.
@Suite struct ClassicalConstants {
  private let fd2 = Method("fd2", [.staggered(order: 2)])
  private let central = Method("central", [.centred(order: 2)])
  private let p1 = Method("P1", [.spline(degree: 1)])
  private let levels = [[8], [16], [64], [256]]

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
