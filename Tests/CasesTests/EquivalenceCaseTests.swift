import Cases
import Norms
import Reports
import Studies
import Testing

/// Cases of the kind `equivalence`: pairs, their claims, and what is said of wrong ones.
@Suite struct EquivalenceCaseTests {
  private let pairs = """
    [domain]
    lower    = [0]
    upper    = ["2*pi"]
    boundary = ["periodic"]

    [[method]]
    name  = "fd2"
    kind  = "staggered"
    order = 2

    [study]
    cells = [8, 16, 32]

    [[pair]]
    name  = "forward"
    left  = { norm = "|H1|", by = "fd2" }
    right = { norm = "|H1|" }
    known = { lower = "2/pi" }

    [[pair]]
    name  = "inline"
    left  = { norm = "|H1|", by = "centred", order = 2 }
    right = { norm = "H2", form = "bessel" }
    scale = "h^2"
    squared = true
    subspace = "zero-mean"

    [[expect]]
    pair   = "forward"
    lower  = "2/pi"
    within = 1e-12

    """

  private func verdicts(_ text: String) throws -> [Verdict] {
    let sut = try Case(CaseFile(text, name: "pairs.toml"))
    return try sut.judge(try sut.run())
  }

  private func message(_ text: String) -> String {
    do {
      let sut = try Case(CaseFile(text, name: "pairs.toml"))
      _ = try sut.judge(try sut.run())
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "[[pair]] makes the study an equivalence; methods by name or inline, forms, scale, subspace")
  func reading() throws {
    let sut = try Case(CaseFile(pairs, name: "pairs.toml"))
    #expect(sut.kind == .equivalence)
    let study = try #require(sut.study as? EquivalenceStudy)
    #expect(study.pairs.map(\.name) == ["forward", "inline"])
    #expect(study.pairs[0].left.name == "|H1| fd2")
    #expect(study.pairs[0].right.name == "|H1| spectral")
    #expect(study.pairs[0].known.lower.map { ($0 - 2 / .pi).magnitude < 1e-15 } == true)
    #expect(study.pairs[0].knownNotes.lower == "2/pi")
    let inline = study.pairs[1]
    #expect(inline.left.name == "|H1| centred2")
    #expect(inline.right.norm.name == "H2:bessel")
    #expect(inline.scale == 2 && inline.isSquared && inline.subspace == .zeroMean)
    #expect(study.methods.map(\.name) == ["fd2"])
  }

  @Test("A case without names: pairs are called by their norms, and a list has an entry for each")
  func unnamed() throws {
    let text = pairs.with("name  = \"forward\"\n", "").with("name  = \"inline\"\n", "")
      .with("pair   = \"forward\"\nlower  = \"2/pi\"", "over = \"pair\"\nlower = [\"2/pi\", 0]")
    let found = try verdicts(text)
    #expect(found.map(\.met) == [true])
    #expect(found[0].text.contains("|H1| : |H1| lower"))
  }

  @Test("Claims: constants at levels and in the limit, powers, verdicts; several in one block")
  func claims() throws {
    let met: [(String, Bool)] = [
      ("lower = \"2/pi\"\nupper = 1\nat = \"limit\"\nwithin = 1e-3", true),
      ("upper = 1\nwithin = 1e-3", false),
      ("upper = \"2*sin(pi/n)/(2*pi/n)\"\nat = \"all\"\nwithin = 1e-12", true),
      ("lower = [\"2/pi\", \"\", \"2/pi\"]\nwithin = 1e-12", true),
      ("lower = [\"2/pi\", 1, \"2/pi\"]\nwithin = 1e-12", false),
      ("verdict = \"equivalent\"\npower = 0", true),
      ("verdict = \"degenerate\"", false),
      ("verdict = \"not equivalent\"", false),
      ("power = 1", false),
      ("upper = inf", false),
    ]
    for (claim, isMet) in met {
      let text = pairs.with("lower  = \"2/pi\"\nwithin = 1e-12", claim)
      #expect(try verdicts(text).map(\.met) == [isMet], "\(claim)")
    }
    // One vanishes on the constants; H1 against L2 degenerates.
    let zero = pairs.with("left  = { norm = \"|H1|\", by = \"fd2\" }", "left = { norm = \"L2\" }")
      .with("lower  = \"2/pi\"\nwithin = 1e-12", "upper = inf\nverdict = \"not equivalent\"")
    #expect(try verdicts(zero).map(\.met) == [true])
    let inverse = pairs.with(
      "left  = { norm = \"|H1|\", by = \"fd2\" }", "left = { norm = \"H1\" }"
    )
    .with("right = { norm = \"|H1|\" }", "right = { norm = \"L2\" }")
    .with(
      "lower  = \"2/pi\"\nwithin = 1e-12",
      "power = -1\nverdict = \"degenerate\"\nlower = 1\nwithin = 0.01")
    #expect(try verdicts(inverse).map(\.met) == [true])
  }

  @Test("A pair without a gradient is refused at its own place, by a check as by a run")
  func kinks() throws {
    let text = pairs.with(
      "left  = { norm = \"|H1|\", by = \"centred\", order = 2 }\nright = { norm = \"H2\", form = \"bessel\" }",
      "left  = { norm = \"Linf\" }\nright = { norm = \"energy\", by = \"fd2\" }"
    ).with("[study]", "[problem]\ndiffusion = \"2 + sin(x)\"\n[study]")
    let sut = try Case(CaseFile(text, name: "pairs.toml"))
    let line =
      try #require(
        text.split(separator: "\n", omittingEmptySubsequences: false)
          .lastIndex { $0 == "[[pair]]" }) + 1
    for body in [{ _ = try sut.outline(.double) }, { _ = try sut.run() }] as [() throws -> Void] {
      let failure = try #require(throws: CaseFailure.self) { try body() }
      #expect(!failure.isComputation && failure.diagnostic.line == line)
      #expect(
        failure.diagnostic.message
          == "pair inline: Linf has kinks, or no gradient; not yet available in a pair")
    }
  }

  @Test("What is wrong with a pair is said in words")
  func messages() {
    let wrong: [(String, String, String)] = [
      ("by = \"fd2\"", "by = \"fd3\"", "did you mean \"fd2\"?"),
      ("{ norm = \"|H1|\" }", "{ norm = \"Linf\" }", "cannot stand on the right"),
      ("{ norm = \"|H1|\", by = \"fd2\" }", "{ norm = \"Linf\", by = \"fd2\" }", "has no method"),
      ("scale = \"h^2\"", "scale = \"h+1\"", "must be a power of h"),
      ("name  = \"inline\"", "name  = \"forward\"", "two pairs are called \"forward\""),
      ("right = { norm = \"|H1|\" }\n", "", "needs `right`"),
      ("pair   = \"forward\"", "pair   = \"fonvard\"", "no pair is called \"fonvard\""),
      ("within = 1e-12", "", "`lower` needs `within` or `relative`"),
      ("within = 1e-12", "within = 1e-12\nvalue = 1", "two claims"),
      ("lower  = \"2/pi\"", "lower  = [1, 2]", "`lower` has 2 entries, there are 3 levels"),
      ("lower  = \"2/pi\"", "lower  = inf", "is not finite"),
      ("lower  = \"2/pi\"\nwithin = 1e-12", "verdict = \"algebraic\"", "unknown verdict"),
      ("cells = [8, 16, 32]", "cells = [8, 16, 32]\nnorms = [\"L2\"]", "stand in [[pair]]"),
      ("\"centred\", order = 2", "\"spline\", degree = 2", "spline2"),
    ]
    for (part, other, words) in wrong {
      let text = message(pairs.with(part, other))
      #expect(words == "spline2" ? text == "no error" : text.contains(words), "\(other): \(text)")
    }
  }

  @Test("`check` says how the constants will be found, in no memory worth the name")
  func outline() throws {
    let sut = try Case(CaseFile(pairs, name: "pairs.toml"))
    let text = try sut.outline(.double)
    #expect(text.contains("forward: |H1| fd2 : |H1| spectral, by the ratio of two symbols"))
    #expect(text.contains("line 28: forward, at"))
    #expect(sut.predictedMemory(.double).allSatisfy { $0 < 1_000_000 })
  }

  @Test("Shown with its defaults it is the same case, and every format writes it")
  func shown() throws {
    let sut = try Case(CaseFile(pairs, name: "pairs.toml"))
    let again = try Case(CaseFile(sut.toml, name: "pairs.toml"))
    #expect(again.record.effective == sut.record.effective)
    let results = try sut.run()
    for format in TableFormat.allCases {
      let text = render(results, as: format)
      #expect(text.contains("0.63662") || text.contains("0.6366197"), "\(format)")
    }
  }
}
