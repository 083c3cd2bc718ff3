import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// The constants of energies whose coefficients vary, against what the coefficient says.
@Suite struct EnergyPairs {
  private let fd2 = Method("fd2", [.staggered(order: 2)])

  private func levels(
    _ pair: NormPair, _ axes: [Boundary], _ cells: [[Int]], a: String, c: String = "0",
    lastMode: LastMode = .parseval
  ) throws -> [EquivalenceLevel] {
    let domain = Domain(axes.map { .init(0, 1, boundary: $0) })
    var options = StudyOptions(levels: cells)
    options.lastMode = lastMode
    var study = EquivalenceStudy(domain, [pair], options)
    study.problem = Problem(
      domain: domain, diffusion: [try Formula(a)], reaction: try Formula(c))
    return try study.run(Double.self).equivalences[0].levels
  }

  /// Between Neumann ends the constants are the roots of the least and the largest sample.
  @Test func samplesAreTheConstants() throws {
    let pair = NormPair("", .init(.energy, by: fd2), over: .init(.homogeneous(1), by: fd2))
    for level in try levels(pair, [.neumann], [[5], [16], [64]], a: "1 + x") {
      let h = 1 / Double(level.cells[0])
      #expect(isClose(try #require(level.lower), (1 + h / 2).squareRoot(), 1e-12))
      #expect(isClose(try #require(level.upper), (2 - h / 2).squareRoot(), 1e-12))
      #expect(try #require(level.residual) <= 1e-9)
      #expect(try #require(level.iterations) > 0)
    }
  }

  /// The pair upside down has the reciprocal constants.
  @Test func reciprocals() throws {
    let (e, w) = (NormPair.Side(.energy, by: fd2), NormPair.Side(.h(1), by: fd2))
    let up = try levels(
      NormPair("", e, over: w), [.dirichlet, .periodic], [[8, 9]], a: "1 + x*y", c: "2 + y")[0]
    let down = try levels(
      NormPair("", w, over: e), [.dirichlet, .periodic], [[8, 9]], a: "1 + x*y", c: "2 + y")[0]
    #expect(isClose(try #require(up.lower), 1 / (try #require(down.upper)), 1e-9))
    #expect(isClose(try #require(up.upper), 1 / (try #require(down.lower)), 1e-9))
  }

  /// Where c = 0 the energy does not see constants: c is 0 against H¹, and they leave with zero mean.
  @Test func constantsAreNamed() throws {
    let pair = NormPair("", .init(.energy, by: fd2), over: .init(.h(1), by: fd2))
    var zeroMean = pair
    zeroMean.subspace = .zeroMean
    let all = try levels(pair, [.neumann], [[16]], a: "1 + x")[0]
    #expect(all.lower == 0 && all.lowerMode == [0])
    #expect(isClose(try #require(all.upper), 2.0.squareRoot(), 0.05))
    #expect(try #require(try levels(zeroMean, [.neumann], [[16]], a: "1 + x")[0].lower) > 0.9)
    // Upside down C is infinite at the constants, and c is what it was.
    let inverse = NormPair("", pair.right, over: pair.left)
    let down = try levels(inverse, [.neumann], [[16]], a: "1 + x")[0]
    #expect(down.upper == nil && down.upperMode == [0])
    #expect(isClose(try #require(down.lower), 1 / (try #require(all.upper)), 1e-9))
  }

  /// A centred difference sees no checkerboard; against its own norm it is left out, against the
  /// staggered one it makes c vanish.
  @Test func checkerboardsAreNamed() throws {
    let centred = Method("centred", [.centred(order: 2)])
    let own = NormPair("", .init(.energy, by: centred), over: .init(.homogeneous(1), by: centred))
    let level = try levels(own, [.periodic], [[16]], a: "1 + x*(1 - x)")[0]
    #expect(
      try #require(level.lower) >= 1 - 1e-9 && (try #require(level.upper)) <= 1.25.squareRoot())
    let other = NormPair("", .init(.energy, by: centred), over: .init(.homogeneous(1), by: fd2))
    let gap = try levels(other, [.periodic], [[16]], a: "1 + x*(1 - x)")[0]
    #expect(gap.lower == 0 && gap.lowerMode == [8])
  }

