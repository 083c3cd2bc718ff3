import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// The residual where the energy has ∫ βe² on Robin sides: equality for constant coefficients.
@Suite struct RobinResiduals {
  private func problem(
    _ box: [Domain.Interval], _ robin: [String: String], exact: String, a: String = "1",
    c: String = "0", b: [String] = []
  ) throws -> Problem {
    var problem = try stream(box, b, c, a: a, exact: exact)
    for (name, beta) in robin {
      let axis = ["x", "y", "z"].firstIndex(of: String(name.first!))!
      let side: Side = name.hasSuffix("lower") ? .lower : .upper
      problem.robin[BoxSide(axis: axis, side: side)] = try Formula(beta)
    }
    return problem
  }

  private func rows(
    _ problem: Problem, _ kind: Discretization, _ cells: [Int], oversample: Int = 4
  ) throws -> [Level] {
    var options = options(
      cells.map { n in problem.domain.intervals.map { _ in n } }, norms: [.energy])
    options.references = [.exact, .residual]
    options.oversample = oversample
    return try ConvergenceStudy(problem, [Method(kind)], options).series().levels
  }

  private static let free = interval(0, 1, .neumann)
  private static let boxes: [([Domain.Interval], [String: String], String, String)] = [
    ([free], ["x.lower": "2", "x.upper": "1"], "exp(x)*cos(x)", "0"),
    ([free], ["x.upper": "1/20"], "exp(x)*cos(x)", "0"),
    ([free], ["x.lower": "1000"], "exp(x)*cos(x)", "3"),
    ([interval(0, 1, .neumann, .cells)], ["x.lower": "2", "x.upper": "5"], "exp(x)*cos(x)", "0"),
    ([interval(0, 1, .dirichletNeumann)], ["x.upper": "2"], "exp(x)*cos(x)", "1"),
    ([interval(0, 2, .neumannDirichlet, .cells)], ["x.lower": "2"], "exp(x)*cos(x)", "0"),
    ([free, free], ["x.lower": "2", "y.upper": "1"], "exp(x)*cos(x + y)", "0"),
    (
      [free, free], ["x.lower": "1 + y", "x.upper": "2", "y.lower": "x", "y.upper": "exp(x)"],
      "exp(x)*cos(x + y)", "0"
    ),
    (
      [interval(0, 1, .neumannDirichlet), interval(0, 1, .neumann, .cells)],
      ["x.lower": "1 + y", "y.lower": "2"], "exp(x)*cos(x + y)", "1"
    ),
    ([free, circle], ["x.upper": "2 + sin(y)"], "exp(x*cos(y))", "0"),
  ]

