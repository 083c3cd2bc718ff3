import Cases
import Foundation
import Norms
import Reports
import Studies
import Testing

/// Norms over a range of orders, and norms of functions estimated on finer grids.
@Suite struct RangeTests {
  private func read(_ text: String) throws(CaseError) -> Case {
    try Case(CaseFile(text, name: "case.toml"))
  }

  /// u = x(1 − x) vanishes with −u'' = 2 at the ends: its odd reflection jumps in the second
  /// derivative, q = 2, and a sampled sine method has the rate min(q, q + ½ − s) in H^s.
  static let parabola = """
    [domain]
    lower    = [0]
    upper    = [1]
    boundary = ["dirichlet"]
    [problem]
    exact = "x*(1 - x)"
    [[method]]
    name = "sine"
    kind = "spectral"
    [study]
    cells   = [32, 64, 128, 256, 512]
    norms   = ["L2", "H-1..1.5 step 0.25"]
    measure = ["spectral"]

    """

  @Test("The rate of a range of orders falls with s as theory says")
  func rates() throws {
    let sut = try read(Self.parabola)
    let series = try #require(try sut.run().series.first)
    let range = try #require(series.ranges.first)
    #expect(range.orders == stride(from: -1, through: 1.5, by: 0.25).map { $0 })
    for (s, norm) in zip(range.orders, range.norms) {
      let fit = try #require(series.fits[norm]?["spectral"])
      #expect(fit.predicted == min(2, 2.5 - s))
      // Where both meet a logarithm is left over.
      guard abs(s - 0.5) > 0.3 else { continue }
      let rate = try #require(fit.rate)
      #expect(abs(rate - min(2, 2.5 - s)) < 0.1, "\(norm): \(rate)")
    }
  }

  @Test("A range has one table, s against value, rate and theory, and no columns")
  func table() throws {
    let sut = try read(Self.parabola)
    let lines = render(try sut.run(), as: .text, layout: sut.layout).split(
      separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(
      lines.firstIndex(of: "sine  H-1..1.5 step 0.25  at n = 512, rates of the fits"))
    let words = lines[(start + 1)...(start + 12)].map { $0.split(separator: " ").map(String.init) }
    #expect(words[0] == ["s", "spectral", "rate", "theory"])
    #expect(
      words[1...].map { $0[0] } == [
        "-1", "-0.75", "-0.5", "-0.25", "0", "0.25", "0.5", "0.75", "1", "1.25", "1.5",
      ])
    #expect(words[11][3] == "1.00")
    #expect(!lines.contains { $0.contains("H0.25") && $0.contains("H0.75") })
    // Comma-separated values have every column.
    #expect(render(try sut.run(), as: .csv, layout: sut.layout).contains("H0.25 spectral"))
  }

  @Test("Single norms of a range stand in expectations, and `show` keeps the range")
  func selected() throws {
    let text = Self.parabola + "[[expect]]\nnorm = \"H1.25\"\nrate = 1.25\n"
    let sut = try read(text)
    #expect(try sut.judge(try sut.run()).map(\.met) == [true])
    #expect(sut.toml.contains("norms      = [\"L2\", \"H-1..1.5 step 0.25\"]"))
    #expect(try read(sut.toml).effective == sut.effective)
  }

