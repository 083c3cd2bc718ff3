import ArgumentParser
import Cases
import Foundation

/// The command `sobolev`.
@main
struct Sobolev: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sobolev",
    abstract: "Norms, solvers and convergence tables in Sobolev spaces.",
    discussion: """
      Exit status: 0 all done and every expectation met; 1 an expectation missed; 2 the case or \
      the call is wrong; 3 the computation failed; 130 interrupted.
      """,
    version: "sobolev \(sobolevVersion)",
    subcommands: [
      Run.self, Check.self, Show.self, NormCommand.self, RegularityCommand.self, New.self,
      Bench.self,
    ])

  /// Runs the command; a call that the argument parser refuses ends with status 2.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let status = exitCode(for: error)
      if let ending = error as? ExitCode { Foundation.exit(ending.rawValue) }
      let message = fullMessage(for: error)
      if status == .success {
        print(message)
        Foundation.exit(0)
      }
      Console(arguments: CommandLine.arguments).fail(
        Diagnostic(Self.message(for: error)), text: message)
      Foundation.exit(Status.wrong.rawValue)
    }
  }
}