  /// ‖R − βz‖² + ∫βz² for the best z is ‖e‖², ∫ βe² included, with one side or all, β small, large or
  /// variable, constants held by β alone. What data have beyond the finer grid is above: it falls with
  /// that grid.
  @Test(arguments: boxes.indices)
  func theBoundIsTheError(_ i: Int) throws {
    let (box, robin, exact, c) = Self.boxes[i]
    let sut = try problem(box, robin, exact: exact, c: c)
    for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
      let isOnCells = box.contains { $0.placement == .cells }
      // −u″ = f by linear elements is exact at the nodes.
      if kind == .spline(degree: 1), isOnCells || box.count == 1 && c == "0" { continue }
      var excess: [Double] = []
      for oversample in [4, 8] {
        for row in try rows(sut, kind, [13, 16], oversample: oversample) {
          let effectivity = try #require(row.effectivity)
          let upper = try #require(row.values["energy"]?["residual"])
          let lower = try #require(row.lowerBound)
          let error = upper / effectivity
          #expect(effectivity >= 1 - 1e-9 && effectivity < 1.03, "\(kind) \(effectivity)")
          #expect(lower <= error * (1 + 1e-9) && lower > 0.97 * error, "\(kind) \(lower / error)")
          if row.cells[0] == 16 { excess.append(effectivity - 1) }
        }
      }
      #expect(excess[1] < 0.6 * excess[0] + 1e-9, "\(kind) \(excess)")
    }
  }

  /// β holds the sides as Dirichlet data do when it is large. The bound is the error all the same: what e
  /// has on a side beyond the grid, and at an edge of two sides, costs ∫βe², as in the error itself, not β²e²
  /// in the dual norm of the box, of which the index would be √β. What data have beyond the finer grid is
  /// above, and less than what they have on it: the index is below √2.
  @Test(arguments: [1e2, 1e4, 1e6, 1e8])
  func theBoundIsTheErrorHoweverLargeTheWeight(_ beta: Double) throws {
    let cells = interval(0, 1, .neumann, .cells)
    let flat = "exp(x)*cos(x + y)"
    for (box, exact, oversample) in [
      ([Self.free], "exp(x)*cos(x)", 4), ([cells], "exp(x)*cos(x)", 4),
      ([Self.free, circle], "exp(x*cos(y))", 4), ([Self.free, unitDirichlet], flat, 4),
      ([Self.free, Self.free], flat, 4), ([cells, cells], flat, 4),
      ([Self.free, Self.free, Self.free], "exp(x)*cos(x + y + z)", 2),
    ] as [([Domain.Interval], String, Int)] {
      var robin: [String: String] = [:]
      for (axis, name) in zip(box, ["x", "y", "z"]) where axis.boundary == .neumann {
        robin["\(name).lower"] = "\(beta)"
        robin["\(name).upper"] = "\(beta)"
      }
      let sut = try problem(box, robin, exact: exact)
      let sizes = box.count == 3 ? [4, 7] : [8, 13]
      for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
        if kind == .spline(degree: 1), box.count == 1 || box[0].placement == .cells { continue }
        for row in try rows(sut, kind, sizes, oversample: oversample) {
          let effectivity = try #require(row.effectivity)
          let error = try #require(row.values["energy"]?["residual"]) / effectivity
          let lower = try #require(row.lowerBound)
          let place = "\(box.count) \(kind) \(row.cells)"
          #expect(effectivity >= 1 - 1e-7, "\(place) \(effectivity)")
          #expect(effectivity < 2.squareRoot(), "\(place) \(effectivity)")
          #expect(lower <= error * (1 + 1e-7), "\(place) \(lower / error)")
          guard box.count < 3 else { continue }
          #expect(lower > error / 2.squareRoot(), "\(place) \(lower / error)")
        }
      }
    }
  }

  /// A weight that varies keeps that.
  @Test(arguments: [1.0, 1e4, 1e8]) func theWeightMayVary(_ beta: Double) throws {
    let sut = try problem(
      [Self.free, Self.free],
      [
        "x.lower": "\(beta)", "x.upper": "\(beta)*(1 + y)", "y.lower": "\(beta)*exp(x)",
        "y.upper": "1",
      ], exact: "exp(x)*cos(x + y)")
    for row in try rows(sut, .stencil(order: 2), [8, 16]) {
      let effectivity = try #require(row.effectivity)
      #expect(
        effectivity >= 1 - 1e-7 && effectivity < 2.squareRoot(), "\(row.cells) \(effectivity)")
    }
  }

  /// So does one that vanishes at a point, or on an end: λ = √w μ vanishes there as well, at ∫ μ².
  @Test(arguments: [1e4, 1e6, 1e8]) func theWeightMayVanish(_ beta: Double) throws {
    for text in ["\(beta)*y", "\(beta)*(y - 2/5)^2"] {
      let sut = try problem(
        [interval(0, 1, .neumannDirichlet), interval(0, 1, .neumannDirichlet)],
        ["x.lower": text], exact: "exp(x)*cos(x + y)")
      for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
        for row in try rows(sut, kind, [8, 16, 32]) {
          let effectivity = try #require(row.effectivity)
          let place = "\(text) \(kind) \(row.cells) \(effectivity)"
          #expect(effectivity >= 1 - 1e-7 && effectivity < 2.squareRoot(), "\(place)")
        }
      }
    }
  }

  /// Beside sides that hold constants by little the mean of c holds them, as it does without sides: with
  /// c = 1000x, p = π² and η = ½ they weigh c̄ηp/(max c + ηp) and waves keep the half,
  ///
  ///     a(v, v) ≤ max(max c/weight, 2 (p + max c)/p) m(v, v)
  ///
  /// on every grid, whatever β: the weight of β alone would be max c/2β.
  @Test(arguments: [0.01, 1, 1e4]) func theMeanOfTheReactionHoldsConstants(_ beta: Double) throws {
    let sut = try problem(
      [Self.free], ["x.lower": "\(beta)", "x.upper": "\(beta)"], exact: "1/(1.3 + x)", c: "1000*x")
    let p = Double.pi * Double.pi
    let weight = 500 * (p / 2) / (1000 + p / 2)
    let index = max(1000 / weight, 2 * (p + 1000) / p).squareRoot()
    for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
      for row in try rows(sut, kind, [16, 64, 256, 1024]) {
        let effectivity = try #require(row.effectivity)
        let place = "\(kind) \(row.cells) \(effectivity)"
        #expect(effectivity >= 1 - 1e-7 && effectivity < index, "\(place)")
        let upper = try #require(row.values["energy"]?["residual"])
        #expect(try #require(row.lowerBound) <= upper / effectivity * (1 + 1e-7), "\(place)")
      }
    }
  }

  /// Its rate is that of the scheme: the function that is bounded has the slope of the Robin condition.
  @Test func theBoundHasTheRateOfTheScheme() throws {
    for (box, robin, exact, c) in [Self.boxes[0], Self.boxes[3], Self.boxes[7]] {
      let sut = try problem(box, robin, exact: exact, c: c)
      let levels = try rows(sut, .staggered(order: 2), [16, 32])
      let bounds = levels.map { $0.values["energy"]!["residual"]! }
      #expect(abs(Double.log2(bounds[0] / bounds[1]) - 2) < 0.15, "\(robin) \(bounds)")
    }
  }

  /// With a that varies, and in a stream along the Robin sides, the bounds enclose the error.
  @Test func theBoundsEncloseTheError() throws {
    let wall = unitDirichlet
    let free = Self.free
    for (box, robin, a, b, c, contrast) in [
      ([free], ["x.lower": "2", "x.upper": "1"], "2 + cos(3*x)", ["0"], "0", 3.0),
      ([free, wall], ["x.lower": "2", "x.upper": "y"], "1 + x", ["0", "0"], "x", 3),
      ([free, free], ["x.lower": "2"], "2 + x", ["0", "y*(1 - y)"], "2", 9),
      ([free, wall], ["x.upper": "3"], "1", ["0", "2"], "0", 9),
    ] as [([Domain.Interval], [String: String], String, [String], String, Double)] {
      let exact = box.count == 1 ? "exp(x)*cos(x)" : "exp(x)*cos(x + y)"
      let sut = try problem(box, robin, exact: exact, a: a, c: c, b: b)
      for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
        for row in try rows(sut, kind, [12, 17]) {
          let effectivity = try #require(row.effectivity)
          let upper = try #require(row.values["energy"]?["residual"])
          let lower = try #require(row.lowerBound)
          #expect(effectivity >= 1 - 1e-9, "\(robin) \(kind) \(effectivity)")
          #expect(effectivity < contrast.squareRoot() * 1.05, "\(robin) \(kind) \(effectivity)")
          #expect(lower > 0 && lower <= upper / effectivity * (1 + 1e-9), "\(robin) \(kind)")
        }
      }
    }
  }

  /// ∫f over cells that are cut is known to some digits only, and on a box whose constants β alone holds
  /// what is left of it is 1/√∫β times as much in the norm: in the bound the difference of the
  /// quadratures has its constant too. u = max(w, 0)², w = r² − |x − m|², and f = 8(2w − r²) where w > 0.
  @Test func whatCutCellsLeaveOfAConstantIsInTheBound() throws {
    for r in ["0.33", "0.37"] {
      for beta in ["1e-3", "1e-5"] {
        let w = "(\(r)^2 - (x - 0.45)^2 - (y - 0.52)^2)"
        var sut = try problem(
          [Self.free, Self.free], ["x.lower": beta], exact: "max(\(w), 0)^2")
        sut.source = try Formula("8*(2*\(w) - \(r)^2)*heaviside(\(w))")
        for row in try rows(sut, .stencil(order: 2), [7, 8]) {
          #expect(try #require(row.effectivity) > 1, "\(r) \(beta) \(row.cells)")
          #expect(try #require(row.residual).quadrature > 1e-3)
        }
      }
    }
  }

  /// Without a solution, against a finer one, and beside a point source.
  @Test func noSolutionIsNeeded() throws {
    var sut = try problem([Self.free], ["x.lower": "2", "x.upper": "1"], exact: "0")
    sut.exact = nil
    sut.source = try Formula("exp(x)")
    sut.data = [BoxSide(axis: 0, side: .lower): 1]
    var options = options([[16], [32]], norms: [.energy])
    options.references = [.residual, .finest]
    let rows = try ConvergenceStudy(sut, [Method(.stencil(order: 2))], options).series().levels
    for (row, share) in zip(rows, [1 - 1.0 / 64, 1 - 1.0 / 16]) {
      #expect(abs(try #require(row.effectivity) * share - 1) < 0.03, "\(row.effectivity!)")
    }
    var point = try problem([interval(0, 1, .neumannDirichlet)], ["x.lower": "2"], exact: "0")
    point.exact = try Formula("if(x < 1/3, 2*(1 + 2*x)/9, 5*(1 - x)/9)")
    point.source = 0
    point.rough.points = [PointSource(at: [Extended(1) / 3])]
    point.data = [BoxSide(axis: 0, side: .lower): 0]
    for row in try self.rows(point, .stencil(order: 2), [16, 31]) {
      let effectivity = try #require(row.effectivity)
      #expect(effectivity >= 1 - 1e-9 && effectivity < 1.3, "\(effectivity)")
    }
  }
}