  @Test("A norm of a range may be listed by itself as well")
  func both() throws {
    let sut = try read(Self.parabola.with("\"L2\", ", "\"H1\", "))
    #expect(sut.options.norms.count { $0.name == "H1" } == 1)
    let results = try sut.run()
    #expect(results.series[0].listedNorms == ["H1"])
    #expect(results.series[0].ranges[0].norms.contains("H1"))
    #expect(try read(sut.toml).effective == sut.effective)
    let error = #expect(throws: CaseError.self) {
      try read(Self.parabola.with("\"L2\", ", "\"H1\", \"H1\", "))
    }
    #expect(error?.diagnostics.map(\.message) == ["`H1` stands twice in `norms`"])
  }

  /// |sin 2πkx|_s = (2πk)^s/√2 on the unit circle.
  @Test("A study of norms tables a range in one column")
  func norms() throws {
    let sut = try read(
      """
      [domain]
      lower    = [0]
      upper    = [1]
      boundary = ["periodic"]
      [[function]]
      name = "wave"
      expression = "sin(6*pi*x)"
      [study]
      cells = [16]
      norms = ["|H-1..2 step 0.5|"]

      """)
    let results = try sut.run()
    let series = results.series[0]
    for s in stride(from: -1, through: 2, by: 0.5) {
      let name = try #require(
        zip(series.ranges[0].orders, series.ranges[0].norms).first { $0.0 == s }
      ).1
      let value = try #require(series.levels[0].values[name]?["spectral"])
      let exact = pow(6 * Double.pi, s) / 2.0.squareRoot()
      #expect(abs(value - exact) < 64 * .ulpOfOne * exact)
    }
    let text = render(results, as: .text, layout: sut.layout)
    #expect(text.contains("wave  |H-1..2 step 0.5|  at n = 16"))
    #expect(text.contains("  0.5   "))
  }

  static let kink = """
    [domain]
    lower    = [0]
    upper    = ["2*pi"]
    boundary = ["periodic"]
    [[function]]
    name = "kink"
    expression = "abs(sin(x - 0.3))"
    known = { "H1" = "sqrt(2*pi)" }
    [study]
    cells = [10, 20]
    norms = ["H1", "H0.5", "L1"]

    """

  @Test(
    "Norms of the function itself: the finer of two grids, ± their difference", arguments: [2, 3])
  func estimates(m: Int) throws {
    let smooth = Self.kink.with("abs(sin(x - 0.3))", "exp(sin(x - 0.3))")
    let sut = try read(smooth + "oversample = \(m)\n")
    let plain = try read(smooth.with("[10, 20]", "[\(10 * m), \(20 * m), \(40 * m)]"))
    let (found, on) = (try sut.run().series[0], try plain.run().series[0])
    #expect(found.levels.map(\.cells) == [[10], [20]])
    for (i, level) in found.levels.enumerated() {
      for norm in found.norms {
        for measure in found.measures {
          let coarse = try #require(on.levels[i].values[norm]?[measure])
          let fine = try #require(on.levels[i + 1].values[norm]?[measure])
          #expect(level.values[norm]?[measure] == fine)
          #expect(level.halfWidths[norm]?[measure] == abs(fine - coarse))
        }
      }
    }
    let text = render(try sut.run(), as: .text, layout: sut.layout)
    #expect(text.contains("±"))
    #expect(
      text.contains(
        "values: the function sampled with \(2 * m) n cells, ± the difference to \(m) n cells"))
    #expect(JSON(try sut.run()).line.contains("\"halfWidths\""))
  }

  /// TV of x(1 − x)|x − 0.37| on 1024 points is off by a hundred times what it is from that on 512.
  @Test("A kink inside the box has no half-width, one beyond it has")
  func breaks() throws {
    for (expression, isBroken) in [
      ("abs(sin(x - 0.3))", true), ("sin(x)*floor(x/3)", true), ("sin(x)*abs(x + 1)", false),
    ] {
      let sut = try read(Self.kink.with("abs(sin(x - 0.3))", expression) + "oversample = 2\n")
      let results = try sut.run()
      for level in results.series[0].levels {
        #expect(level.halfWidths.isEmpty == isBroken, "\(expression)")
        #expect(level.values["L1"]?.isEmpty == false, "\(expression)")
      }
      let text = render(results, as: .text, layout: sut.layout)
      #expect(text.contains("kink: no ±") == isBroken, "\(expression)")
    }
  }

  @Test("Without oversample there is no half-width")
  func plain() throws {
    let sut = try read(Self.kink)
    #expect(try sut.run().series[0].levels.allSatisfy { $0.halfWidths.isEmpty })
  }

  /// The midpoint rule of sin²x/(1 + h²): ‖·‖² of u = x on the unit interval's cells is
  /// 1/3 − h²/12, so that the norm's limit is 1/√3, at second order.
  @Test("Norms are extrapolated as quantities are")
  func limits() throws {
    let sut = try read(
      """
      [domain]
      lower    = [0]
      upper    = [1]
      boundary = ["neumann"]
      placement = "cells"
      [[function]]
      name = "line"
      expression = "x"
      [study]
      cells = [16, 32, 64, 128]
      norms = ["L2"]
      limit = true
      [[expect]]
      at     = "limit"
      value  = "1/sqrt(3)"
      within = 1e-8

      """)
    let results = try sut.run()
    #expect(try sut.judge(results).map(\.met) == [true])
    let limit = try #require(results.series[0].normLimits["L2"]?["spectral"])
    #expect(abs((limit.rate ?? 0) - 2) < 1e-3)
    let width = try #require(limit.halfWidth)
    #expect(abs(limit.value - 1 / 3.0.squareRoot()) < width)
    #expect(JSON(results).line.contains("\"normLimits\""))
    let lines = render(results, as: .text, layout: sut.layout).split(separator: "\n")
    #expect(lines.contains { $0.contains("limit") && $0.contains("0.577350") })
    let refused = #expect(throws: CaseError.self) {
      try read(Self.parabola + "limit = true\n")
    }
    #expect(refused?.diagnostics.first?.message.hasPrefix("the limit of an error is 0") == true)
  }
}
