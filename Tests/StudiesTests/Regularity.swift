import Formulas
import Foundation
import Grids
import Studies
import Testing

/// s* and strips of functions whose coefficients are known, and the jumps that limit them.
@Suite struct Regularity {
  private func estimate(
    _ intervals: [Domain.Interval], _ source: FunctionSource, _ cells: [Int]
  ) throws -> RegularityEstimate {
    let study = RegularityStudy(
      Domain(intervals), [("u", source)],
      StudyOptions(levels: cells.map { [Int](repeating: $0, count: intervals.count) }))
    return try study.run().regularity[0]
  }

  private func estimate(
    _ intervals: [Domain.Interval], _ u: String, _ cells: [Int]
  ) throws -> RegularityEstimate {
    try estimate(intervals, .formula(try Formula(u)), cells)
  }

  private let symmetric = interval(-.pi, .pi, .periodic)

  /// |û| ~ k^{−q−1} for a jump of the q-th derivative: s* = q + ½, to 0.05 from n = 4096.
  @Test func jumpsOfDerivatives() throws {
    let functions: [(String, Int, Double)] = [
      ("sign(x)", 0, 2), ("abs(sin(x))", 1, 2), ("sin(x)*abs(sin(x))", 2, 4),
    ]
    for (u, q, size) in functions {
      for n in [4096, 5000, 16384] {
        let found = try estimate([symmetric], u, [n])
        #expect(found.model == .algebraic)
        #expect(abs(try #require(found.order) - (Double(q) + 0.5)) < 0.05, "\(u) \(n)")
        #expect(found.jumps.count == 2, "\(u) \(n)")
        for jump in found.jumps {
          #expect(jump.order == q && jump.axis == 0)
          #expect(abs(abs(jump.size) - size) < 1e-2 * size, "\(jump)")
          let x = jump.isAtEnd ? abs(jump.point[0]) - .pi : jump.point[0]
          #expect(abs(x) < 3 * .pi / Double(n), "\(jump)")
        }
        #expect(found.warnings.isEmpty)
      }
    }
  }

  /// Data that do not satisfy their boundary: the continuation jumps.
  @Test func endsThatDoNotFit() throws {
    let unit = { (boundary: Boundary) in [interval(0, 1, boundary)] }
    // boundary, u, the derivative whose continuation jumps, by how much, at how many ends
    let cases: [(Boundary, String, Int, Double, Int)] = [
      (.periodic, "x", 0, 1, 1), (.periodic, "x*(1-x)", 1, 2, 1), (.dirichlet, "1", 0, 2, 2),
      (.dirichlet, "x", 0, 2, 1), (.dirichlet, "x*(1-x)", 2, 4, 2), (.neumann, "x", 1, 2, 2),
      (.dirichletNeumann, "x", 1, 2, 1), (.neumannDirichlet, "1", 0, 2, 1),
    ]
    for (boundary, u, q, size, ends) in cases {
      let found = try estimate(unit(boundary), u, [4096])
      #expect(abs(try #require(found.order) - (Double(q) + 0.5)) < 0.05, "\(u) \(boundary)")
      #expect(found.jumps.count == ends, "\(u) \(boundary)")
      for jump in found.jumps {
        #expect(jump.isAtEnd && jump.order == q && abs(abs(jump.size) - size) < 1e-3 * size)
      }
      #expect(found.warnings.count == ends, "\(u) \(boundary)")
    }
    // B₂ = x² − x + 1/6 on the unit circle: one jump of its first derivative, so s* = 1 + 1/2.
    let bernoulli = try estimate(unit(.periodic), "x^2 - x + 1/6", [4096])
    let jump = try #require(bernoulli.jumps.first)
    Published("hs-bernoulli#9", 1.5, .absolute(1e-9)).expect(Double(jump.order) + 0.5)
    let periodic = try estimate(unit(.periodic), "2*x", [1024])
    #expect(periodic.warnings == ["not periodic in x: u jumps by 2 between the ends"])
  }

  /// û = 4/3 · 2^{−|k|} of 1/(5/4 − cos x): poles at ±i log 2.
  @Test func polesGiveTheStrip() throws {
    for n in [64, 256, 1024] {
      let found = try estimate([symmetric], "1/(1.25 - cos(x))", [n])
      #expect(found.model == .exponential && found.order == nil)
      let strip = try #require(found.strip)
      #expect(abs(strip.width - log(2)) < 1e-3 && !strip.isLowerBound, "\(n): \(strip)")
    }
    // A period of 1: κ = 2πk.
    let unit = [interval(0, 1, .periodic)]
    let short = try #require(try estimate(unit, "1/(1.25 - cos(2*pi*x))", [128]).strip)
    #expect(abs(short.width - log(2) / (2 * .pi)) < 1e-3)
    // A branch point there: û ~ k^{−3/2} 2^{−k}.
    let branch = try #require(try estimate([symmetric], "sqrt(1.25 - cos(x))", [256]).strip)
    #expect(abs(branch.width - log(2)) < 5e-3, "\(branch)")
  }

