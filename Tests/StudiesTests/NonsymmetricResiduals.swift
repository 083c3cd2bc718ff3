import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// The residual of an operator with advection encloses the error in the energy norm of its symmetric
/// part: ‖R‖/√(1 + S²) ≤ ‖e‖ ≤ ‖R‖.
@Suite struct NonsymmetricResiduals {
  private func rows(
    _ problem: Problem, _ kind: Discretization, _ cells: [Int]
  ) throws -> [Level] {
    var options = options(
      cells.map { n in problem.domain.intervals.map { _ in n } }, norms: [.l2])
    options.references = [.exact, .residual]
    return try ConvergenceStudy(problem, [Method(kind)], options).series().levels
  }

  /// With one frequency κ on a circle K is a rotation by bκ/(κ² + c): ‖R‖² = (1 + (bκ/(κ² + c))²) ‖e‖².
  /// κ = √c has the largest, b/2√c, and for c = 0 the lowest frequency: there the lower bound is the
  /// error, and the upper one √(1 + S²) of it.
  @Test func aWaveInAStreamAttainsTheLowerBound() throws {
    for (b, c, kappa) in [(2.0, 0.0, 1.0), (3, 1, 1), (5, 4, 2), (-7, 9, 3)] {
      let problem = try stream([circle], ["\(b)"], "\(c)", exact: "sin(\(kappa)*x)")
      let s = b * kappa / (kappa * kappa + c)
      for row in try rows(problem, .stencil(order: 2), [15, 16]) {
        let effectivity = try #require(row.effectivity)
        let upper = try #require(row.values["energy"]?["residual"])
        let lower = try #require(row.lowerBound)
        #expect(abs(effectivity / (1 + s * s).squareRoot() - 1) < 1e-6, "\(b) \(c)")
        #expect(abs(lower * effectivity / upper - 1) < 1e-6, "\(b) \(c)")
      }
    }
  }

  /// On every box, with data that are lifted, sources in b, coefficients that vary, and around a
  /// flow without sources, where constants are the kernel.
  @Test func theBoundsEncloseTheError() throws {
    let wall = unitDirichlet
    for (box, b, c, exact, a) in [
      ([wall], ["1 + x"], "0", "sin(pi*x)*exp(cos(2*pi*x))", "1"),
      ([wall], ["4"], "0", "exp(x)", "1"),
      ([interval(0, 1, .dirichlet, .cells)], ["4*x"], "1", "sin(pi*x)^3", "2 + x"),
      ([interval(0, 1, .neumann)], ["sin(pi*x)"], "4", "exp(x)", "1"),
      ([interval(0, 1, .dirichletNeumann)], ["2 - 2*x"], "0", "x*exp(-x)", "1 + x/2"),
      ([circle, circle], ["sin(y)*cos(x)", "-sin(x)*cos(y)"], "0", "sin(x + y)*cos(y)", "1"),
      ([wall, wall], ["3", "-2"], "0", "exp(x)*cos(y)", "1 + x*y"),
      ([circle, wall], ["y", "0"], "1 + y", "exp(cos(x))*y^2", "1"),
      ([wall, wall, circle], ["1", "y", "1"], "1", "sin(pi*x)*sin(pi*y)*cos(z)", "1"),
    ] as [([Domain.Interval], [String], String, String, String)] {
      let problem = try stream(box, b, c, a: a, exact: exact)
      let isNodal = box.allSatisfy { $0.placement == .nodes }
      let cells = box.count == 3 ? [6] : [9, 16]
      let kinds: [Discretization] =
        [.stencil(order: 2)] + (isNodal ? [.spline(degree: 1)] : []) + [.spectral]
      for kind in kinds {
        for row in try rows(problem, kind, cells) {
          let upper = try #require(row.values["energy"]?["residual"])
          // A solution that the points resolve has an error of round-off.
          guard upper > 1e-8, let effectivity = row.effectivity else { continue }
          let error = upper / effectivity
          let lower = try #require(row.lowerBound)
          #expect(effectivity >= 1 - 1e-6, "\(exact) \(kind) \(row.cells) \(effectivity)")
          #expect(lower > 0 && lower <= error * (1 + 1e-6), "\(exact) \(kind) \(lower) \(error)")
        }
      }
    }
  }

  /// c ≥ −λ₁: the form is definite by Poincaré's inequality, and the bound the error.
  @Test func aDefiniteFormMayHaveANegativeReaction() throws {
    let wave = try stream([unitDirichlet], ["0"], "-9", exact: "sin(2*pi*x)*cos(pi*x)^2")
    for row in try rows(wave, .stencil(order: 2), [15, 16]) {
      #expect(abs(try #require(row.effectivity) - 1) < 1e-6)
    }
    let indefinite = try stream([unitDirichlet], ["0"], "-10", exact: "sin(2*pi*x)")
    #expect(throws: StudyError.self) { try rows(indefinite, .stencil(order: 2), [16]) }
  }

