public import ArgumentParser
import Cases
import Studies

/// `sobolev new KIND`
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a commented case file to start from.",
    discussion: "sobolev new convergence > my.toml; sobolev run my.toml")

  @Argument(
    help: ArgumentHelp(
      "What the case does: " + StudyKind.allCases.map(\.rawValue).joined(separator: ", ") + "."))
  var kind: StudyKind

  func run() {
    print(CaseTemplate(kind).text, terminator: "")
  }
}

extension StudyKind: ExpressibleByArgument {}
