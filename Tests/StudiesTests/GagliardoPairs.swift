import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Studies
import Testing
import _TestSupport

/// Slobodeckij's norm on a box against Sobolev's norms: a pair without common modes.
@Suite struct GagliardoPairs {
  private let fd2 = Method("fd2", [.staggered(order: 2)])

  private func study(
    _ left: Norm, _ right: Norm, _ boundary: [Boundary], _ cells: [[Int]],
    _ subspace: NormPair.Subspace = .all
  ) throws -> Equivalence {
    var pair = NormPair("", .init(left), over: .init(right, by: fd2))
    pair.subspace = subspace
    let domain = Domain(boundary.map { .init(0, 1, boundary: $0) })
    return try EquivalenceStudy(domain, [pair], StudyOptions(levels: cells)).run(Double.self)
      .equivalences[0]
  }

  private func gagliardo(_ s: Double, seminorm: Bool = true) -> Norm {
    Norm(.slobodeckij(s, 2), seminorm: seminorm)
  }

  /// Bourgain, Brezis, Mironescu: (1 − s)[u]²_s → |u|₁² as s → 1, on every function of a grid.
  @Test(arguments: [8, 32]) func theLimitOfOrderOne(n: Int) throws {
    let rest = 1e-6
    let found = try study(gagliardo(1 - rest), .homogeneous(1), [.neumann], [[n]])
    let level = found.levels[0]
    // The next term is (1 − s) times a logarithm of h and the length, below 20 here.
    #expect(isClose(try #require(level.lower) * rest.squareRoot(), 1, 20 * rest))
    #expect(isClose(try #require(level.upper) * rest.squareRoot(), 1, 20 * rest))
  }

  /// [u]_s is bounded by H¹ and not below: u of the finest scale has h^{1−s}.
  @Test func thePowerOfTheLowerConstant() throws {
    let found = try study(
      gagliardo(0.5), .homogeneous(1), [.neumann], [[16], [32], [64], [128], [256]])
    #expect(found.verdict == .notEquivalent)
    #expect(isClose(try #require(found.powers.lower), 0.5, 0.02))
    #expect(try #require(found.powers.upper) == 0)
    // The slope of u = x: [x]² = 1 for s = ½ is a lower bound.
    #expect(try #require(found.levels.last?.upper) > 1)
    #expect(found.levels.allSatisfy { $0.residual.map { $0 <= 1e-9 } ?? false })
  }

  /// Every function's ratio lies between the constants.
  @Test func noFunctionIsOutside() throws {
    let cells = [5, 6]
    let boundaries: [Boundary] = [.neumann, .dirichlet]
    for (left, right) in [
      (gagliardo(0.25), Norm.homogeneous(1)), (gagliardo(0.75, seminorm: false), .h(1)),
    ] {
      let level = try study(left, right, boundaries, [cells]).levels[0]
      let grid = Domain(boundaries.map { .init(0, 1, boundary: $0) }).grid(cells: cells)
      let space = FunctionSpace<Double>(on: grid)
      for seed in 1...20 {
        let u = Field(in: space, values: whiteNoise(space.count, seed: UInt64(seed)))
        let ratio = try u.norm(left) / u.norm(right, scheme: Scheme(fd2.kinds))
        #expect(ratio >= (try #require(level.lower)) * (1 - 1e-9))
        #expect(ratio <= (try #require(level.upper)) * (1 + 1e-9))
      }
    }
  }

  /// ‖u‖_{½,00} ≤ C (1 + log 1/h) |u|_½ for u = 0 at the ends, and no better: u = log(d/h)/log(1/h), d the
  /// distance to the ends. So c⁻¹ ~ log n, and not c⁻² as of a single mode: Bramble, Pasciak and Schatz,
  /// Math. Comp. 47 (1986), lemma 3.
  @Test func theLogarithmOfTheEnds() throws {
    let pair = NormPair("", .init(gagliardo(0.5)), over: .init(.homogeneous(0.5)))
    let found = try EquivalenceStudy(
      Domain([.init(0, 1, boundary: .dirichlet)]), [pair],
      StudyOptions(levels: [[16], [32], [64], [128], [256]])
    ).run(Double.self).equivalences[0]
    #expect(found.verdict == .notEquivalent && found.isDegenerate)
    #expect(found.reason == "the lower constant falls slower than any power", "\(found)")
    #expect(found.powers.lower == 0 && found.powers.upper == 0)
    // √(2π) on the line.
    #expect(try #require(found.limits.upper).value <= (2 * Double.pi).squareRoot() * (1 + 1e-3))
  }

  /// Logarithms to the powers ½ to 1, and a square that is a quadratic in one, are no small powers.
  @Test func logarithmsAreNoPowers() {
    let laws: [(name: String, law: (Double) -> Double, isPower: Bool)] = [
      ("root", { $0.squareRoot() }, false), ("log", { $0 }, false),
      ("3/4", { .pow($0, 0.75) }, false),
      ("square", { (1 + $0 + $0 * $0).squareRoot() }, false), ("power", { .exp(0.05 * $0) }, true),
    ]
    for (name, law, isPower) in laws {
      for isFalling in [false, true] {
        var found = Equivalence(pair: name, left: "", right: "")
        found.levels = [16, 32, 64, 128, 256].map { n in
          var level = EquivalenceLevel(cells: [n], h: [1 / Double(n)])
          let q = law(.log(Double(n)))
          (level.lower, level.upper) = isFalling ? (1 / q, 1) : (1, q)
          return level
        }
        found.judge(key: .h)
        #expect(
          found.reason == "the \(isFalling ? "lower constant falls" : "upper constant grows") "
            + (isPower ? "like h^\(isFalling ? "0.05" : "-0.05")" : "slower than any power"),
          "\(name) \(found.reason ?? "")")
      }
    }
  }

  /// ‖u‖_{s+δ}/‖u‖_s is at most (1 + λ_max)^{δ/2}: a power of h, however small δ is.
  @Test(arguments: [0.005, 0.02, 0.05, 0.3]) func smallPowersAreNoLogarithms(_ delta: Double) throws
  {
    for isFalling in [false, true] {
      let (left, right) = isFalling ? (Norm.l2, Norm.h(delta)) : (.h(delta), .l2)
      let found = try EquivalenceStudy(
        Domain([circle]), [NormPair("", .init(left), over: .init(right))],
        StudyOptions(levels: [[16], [32], [64], [128], [256]])
      ).run(Double.self).equivalences[0]
      let power = try #require(isFalling ? found.powers.lower : found.powers.upper)
      #expect(abs(power - (isFalling ? delta : -delta)) < 1e-3 * delta, "\(power)")
      #expect(
        found.reason
          == (isFalling
            ? "the lower constant falls like h^\(delta)"
            : "the upper constant grows like h^-\(delta)"))
    }
  }

  @Test func tooManyPoints() throws {
    #expect(throws: StudyError.self) {
      _ = try study(gagliardo(0.5), .homogeneous(1), [.neumann, .neumann], [[100, 100]])
    }
  }
}