  /// Where c vanishes on a part of a circle its mean holds the constants: with d = c, mean d̄, and η of the
  /// waves' energy given to them, they have the weight d̄ η/(max c + η), κ = 1 being the lowest. At η = ½ it
  /// is d̄/3 and the bound at most √(max(2, 3/d̄)) times that of weights κ² + max c.
  @Test func theMeanOfCHoldsConstants() throws {
    for (c, mean) in [("heaviside(x - 1)", 1 - 1 / (2 * Double.pi)), ("(1 + cos(x))/2", 0.5)] {
      let sut = try stream([circle], ["0"], c, exact: "2 + cos(x)")
      for row in try rows(sut, .stencil(order: 2), [16, 31]) {
        let effectivity = try #require(row.effectivity)
        #expect(effectivity >= 1, "\(c) \(effectivity)")
        let t = try #require(row.residual).oscillation
        let most = 2 * max(2, 3 / mean) / (1 - t * t)
        #expect(effectivity < most.squareRoot(), "\(c) \(effectivity)")
      }
    }
  }

  /// A stream through free sides: (b·∇v, v) has ½ ∫ b·n v² on them, and with β + ½b·n ≥ 0 the symmetric part
  /// is a norm. Where it leaves a Neumann side, enters a Robin side that is stiff enough, or both.
  @Test func aStreamMayPassThroughFreeSides() throws {
    let free = interval(0, 1, .neumann)
    let out = interval(0, 1, .dirichletNeumann)
    for (box, robin, b, c, exact, a) in [
      ([out], [:], ["1"], "0", "sin(x)", "1"),
      ([out], [:], ["4*x"], "0", "x*exp(-x)", "1 + x"),
      ([interval(0, 1, .dirichletNeumann, .cells)], [:], ["2"], "1", "sin(x)", "1"),
      ([interval(0, 1, .neumannDirichlet)], ["x.lower": "2"], ["3"], "0", "cos(x)", "1"),
      ([free], ["x.lower": "1", "x.upper": "1"], ["1"], "2", "exp(x)", "1"),
      ([free], ["x.lower": "1"], ["2"], "2", "exp(x)", "2 + x"),
      ([out, unitDirichlet], [:], ["2 + y", "0"], "0", "sin(x)*cos(y)", "1"),
      ([free, circle], ["x.lower": "2 + sin(y)"], ["1", "1"], "1", "exp(x)*sin(y)", "1"),
    ] as [([Domain.Interval], [String: String], [String], String, String, String)] {
      var problem = try stream(box, b, c, a: a, exact: exact)
      for (name, beta) in robin {
        let side = BoxSide(axis: 0, side: name == "x.lower" ? .lower : .upper)
        problem.robin[side] = try Formula(beta)
      }
      for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
        if box.contains(where: { $0.placement == .cells }), kind != .stencil(order: 2) { continue }
        for row in try rows(problem, kind, [9, 16, 32]) {
          let upper = try #require(row.values["energy"]?["residual"])
          let effectivity = try #require(row.effectivity)
          let error = upper / effectivity
          let lower = try #require(row.lowerBound)
          #expect(effectivity >= 1 - 1e-6, "\(b) \(robin) \(kind) \(row.cells) \(effectivity)")
          #expect(
            lower > 0 && lower <= error * (1 + 1e-6), "\(b) \(robin) \(kind) \(lower / error)")
        }
      }
    }
  }

  /// A stream that enters through a free side, a seam, and the nondivergence form, have no norm.
  @Test func whatHasNoBoundIsRefused() throws {
    let through = try stream(
      [interval(0, 1, .neumannDirichlet)], ["1"], "0", exact: "cos(pi*x/2)")
    #expect { try rows(through, .stencil(order: 2), [16]) } throws: {
      "\($0)".contains("β + ½b·n is -0.5 on x.lower")
    }
    let seam = try stream([circle], ["x"], "2", exact: "sin(x)")
    #expect { try rows(seam, .stencil(order: 2), [16]) } throws: { "\($0)".contains("seam") }
    var point = try stream([circle, circle], ["1", "0"], "1", exact: "0")
    point.exact = nil
    point.rough.points = [PointSource(at: [0, 0])]
    #expect { try rows(point, .stencil(order: 2), [16]) } throws: {
      "\($0)".contains("not in H^-1") && "\($0)".contains("next")
    }
  }
}
