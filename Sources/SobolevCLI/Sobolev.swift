import ArgumentParser
import Cases

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

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
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == ["--version"] {
      print(configuration.version)
      return
    }
    Heap.prepare()
    do {
      var command = try subcommand(arguments) ?? parseAsRoot()
      try command.run()
    } catch {
      let status = exitCode(for: error)
      if let ending = error as? ExitCode { end(ending.rawValue) }
      let message = fullMessage(for: error)
      if status == .success {
        print(message)
        end(Status.done.rawValue)
      }
      Console(arguments: CommandLine.arguments).fail(
        Diagnostic(Self.message(for: error)), text: message)
      end(Status.wrong.rawValue)
    }
  }
}

extension Sobolev {
  /// The subcommand that is named first, if the rest is right: its own parser is ready sooner than
  /// that of the whole tree, which is for help and for messages.
  private static func subcommand(_ arguments: [String]) -> (any ParsableCommand)? {
    let named = configuration.subcommands.first {
      ($0.configuration.commandName ?? "\($0)".lowercased()) == arguments.first
    }
    return named.flatMap { try? $0.parse(Array(arguments.dropFirst())) }
  }
}

/// The C library's `exit`, which the parser's commands have another of.
private func end(_ status: Int32) -> Never { exit(status) }
