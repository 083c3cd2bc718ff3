import Cases
import Studies

/// A case on [0, 1] with a parameter c, to which tests add variants and sweeps.
enum LineCase {
  static let text = """
    [parameters]
    c = 1
    [domain]
    lower    = [0]
    upper    = [1]
    boundary = ["dirichlet"]
    [problem]
    reaction = "c"
    exact    = "sin(pi*x)"
    [[method]]
    name  = "fd2"
    kind  = "stencil"
    order = 2
    [study]
    cells   = [8, 16, 32]
    norms   = ["Linf"]
    measure = ["discrete"]

    """

  /// The case of a text, with settings.
  static func read(_ text: String, _ settings: String...) throws(CaseError) -> Case {
    try Case(CaseFile(text, name: "case.toml", settings: settings))
  }

  /// The verdicts of a case's own expectations.
  static func judged(_ text: String) throws -> [Verdict] {
    let sut = try read(text)
    return try sut.judge(try sut.run())
  }
}