  /// Two energies: neither is diagonal. With a = 2b the ratio is √2 throughout.
  @Test func aMultipleOfTheOther() throws {
    let spectral = Method("spectral", [.spectral])
    let pair = NormPair("", .init(.energy, by: fd2), over: .init(.energy, by: spectral))
    // 2/π at the last mode for constant coefficients; between the extremes of a/a otherwise.
    let level = try levels(pair, [.dirichlet], [[24]], a: "2 + sin(3*x)")[0]
    #expect(try #require(level.lower) > 0.6 && (try #require(level.upper)) < 1.01)
  }

  /// Constant coefficients are exact, mode by mode.
  @Test func constantCoefficients() throws {
    let pair = NormPair("", .init(.energy, by: fd2), over: .init(.homogeneous(1), by: fd2))
    let level = try levels(pair, [.dirichlet], [[12]], a: "4")[0]
    #expect(isClose(try #require(level.lower), 2, 4 * Double.ulpOfOne))
    #expect(level.lowerMode != nil && level.residual == nil)
  }

  /// λ₁ of −(a u′)′ on (0, 1) for a = (1 + x)²: u = (1 + x)^{-1/2} sin(π log₂(1 + x)) solves the Euler
  /// equation ((1 + x)² u′)′ = −λ u with λ = ¼ + (π/ln 2)².
  @Test func eulersEquation() throws {
    let pair = NormPair("", .init(.energy, by: fd2), over: .init(.l2, by: fd2))
    let found = try levels(pair, [.dirichlet], [[32], [64], [128]], a: "(1 + x)^2")
    let root = Double.pi / Double.log(2)
    let known = (0.25 + root * root).squareRoot()
    let errors = try found.map { abs(try #require($0.lower) - known) }
    #expect(errors[2] <= 1e-3)
    for i in 1...2 { #expect(abs(errors[i - 1] / errors[i] - 4) <= 0.05) }
  }

  /// Without the last mode nothing of it is left in the space.
  @Test func dropped() throws {
    let spectral = Method("spectral", [.spectral])
    let pair = NormPair("", .init(.energy, by: spectral), over: .init(.h(1), by: spectral))
    let level = try levels(
      pair, [.periodic], [[16]], a: "2 + sin(2*pi*x)", c: "1", lastMode: .drop)[0]
    let whole = try levels(pair, [.periodic], [[16]], a: "2 + sin(2*pi*x)", c: "1")[0]
    #expect(try #require(level.lower) >= (try #require(whole.lower)) - 1e-9)
    #expect(try #require(level.upper) <= (try #require(whole.upper)) + 1e-9)
  }

  /// −a : D²u is no form: neither side of a pair takes it for ∫ a |∇u|², whatever the other one is.
  @Test(arguments: ["2", "2 + x"]) func theNondivergenceFormIsNoEnergy(_ a: String) throws {
    let energy = NormPair.Side(.energy, by: fd2)
    let domain = Domain([.init(0, 1, boundary: .dirichlet)])
    for other in [Norm.l2, .h(1), .lInfinity, Norm(.slobodeckij(0.5, 2))] {
      let side = NormPair.Side(other, by: fd2)
      for pair in [NormPair("p", energy, over: side), NormPair("p", side, over: energy)] {
        var study = EquivalenceStudy(domain, [pair], StudyOptions(levels: [[8]]))
        study.problem = Problem(
          domain: domain,
          op: SecondOrderOperator(
            .scalar(try Formula(a)), advection: [0], form: .nondivergence, rank: 1))
        #expect("\(other) \(a)") {
          _ = try study.run(Double.self)
        } throws: {
          "\($0)".contains("the nondivergence form is no energy")
        }
      }
    }
  }

  @Test func anEnergyNeedsAProblem() throws {
    let pair = NormPair("", .init(.energy, by: fd2), over: .init(.l2, by: fd2))
    let domain = Domain([.init(0, 1, boundary: .dirichlet)])
    #expect(throws: StudyError.self) {
      _ = try EquivalenceStudy(domain, [pair], StudyOptions(levels: [[8]])).run(Double.self)
    }
  }
}