  @Test func entireFunctionsHaveWiderStripsThanAreSeen() throws {
    let found = try estimate([symmetric], "exp(sin(x))", [64])
    #expect(found.model == .exponential)
    #expect(found.strip?.isLowerBound == true)
    #expect(try estimate([symmetric], "cos(3*x)", [64]).model == .resolved)
    #expect(try estimate([unitDirichlet], "sin(3*pi*x)", [64]).model == .resolved)
  }

  /// A smoothed white noise is in H^t for t < s. A shell of m modes has its energy to √(2/m) at one
  /// deviation; four of those through the weights of the slope of five shells or more are 0.12 at
  /// n = 4096, and half of that at n = 16384.
  @Test func randomFunctionsHaveTheRegularityThatIsAskedFor() throws {
    for (i, s) in [0.25, 0.75, 1.6, 3].enumerated() {
      for boundary in [Boundary.periodic, .dirichlet, .neumann, .dirichletNeumann] {
        let random = RandomFunction(regularity: s, seed: UInt64(i + 1))
        let found = try estimate(
          [interval(0, 2 * .pi, boundary)], .random(random), [16384])
        #expect(abs(try #require(found.order) - s) < 0.06, "\(s) \(boundary)")
      }
    }
    let plane = try estimate(
      [symmetric, symmetric], .random(RandomFunction(regularity: 0.75, seed: 3)), [256])
    #expect(abs(try #require(plane.order) - 0.75) < 0.06)
  }

  /// A jump across a curve has s* = ½ in the plane too.
  @Test func jumpsInThePlane() throws {
    let disc = try estimate([symmetric, symmetric], "heaviside(2 - x^2 - y^2)", [512])
    #expect(abs(try #require(disc.order) - 0.5) < 0.1)
    let strip = try estimate([symmetric, symmetric], "sign(y - 1)", [512])
    #expect(abs(try #require(strip.order) - 0.5) < 0.1)
    let inside = try #require(strip.jumps.first { !$0.isAtEnd })
    #expect(inside.axis == 1 && abs(inside.point[1] - 1) < .pi / 256)
    #expect(abs(inside.size - 2) < 1e-12)
  }

  /// r^γ has s* = γ + d/2 and no jump, however near to q + ½ that is; beside it a jump is found as before.
  @Test func powersAreNoJumps() throws {
    let unit = interval(0, 1, .periodic)
    let torus = "sin(pi*(x-0.5013))^2+sin(pi*(y-0.5007))^2"
    for (gamma, n) in [(0.6, 128), (0.6, 256), (0.6, 512), (0.4, 512), (1.5, 256)] {
      let found = try estimate([unit, unit], "(\(torus))^(\(gamma)/2)", [n])
      #expect(abs(try #require(found.order) - (gamma + 1)) < 0.1, "\(gamma) \(n)")
      #expect(found.jumps.isEmpty && found.notes.isEmpty, "\(gamma) \(n): \(found.notes)")
    }
    for gamma in [0.85, 1.1, 1.15] {
      let found = try estimate([unit], "abs(sin(pi*(x-0.5013)))^\(gamma)", [4096])
      #expect(abs(try #require(found.order) - (gamma + 0.5)) < 0.05, "\(gamma)")
      #expect(found.jumps.isEmpty, "\(gamma): \(found.notes)")
    }
    let kink = try estimate([unit, unit], "abs(sin(pi*(x-0.5013)))*(2+sin(2*pi*y))", [256])
    #expect(kink.jumps.contains { $0.axis == 0 && abs($0.size.magnitude - 6 * .pi) < 0.2 })
  }

  /// One function on every grid: the modes that two grids share are the same.
  @Test func aRandomFunctionIsOneFunction() throws {
    let source = FunctionSource.random(RandomFunction(regularity: 4, seed: 7))
    for boundary in [Boundary.periodic, .dirichlet, .neumann] {
      for placement in Placement.allCases {
        let interval = interval(0, 1, boundary, placement)
        // Fields of two grids differ by the modes of the finer: Σ_{k>n} (1+κ²)^{−9/2} g².
        let difference = FunctionSource.difference(source, source)
        let zero = try RegularityStudy(
          Domain([interval]), [("u", difference)], StudyOptions(levels: [[64]])
        ).run().regularity[0]
        #expect(zero.model == .resolved)
        let coarse = try estimate([interval], source, [64])
        let fine = try estimate([interval], source, [128])
        // Values and transforms are known to a few ε log₂ n of the whole.
        let whole = fine.shells.reduce(0) { $0 + $1.energy }.squareRoot()
        for (a, b) in zip(coarse.shells, fine.shells) where a.note == nil {
          let difference = abs(a.energy.squareRoot() - b.energy.squareRoot())
          #expect(difference < 64 * 7 * .ulpOfOne * whole)
        }
      }
    }
  }
}
