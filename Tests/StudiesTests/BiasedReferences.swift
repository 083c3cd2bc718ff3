import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// The rows near the finest grid: the rate of e(h) = C (h^p ∓ H^p) is not p.
@Suite struct BiasedReferences {
  /// u = sin x by differences of order 2r is sin x times a number, so that u_h − u_H is known exactly:
  /// the rate less the bias of C (h^p − H^p) is that of the error itself but for the next order, and
  /// the rows that carry the mark are those of a bias above 0.05. Levels need not be doubled.
  @Test(arguments: [[16, 32, 64, 128], [12, 24, 36, 72], [20, 60, 120, 240]])
  func theBiasIsThatOfTheExactDifference(_ cells: [Int]) throws {
    for order in [2, 4] {
      let problem = try problem([circle], source: "sin(x)")
      let series = try ConvergenceStudy(
        problem, [Method(.stencil(order: order))],
        options(cells.map { [$0] }, [.finest], norms: [.l2], measures: ["discrete"])
      ).series()
      let p = Double(order)
      let h = cells.map { 2 * .pi / Double($0) }
      let finest = 2 * .pi / Double([16: 512, 12: 288, 20: 960][cells[0]]!)
      func size(_ h: Double) -> Double {
        // λ_h of sin x: θ² − θ⁴/12 + …, and the next order.
        let s = 4 * Double.sin(h / 2) * Double.sin(h / 2)
        return 1 / ((order == 2 ? s : s + s * s / 12) / (h * h))
      }
      let e = h.map { Double.pi.squareRoot() * (size($0) - size(finest)).magnitude }
      for (row, e) in zip(series.levels, e) {
        let found = try #require(row.values["L2"]?["discrete"])
        #expect(abs(found - e) < 1e-12, "\(order) \(row.cells)")
      }
      for i in 1..<cells.count {
        let step = Double.log(h[i - 1] / h[i])
        let gap = { (h: Double) in 1 - Double.pow(finest / h, p) }
        let bias = Double.log(gap(h[i - 1]) / gap(h[i])) / step
        let own = Double.log((size(h[i - 1]) - 1) / (size(h[i]) - 1)) / step
        let rate = Double.log(e[i - 1] / e[i]) / step
        #expect(abs(rate - bias - own) < 0.05 * bias + 1e-9, "\(order) \(cells[i]) \(bias)")
        #expect((series.marks(.l2, "discrete")[i] == .biased) == (bias > 0.05))
      }
    }
  }

  /// Galerkin's orthogonality: ‖u − u_h‖² = ‖u_h − u_H‖² + ‖u − u_H‖² in the energy norm, so that its
  /// rate is too high by ½ log₂((1 − 8^{−2p})/(1 − 4^{−2p})) only: 0.035 for linear elements, where
  /// C (h − H) would have 0.22, and no row leaves the fit.
  @Test func galerkinErrorsAreOrthogonal() throws {
    let cells = [8, 16, 32, 64]
    let problem = try problem([unitDirichlet], source: "exp(x)*sin(3*x)")
    let norms: [Norm] = [.energy, .h(1)]
    let series = try ConvergenceStudy(
      problem, [Method(.spline(degree: 1))],
      options(cells.map { [$0] }, [.finest], norms: norms, measures: ["function"])
    ).series()
    for norm in norms {
      #expect(series.marks(norm, "function").allSatisfy { $0 != .biased }, "\(norm)")
      let gap = { (ratio: Double) in 1 - Double.pow(ratio, -2) }
      let bias = Double.log2(gap(8) / gap(4)) / 2
      let rate = try #require(series.levels[3].rates[norm.name]?["function"])
      #expect(abs(rate - 1 - bias) < 0.004, "\(norm): \(rate), bias \(bias)")
      let fit = try #require(series.fits[norm.name]?["function"])
      #expect(fit.rows?.last == 3)
    }
  }

  /// Knots that no finer grid shares: splines of degree 2, and linear elements on cells. With
  /// e_h = C h^p B_p(x/h) and knots in the middles between points ‖e‖² = C (h^{2p} + k H^{2p}),
  /// k = 3 − 4^{1−p}: the rate of p = 1 is too low, by ½ log₂((1 + 2/16)/(1 + 2/64)) = 0.063 on the last row,
  /// which alone leaves the fit. Degree 3 has its knots on the points, k = −1.
  @Test func knotsThatAreNotSharedBiasDownwards() throws {
    let cells = [12, 24, 48, 96]
    for (degree, placement, norm, p) in [
      (1, Placement.nodes, Norm.h(1), 1.0), (1, .cells, .h(1), 1), (2, .nodes, .h(2), 1),
      (2, .nodes, .h(1), 2), (3, .nodes, .h(2), 2), (1, .cells, .energy, 1),
    ] {
      let sut = try problem(
        [interval(0, 2 * .pi, .periodic, placement)], exact: "exp(cos(x))", reaction: 1)
      let series = try [ErrorReference.exact, .finest].map { reference in
        try ConvergenceStudy(
          sut, [Method(.spline(degree: degree))],
          options(cells.map { [$0] }, [reference], norms: [norm], measures: ["function"])
        ).series()
      }
      let isShared = degree.isMultiple(of: 2) == (placement == .cells)
      let k = isShared ? -1 : 3 - Double.pow(4, 1 - p)
      let share = { (ratio: Double) in 1 + k * Double.pow(ratio, -2 * p) }
      for i in 1..<cells.count {
        let ratio = Double(4 * cells.last! / cells[i])
        let bias = Double.log2(share(2 * ratio) / share(ratio)) / 2
        let rates = try series.map { try #require($0.levels[i].rates[norm.name]?["function"]) }
        let comment = "\(degree) \(norm) \(cells[i]): \(rates), bias \(bias)"
        // The next order is (h/H)² smaller, and of the size of its own part in the rate.
        #expect(
          abs(rates[1] - rates[0] - bias) < 0.05 * abs(bias) + 1e-4, "\(comment)")
        let isBiased = series[1].marks(norm, "function")[i] == .biased
        #expect(isBiased == (abs(bias) > 0.05), "\(comment)")
      }
    }
  }

