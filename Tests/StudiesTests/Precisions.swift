import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Studies in three precisions, and what stops one.
@Suite struct Precisions {
  private func study() throws -> ConvergenceStudy {
    ConvergenceStudy(
      try problem([unitDirichlet], exact: "sin(pi*x)*exp(x)", reaction: 1),
      [Method(.stencil(order: 8)), Method(.stencil(order: 2)), Method(.spline(degree: 1))],
      options([[16], [32], [64]], norms: [.l2, .h(1)], measures: ["discrete", "function"]))
  }

  @Test func everyPrecisionFindsTheSameErrorsAboveItsRoundOff() throws {
    let study = try study()
    let double = try study.run(Double.self)
    let extended = try study.run(Float80.self)
    let single = try study.run(Float.self)
    for (i, series) in extended.series.enumerated() {
      for norm in study.options.norms {
        for measure in study.options.measures {
          let exact = series.values(norm, measure)
          for (found, epsilon) in [(double, Double.ulpOfOne), (single, Double(Float.ulpOfOne))] {
            for (a, b) in zip(found.series[i].values(norm, measure), exact) {
              // Round-off of |u| < 2 in H¹: at most 2πn, and a few ε.
              #expect(abs(a! - b!) < 64 * epsilon * 2 * 3.2 * 64, "\(norm) \(measure)")
            }
          }
        }
      }
    }
  }

  /// A limit is not better known than the values that it is made of: in single precision its half-width holds
  /// their round-off, and encloses the limit in extended precision.
  @Test func halfWidthsHoldTheRoundOffOfTheRun() throws {
    var options = options([[64], [128], [256], [512]], norms: [])
    options.quantities = [Quantity("integral", .integral), Quantity("energy", .energy)]
    let study = ConvergenceStudy(
      try problem([unitDirichlet], source: "exp(3*x)", reaction: 1), [Method(.stencil(order: 2))],
      options)
    let single = try study.run(Float.self).series[0]
    let extended = try study.run(Float80.self).series[0]
    for quantity in ["integral", "energy"] {
      let exact = try #require(extended.limits[quantity])
      let limit = try #require(single.limits[quantity])
      let halfWidth = try #require(limit.halfWidth)
      #expect(halfWidth >= 64 * Double(Float.ulpOfOne) * limit.value.magnitude)
      #expect((limit.value - exact.value).magnitude <= halfWidth, "\(limit) \(exact)")
    }
  }

  /// A function that the scheme has exactly: the error is round-off, and less of it in more digits.
  @Test func theFloorMovesWithThePrecision() throws {
    let study = ConvergenceStudy(
      try problem([circle], exact: "exp(sin(x))", reaction: 1), [Method(.spectral)],
      options([[8], [16], [32], [64]], norms: [.l2]))
    let single = try study.run(Float.self).series[0]
    let double = try study.run(Double.self).series[0]
    let extended = try study.run(Float80.self).series[0]
    func firstFloor(_ series: Series) -> Int? {
      series.marks(.l2, "discrete").firstIndex(of: .floor)
    }
    // The Fourier series of exp(sin x) leaves 1e-8 at n = 16 and 1e-20 at 32.
    #expect(firstFloor(single) == 1)
    #expect(firstFloor(double) == 2)
    #expect(extended.values(.l2, "discrete")[3]! < 1e-17)
    #expect(double.values(.l2, "discrete")[3]! < 1e-14)
    #expect(single.values(.l2, "discrete")[3]! < 1e-5)
    #expect(double.values(.l2, "discrete")[3]! > extended.values(.l2, "discrete")[3]!)
    #expect(single.values(.l2, "discrete")[3]! > double.values(.l2, "discrete")[3]!)
  }

  @Test func whatIsNotFiniteIsNamedWithItsPoint() throws {
    let box = [interval(0, 1, .neumann), interval(0, 1, .dirichlet)]
    do {
      _ = try ConvergenceStudy(
        try problem(box, exact: "x*y", source: "1/(x - 1/2)"), [Method(.stencil(order: 2))],
        options([[3, 4], [4, 4]])
      ).run()
      Issue.record("accepted")
    } catch let StudyError.notFinite(name, point, _, cells) {
      #expect(name == "source")
      #expect(point == [0.5, 0.25] && cells == [4, 4])
    }
    do {
      _ = try ConvergenceStudy(
        try problem(box, exact: "log(x)*y", source: "1"), [Method(.stencil(order: 2))],
        options([[4, 4]])
      ).run()
      Issue.record("accepted")
    } catch let StudyError.notFinite(name, point, _, _) {
      #expect(name == "exact" && point[0] == 0)
    }
  }

  /// At an end that the scheme does not look at a coefficient may be infinite: what is at a point or on
  /// a face is named, be it between the points.
  @Test func onlyWhereCoefficientsAreTakenTheyAreBlamed() throws {
    for (a, b, c, f, n, name, at) in [
      ("1 + x^(-1/4)", "1", "0", "1/(x - 1/2)", 8, "source", 0.5),
      ("1", "1", "log(x)^2", "1/(x - 1/2)", 8, "source", 0.5),
      ("1", "1/(x - 1/2)", "-log(x)", "1", 8, "advection", 0.5),
      ("1 + 1/(x - 1/2)^2", "1", "0", "log(x)", 9, "diffusion", 0.5),
    ] as [(String, String, String, String, Int, String, Double)] {
      var sut = Problem(
        domain: Domain([unitDirichlet]),
        op: SecondOrderOperator(
          .scalar(try Formula(a)), advection: [try Formula(b)], reaction: try Formula(c), rank: 1))
      sut.source = try Formula(f)
      do {
        var options = options([[n]])
        options.references = [.residual]
        _ = try ConvergenceStudy(sut, [Method(.stencil(order: 2))], options).run()
        Issue.record("accepted")
      } catch let StudyError.notFinite(found, point, _, _) {
        #expect(found == name && point == [at], "\(a) \(b) \(c) \(f): \(found) at \(point)")
      }
    }
  }

  @Test func whatIsMissingIsSaid() throws {
    func run(_ problem: Problem, _ cells: [[Int]] = [[8]]) throws {
      _ = try ConvergenceStudy(problem, [Method(.spectral)], options(cells)).run()
    }
    #expect(throws: StudyError.self) { try run(try problem([circle])) }
    #expect(throws: StudyError.self) { try run(try problem([circle], exact: "sin(x)"), []) }
    #expect(throws: StudyError.self) { try run(try problem([circle], exact: "sin(x)"), [[8, 8]]) }
    #expect(throws: StudyError.self) {
      try run(try problem([circle], exact: "sin(x)", diffusion: [-1]))
    }
    #expect(throws: StudyError.self) {
      try run(try problem([circle], exact: "sin(x)", reaction: -1))
    }
    #expect(throws: StudyError.self) { try run(try problem([circle], exact: "sign(sin(x))")) }
  }
}
