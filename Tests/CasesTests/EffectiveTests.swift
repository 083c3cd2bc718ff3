import Cases
import Norms
import Reports
import Studies
import Testing

/// `show` prints a case that is the same case.
@Suite struct EffectiveTests {
  /// Every key of a method that a solver reads.
  static let solverText = smallCase.with("exact  =", "diffusion = \"1 + x\"\nexact  =").with(
    "order = 2",
    """
    order = 2
    faces = "harmonic"
    solver = { preconditioner = "multigrid", iterations = 7 }
    [[method]]
    name = "sine"
    kind = "spectral"
    dealiased = true
    """)

  static let texts = [
    smallCase,
    smallCase.with("order = 2", "order = [2, 4]\nload = \"projected\""),
    smallCase.with(
      "[8, 16]", "{ first = [8, 4], levels = 3, refine = \"y\" }\nnorms = [\"H0.5\", \"H2\"]"),
    smallCase.with("kind  = \"stencil\"\norder = 2", "kind = [\"element\", \"spectral\"]"),
    solverText,
    smallCase.with(
      "exact  = \"sin(pi*x)*sin(pi*y)\"", "source = '1 + x'\n[problem.data]\nx.lower = \"y\"")
      + "quantities = [\"G = 2*value(1/2, 1/2)\"]\nknown = { G = \"1/7\" }\n",
    smallCase + """
      [[expect]]
      rate = 2
      [[expect]]
      norm = "H1"
      measure = "discrete"
      at = ["coarsest", 16]
      value = ["h", "n"]
      relative = 0.5
      cite = '"quoted" \\ backslash'

      """,
    """
    [parameters]
    a = "2*b"
    b = 0.1
    [domain]
    lower = [0]
    upper = ["2*pi"]
    boundary = ["periodic"]
    [[function]]
    name = "f"
    expression = "abs(sin(a*x))"
    known = { "L2" = "sqrt(pi)" }
    [study]
    cells = [8, 9]
    norms = ["H-1..1 step 0.5"]
    """,
  ]

  @Test("The effective case reads back as itself", arguments: texts)
  func idempotent(text: String) throws {
    let first = try Case(CaseFile(text, name: "case.toml"))
    let again = try Case(CaseFile(first.toml, name: "again.toml"))
    #expect(again.effective == first.effective)
    #expect(again.record.sha256 == first.record.sha256)
    #expect(again.toml.split(separator: "\n").count == first.toml.split(separator: "\n").count)
    let json = try Case(CaseFile(first.effective.json.pretty, name: "again.json"))
    #expect(json.record.sha256 == first.record.sha256)
  }

  @Test("What a method says of its solver is shown, and read back")
  func solver() throws {
    let first = try Case(CaseFile(Self.solverText, name: "case.toml"))
    for sut in [first, try Case(CaseFile(first.toml, name: "again.toml"))] {
      #expect("\(sut.methods[0].faces)" == "harmonic")
      let iteration = "\(sut.methods[0].iteration)"
      for word in ["multigrid", "iterations: 7", "tolerance: 1e-10"] {
        #expect(iteration.contains(word), "\(iteration)")
      }
      #expect(sut.methods.map(\.isDealiased) == [false, true])
    }
  }

  @Test("Defaults that other tables decide")
  func defaults() throws {
    let plain = try Case(CaseFile(smallCase, name: "case.toml"))
    #expect(plain.kind == .convergence)
    #expect(plain.options.measures == ["discrete", "spectral"])
    #expect(plain.options.norms.map(\.name) == ["L2", "H1", "Linf"])
    let element = smallCase.with("kind  = \"stencil\"\norder = 2", "kind = \"element\"")
    #expect(
      try Case(CaseFile(element, name: "case.toml")).options.measures
        == ["discrete", "spectral", "function"])
    let norms = try Case(CaseFile(Self.texts[7], name: "case.toml"))
    #expect(norms.kind == .norms)
    #expect(norms.options.measures == ["discrete", "spectral"])
    #expect(
      norms.options.norms.map(\.name)
        == ["H-1", "H-0.5", "L2", "H0.5", "H1"].map {
          $0 == "L2" ? "H0" : $0
        })
  }

  @Test("SHA-256 of FIPS 180-4's messages")
  func sha256() {
    #expect(
      SHA256.digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.digest(String(repeating: "a", count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