  /// In a box the bias is that of the axes that the levels refine: of elements on the points of x and the
  /// middles of y −½ log₂((1 − 1/16)/(1 − 1/64)) = 0.035 where x is refined, which marks no row, and −0.063
  /// where y is, by its own h as by unknowns, whose ratio is the root of that of h and the rate twice it.
  @Test func theBiasIsThatOfTheRefinedAxes() throws {
    let box = [circle, interval(0, 2 * .pi, .periodic, .cells)]
    let cells = [12, 24, 48, 96]
    for (axis, k) in [(0, -1.0), (1, 2)] {
      for key in [axis == 0 ? RateKey.hx : .hy, .unknowns] {
        let u = try Formula(axis == 0 ? "exp(cos(x))*sin(y)" : "exp(cos(y))*sin(x)")
        let sut = try problem(box, source: "\(3)*(\(u))", reaction: 1)
        let levels = cells.map { n in axis == 0 ? [n, 8] : [8, n] }
        var options = options(levels, [.finest], norms: [.h(1)], measures: ["function"])
        options.rateBy = key
        let series = try ConvergenceStudy(sut, [Method(.spline(degree: 1))], options).series()
        for i in 1..<cells.count {
          let ratio = Double(4 * cells.last! / cells[i])
          let share = { (ratio: Double) in 1 + k / (ratio * ratio) }
          let factor = key == .unknowns ? 2.0 : 1
          let bias = factor * Double.log2(share(2 * ratio) / share(ratio)) / 2
          let rate = try #require(series.levels[i].rates["H1"]?["function"])
          #expect(abs(rate - factor - bias) < 0.02 * factor, "\(axis) \(key) \(i): \(rate) \(bias)")
          let isBiased = series.marks(.h(1), "function")[i] == .biased
          #expect(isBiased == (abs(bias) > 0.05), "\(axis) \(key) \(i): \(bias)")
        }
      }
    }
  }

  /// Where both axes are refined the bias is between the two, by the shares of their errors, and every
  /// row that may be off is marked.
  @Test func theBiasOfABoxIsBetweenThoseOfItsAxes() throws {
    let box = [circle, interval(0, 2 * .pi, .periodic, .cells)]
    let cells = [12, 24, 48, 96]
    for (exact, share) in [
      ("exp(cos(x))", 0.0), ("exp(cos(y))", 1), ("exp(cos(x)) + exp(cos(y))", 0.5),
    ] {
      let sut = try problem(box, exact: exact, reaction: 1)
      let series = try [ErrorReference.exact, .finest].map { reference in
        try ConvergenceStudy(
          sut, [Method(.spline(degree: 1))],
          options(cells.map { [$0, $0] }, [reference], norms: [.h(1)], measures: ["function"])
        ).series()
      }
      for i in 1..<cells.count {
        let ratio = Double(4 * cells.last! / cells[i])
        let gap = { (ratio: Double) in 1 + (3 * share - 1) / (ratio * ratio) }
        let bias = Double.log2(gap(2 * ratio) / gap(ratio)) / 2
        let rates = try series.map { try #require($0.levels[i].rates["H1"]?["function"]) }
        #expect(abs(rates[1] - rates[0] - bias) < 0.05 * abs(bias) + 1e-4, "\(exact) \(i)")
        #expect((series[1].marks(.h(1), "function")[i] == .biased) == (i == 3), "\(exact) \(i)")
      }
    }
  }

  /// The caption says what is judged: of functions that are multilinear on cells as of elements there.
  @Test func theCaptionSaysHowErrorsAreMadeOfBoth() throws {
    let cells = [interval(0, 2 * .pi, .periodic, .cells)]
    func line(
      _ box: [Domain.Interval], _ kind: Discretization, _ reconstruction: Method.Reconstruction,
      _ measure: Measure = "function"
    ) throws -> String {
      let sut = try problem(box, exact: "exp(cos(x))", reaction: 1)
      var method = Method(kind)
      method.reconstruction = reconstruction
      let levels = [8, 16].map { n in box.map { _ in n } }
      let caption = try ConvergenceStudy(
        sut, [method], options(levels, [.finest], norms: [.l2], measures: [measure])
      ).run().caption
      return try #require(caption.first { $0.hasPrefix("u_H: ") })
    }
    let between = "knots between points C (h^2p + (3 − 4^(1−p)) H^2p);"
    #expect(try line(cells, .spline(degree: 1), .trigonometric).contains(between))
    #expect(try line(cells, .stencil(order: 2), .multilinear).contains(between))
    #expect(!(try line([circle], .stencil(order: 2), .multilinear).contains("knots")))
    #expect(try line([circle], .stencil(order: 2), .multilinear).contains("elements"))
    for (kind, measure) in [
      (Discretization.stencil(order: 2), "function"), (.spline(degree: 1), "discrete"),
    ] {
      #expect(
        !(try line(cells, kind, .trigonometric, Measure(stringLiteral: measure)).contains(
          "elements")))
    }
    #expect(
      try line(cells + [circle], .spline(degree: 1), .trigonometric).contains(
        "knots between points along x C (h^2p + (3 − 4^(1−p)) H^2p), and the worse of both is judged"
      ))
  }
}
