import Cases
import Reports
import Studies
import Testing

/// `[[norm]]`: norms of one's own in case files.
@Suite struct OwnNormCaseTests {
  private func text(_ norms: String, study: String = "norms = [\"L2\", \"mine\"]") -> String {
    """
    [parameters]
    c = 2

    [domain]
    lower    = [0, 0]
    upper    = ["2*pi", "2*pi"]
    boundary = ["periodic", "neumann"]

    \(norms)

    [[function]]
    name       = "f"
    expression = "sin(x)*cos(y)"

    [study]
    cells = [8]
    \(study)
    """
  }

  private func values(_ text: String) throws -> [String: [Measure: Double]] {
    try Case(CaseFile(text, name: "own.toml")).run().series[0].levels[0].values
  }

  @Test("Weights, multipliers and factors, for spectral and discrete measures")
  func measured() throws {
    let text = text(
      """
      [[norm]]
      name   = "mine"
      weight = "c + kx^2 + ky^4*lambda"
      [[norm]]
      name       = "second"
      base       = "Linf"
      multiplier = "lambda"
      [[norm]]
      name   = "weighted"
      base   = "L2"
      factor = "c*x"
      """, study: "norms = [\"L2\", \"mine\", \"second\", \"weighted\"]")
    let values = try values(text)
    // κ = (1, 1), λ = 2: cos y is the mode k = 2 of an interval of length 2π.
    let square = values["L2"]!["spectral"]! * values["L2"]!["spectral"]!
    let mine = values["mine"]!["spectral"]!
    #expect(abs(mine * mine - square * (2 + 1 + 1 * 2)) < 1e-12 * square)
    #expect(abs(values["second"]!["spectral"]! - 2) < 1e-13)
    let discrete = values["second"]!["discrete"]!
    #expect(discrete < 2 && discrete > 1.8)
    #expect(values["weighted"]!["spectral"] == values["weighted"]!["discrete"])
  }

  @Test("The caption defines them, and says where a weight vanishes; TeX sets them as told")
  func printed() throws {
    let text = text(
      """
      [[norm]]
      name   = "mine"
      weight = "lambda"
      tex    = 'V_0'
      """)
    let results = try Case(CaseFile(text, name: "own.toml")).run()
    #expect(
      results.caption.contains(
        "mine² = Σ w |u\u{302}|², w = lambda; a seminorm: it vanishes at the mode (0, 0)"))
    #expect(render(results, as: .latex).contains("$\\|u\\|_{V_0}$"))
  }

  @Test("What is shown of a case is the same case")
  func shown() throws {
    let text = text("[[norm]]\nname = \"mine\"\nweight = \"1 + kx\"")
    let sut = try Case(CaseFile(text, name: "own.toml"))
    #expect(try Case(CaseFile(sut.toml, name: "own.toml")).record.effective == sut.record.effective)
  }

  @Test(
    "Mistakes",
    arguments: [
      (
        "name = \"mine\"\nweight = \"lambda - 1.5\"",
        "`weight` of \"mine\" is -1.5 at the mode (0, 0)"
      ),
      (
        "name = \"mine\"\nweight = \"lambda^(-1/2)\"",
        "`weight` of \"mine\" is inf at the mode (0, 0)"
      ),
      ("name = \"mine\"\nweight = \"1 + x^2\"", "it cannot depend on x"),
      ("name = \"mine\"\nweight = \"1 + kz^2\"", "unknown name `kz`"),
      ("name = \"mine\"\nweight = 1\nbase = \"L2\"", "a norm has a `weight`, or a `base`"),
      ("name = \"mine\"", "[[norm]] needs `weight`, or `base`"),
      ("name = \"mine\"\nbase = \"L2\"", "a norm with a `base` needs `multiplier` or `factor`"),
      ("name = \"mine\"\nbase = \"K2\"\nfactor = 1", "`K2` is not a norm"),
      ("name = \"H1\"\nweight = 1", "`H1` names a norm that there is already"),
      ("weight = 1", "needs `name`"),
      ("name = \"main\"\nweight = 1", "`mine` is not a norm"),
    ])
  func mistake(norm: String, message: String) {
    let error = #expect(throws: CaseError.self) {
      try Case(CaseFile(text("[[norm]]\n" + norm), name: "own.toml"))
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test("A misspelt name has the nearest one beside it")
  func nearest() {
    let text = text(
      "[[norm]]\nname = \"filtered\"\nweight = 1", study: "norms = [\"L2\", \"filterd\"]")
    let error = #expect(throws: CaseError.self) {
      try Case(CaseFile(text, name: "own.toml"))
    }
    #expect(error?.description.contains("did you mean `filtered`?") == true)
  }
}
