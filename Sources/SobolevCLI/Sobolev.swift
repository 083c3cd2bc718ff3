import ArgumentParser

/// The command `sobolev`.
@main
struct Sobolev: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sobolev",
    abstract: "Norms, solvers and convergence tables in Sobolev spaces.",
    subcommands: [Bench.self])
}
