import Reports
import Studies
import Testing

@Suite struct TextTests {
  @Test func `Table 1 prints three measures side by side`() {
    #expect(render(DrawnTables.squares, as: .text) == GoldenText.squares)
  }

  @Test func `Table 2 prints methods side by side, with words for round-off`() {
    #expect(render(DrawnTables.methods, as: .text, layout: .methods) == GoldenText.methods)
  }

  @Test func `Table 3 prints norms with their known values`() {
    #expect(render(DrawnTables.kink, as: .text) == GoldenText.kink)
  }

  @Test func `quantities print with Richardson's rate and limit`() {
    #expect(render(DrawnTables.torsion, as: .text) == GoldenText.torsion)
  }

  @Test func `compact leaves the finest row and the fit`() {
    #expect(render(DrawnTables.methods, as: .text, layout: .compact) == GoldenText.compact)
  }

  /// Whatever the number of norms, measures and methods: a block that is too wide is split, each
  /// part has every row, and no number is lost.
  @Test(arguments: [1, 2, 3, 5, 8], TableLayout.allCases)
  func `no line is longer than 80 characters`(count: Int, layout: TableLayout) {
    let norms = ["L2", "H1", "|H1|", "|H2:multiindex|", "W1.5,3", "Linf", "H-0.5", "energy"]
    var results = DrawnTables.results(
      .convergence, String(repeating: "a long title ", count: count), file: "long.toml",
      hash: "012345")
    results.caption = [String(repeating: "a caption of many words, ", count: 3 * count)]
    var errors: [String] = []
    for m in 0..<count {
      var series = Series(
        method: "method\(m)", note: "staggered", grids: [[40, 80], [80, 160], [160, 320]])
      for (k, norm) in norms.prefix(count).enumerated() {
        for measure in ["discrete", "spectral", "function"] {
          // Seven, eight, nine … times 10⁻³, all different in three digits.
          let values = (0..<3).map { Double(100 + 50 * m + 3 * k + 29 * $0) * 1e-5 }
          series.add(
            norm, measure, values.map { measure == "discrete" ? $0 : 1.5 * $0 }, [nil, 2, 2],
            DrawnTables.fit(2, 1e-3, [0, 2], theory: 2, reason: "because of \(norm)"))
          if measure == "discrete" { errors.append(exponential(values[2])) }
        }
      }
      series.levels[2].iterations = 17
      results.series.append(series)
    }
    var verdict = Verdict(text: String(repeating: "rate of something ", count: count), met: false)
    verdict.found = 1.5
    verdict.line = 3
    results.expectations = [verdict]

    let text = render(results, as: .text, layout: layout)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines {
      #expect(line.count <= 80)
      #expect(line.last != " ")
    }
    for error in errors { #expect(text.contains(error)) }
    #expect(text.contains("160 × 320"))
  }

  /// Three significant digits of 1.00e-03 … 9.99e-03 by integer arithmetic.
  private func exponential(_ x: Double) -> String {
    let digits = "\(Int((x * 1e5).rounded()))"
    return digits.prefix(1) + "." + digits.dropFirst()
  }

  @Test func `a missed expectation is one line with its place`() {
    var results = DrawnTables.squares
    results.expectations[0].met = false
    results.expectations[0].found = 1.5049
    #expect(
      results.verdictLines == [
        "MISSED  fd2 H1 discrete rate 2.0 ± 0.1 : found 1.50   poisson-square.toml:36",
        "1 of 2 expectations met.",
      ])
  }

  @Test func `a mark stands in place of the number or of the rate`() {
    var results = Results(study: .convergence)
    var series = Series(method: "m", note: "", grids: [[4], [8]])
    series.add("L2", "discrete", [0, 0], [nil, nil], nil, [.exact, .exact])
    series.add("H2:sum", "discrete", [nil, nil], [], nil, [.inadmissible, .inadmissible])
    series.add("H1", "discrete", [nil, nil], [], nil, [.infinite, .infinite])
    series.add("H-1", "discrete", [1, 0.5], [nil, 1], nil, [.meanRemoved, .meanRemoved])
    results.series = [series]
    let text = render(results, as: .text)
    #expect(
      text.contains(
        "\n    8           0 exact   inadmissible     -         inf     -   5.000e-01  1.00"))
    #expect(text.contains("H-1 a"))
    #expect(text.contains("a  mean removed"))
  }

  @Test func `measures share a column only where all printed digits agree`() {
    func text(_ spectral: Double) -> String {
      var results = Results(study: .convergence)
      var series = Series(method: "m", note: "", grids: [[4], [8]])
      series.add("L2", "discrete", [1, 0.25], [nil, 2])
      series.add("L2", "spectral", [1, spectral], [nil, 2])
      results.series = [series]
      return render(results, as: .text)
    }
    #expect(text(0.25001).contains("d = s"))
    #expect(!text(0.25001).contains("d/s"))
    #expect(!text(0.2501).contains("d = s"))
    #expect(text(0.2501).contains("d/s"))
  }

  @Test func `a fit over other rows than most has its own footnote`() {
    var results = DrawnTables.squares
    results.series[0].fits["L2"]?["discrete"]?.rows = [1, 5]
    let text = render(results, as: .text)
    #expect(text.contains("  fit a    ±2e-04  2.00 b"))
    #expect(text.contains("b  least squares over n = 16 … 256; ± is the 95 % half-width."))
  }

  @Test(arguments: [
    (2e-4, "±2e-04"), (0.04, "±0.04"), (0.0096, "±0.01"), (0.96, "±1"), (0.15, "±0.1"),
    (17.57, "±20"), (0, "±0"),
  ])
  func `a half-width has one digit`(halfWidth: Double, printed: String) {
    var results = DrawnTables.squares
    for norm in ["L2", "H1"] {
      for measure in ["discrete", "spectral", "function"] {
        results.series[0].fits[norm]?[measure]?.halfWidth = halfWidth
      }
    }
    let line = render(results, as: .text).split(separator: "\n").first { $0.contains("fit a") }
    #expect(
      line?.split(separator: " ").filter { $0.hasPrefix("±") }
        == Array(repeating: printed[...], count: 3))
  }
}
