import Reports
import Studies
import Testing

/// The drawn table of constants, and the other formats of the same value.
@Suite struct EquivalenceTables {
  private var results: Results {
    var results = DrawnTables.results(
      .equivalence, "Constants", file: "constants.toml", hash: "3f9a1c")
    results.caption = ["constants: ‖u‖_left / ‖u‖_right over all modes  (ratio, not its square)"]
    var forward = Equivalence(pair: "fd2 seminorm", left: "|H1| fd2", right: "|H1| fourier")
    for (n, upper) in [(8, 0.974495), (16, 0.993587), (64, 0.999598), (256, 0.999975)] {
      var level = EquivalenceLevel(cells: [n], h: [1 / Double(n)])
      (level.lower, level.upper) = (0.6366197723675814, upper)
      (level.lowerMode, level.upperMode) = ([n / 2], [1])
      forward.levels.append(level)
    }
    forward.limits = .init(
      lower: Limit(value: 0.6366197723675814, halfWidth: 0),
      upper: Limit(value: 1, halfWidth: 1e-9, rate: 2))
    forward.powers = .init(lower: 0, upper: 0)
    forward.known.lower = 0.636619772367
    forward.knownNotes.lower = "2/pi"
    var central = Equivalence(pair: "central seminorm", left: "|H1| central", right: "|H1| fourier")
    for n in [8, 256] {
      var level = EquivalenceLevel(cells: [n], h: [1 / Double(n)])
      level.lower = 0
      level.lowerMode = [n / 2]
      level.upperMode = [0]
      central.levels.append(level)
    }
    central.verdict = .notEquivalent
    central.reason = "the checkerboard (mode n/2) is not seen"
    results.equivalences = [forward, central]
    return results
  }

  @Test("Text: pairs in the margin, one heading, the mode beside each constant")
  func text() {
    let lines = render(results, as: .text).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.dropFirst(2).joined(separator: "\n") == """

                                         n      lower   mode      upper   mode
        fd2 seminorm                     8   0.636620      4   0.974495      1
         |H1| fd2 : |H1| fourier        16   0.636620      8   0.993587      1
                                        64   0.636620     32   0.999598      1
                                       256   0.636620    128   0.999975      1
                                     limit   0.636620          1.000000
                                      2/pi    ✓ 1e-12
                                    verdict: equivalent
        central seminorm                 8          0      4        inf      0
         |H1| central : |H1| fourier   256          0    128        inf      0
                                    verdict: not equivalent, the checkerboard (mode n/2)
                                    is not seen

        """)
  }

  @Test("CSV: a row a level, all digits; infinity is a word")
  func csv() {
    let lines = render(results, as: .csv).split(separator: "\n")
    #expect(lines[0] == "pair,left,right,n,h,lower,lower mode,upper,upper mode")
    #expect(
      lines[1] == "fd2 seminorm,|H1| fd2,|H1| fourier,8,0.125,0.6366197723675814,4,0.974495,1")
    #expect(
      lines[5] == "central seminorm,|H1| central,|H1| fourier,8,0.125,0.0,4,inf,0")
  }

  @Test("JSON: constants, modes, powers; an infinite constant is absent and marked")
  func json() throws {
    let json = try JSON(reading: render(results, as: .json))
    let forward = try #require(json["equivalences"]?[0])
    #expect(forward["pair"]?.text == "fd2 seminorm")
    #expect(forward["verdict"]?.text == "equivalent")
    #expect(forward["lowerPower"]?.double == 0 && forward["upperPower"]?.double == 0)
    #expect(forward["levels"]?[0]?["cells"]?[0]?.double == 8)
    #expect(forward["levels"]?[0]?["lowerMode"]?[0]?.double == 4)
    #expect(forward["upperLimit"]?["value"]?.double == 1)
    let central = try #require(json["equivalences"]?[1])
    #expect(central["verdict"]?.text == "not equivalent")
    #expect(central["lowerPower"] == nil)
    #expect(central["levels"]?[0]?["lower"]?.double == 0)
    #expect(central["levels"]?[0]?["upper"] == nil)
    #expect(central["levels"]?[0]?["marks"]?["upper"]?.text == "infinite")
  }

  @Test("Markdown and LaTeX: a heading and a table a pair, the verdict under it")
  func markup() {
    let markdown = render(results, as: .markdown)
    #expect(markdown.contains("| n | lower | mode | upper | mode |"))
    #expect(markdown.contains("verdict: not equivalent"))
    let latex = render(results, as: .latex)
    #expect(latex.contains("$|u|_{H^{1}}$ fd2 : $|u|_{H^{1}}$ fourier"))
    #expect(latex.contains("verdict: equivalent"))
  }
}
