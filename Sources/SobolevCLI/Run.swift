import ArgumentParser
import Cases
import Reports
import Studies
import Transforms

/// `sobolev run CASE…`
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run cases, print their tables, check their expectations.")

  @Argument(
    help: ArgumentHelp("Case files, TOML or JSON; - reads standard input.", valueName: "case"))
  var cases: [String]

  @OptionGroup var options: CaseOptions

  @Option(help: "A directory for results.json and the tables of [output].")
  var output: String?

  @Option(
    help: "Threads; the results are the same for every number. (default: all processors)")
  var threads: Int?

  @Option(help: "How long FFTW may plan: estimate, measure or patient.")
  var plan = PlanningEffort.estimate

  @Option(
    help: ArgumentHelp(
      "A file of FFTW's wisdom, read before and written after.",
      discussion: "With --plan measure or patient one is kept in the user's cache directory."))
  var wisdom: String?

  @Flag(help: "Print missed expectations only.")
  var quiet = false

  @Option(help: .hidden) var progress: String?
  @Flag(help: .hidden) var resume = false

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    if let progress, progress != "none" {
      throw ValidationError("not yet available: --progress \(progress)")
    }
    if resume { throw ValidationError("not yet available: --resume") }
    if output == "" { throw ValidationError("--output needs the name of a directory") }
    if output != nil, cases.count > 1 {
      let names = cases.map(folder)
      if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
        throw ValidationError("two cases are called \(names[twice]): --output has one folder each")
      }
    }
  }

  func run() throws {
    let console = options.console(cases: cases.count)
    Threads.count = threads ?? Threads.available
    PlanningEffort.default = plan
    try readWisdom(console)
    var worst = Status.done
    for path in cases { worst = max(worst, run(path, console)) }
    worst = max(worst, writeWisdom(console))
    if worst != .done { throw ExitCode(worst.rawValue) }
  }

  private func run(_ path: String, _ console: Console) -> Status {
    do {
      let study = try options.read(path)
      notes(on: study, console)
      try study.checkMemory(options.precision)
      if let folder = folder(for: path) {
        do throws(FileSystemError) { try FileSystem.makeFolder(folder) } catch {
          throw CaseError(Diagnostic("the results cannot be written: \(error)", file: output))
        }
      }
      let interruption = Interruption(study, options.precision) { partial in
        report(partial, of: study, console)
        try? save(partial, of: study, path)
      }
      defer { interruption.end() }
      var results: Results
      do {
        results = try study.run(options.precision) { interruption.add($0) }
      } catch {
        guard error.row != nil || error.partial != nil else { throw error }
        if let row = error.row { interruption.add(row) }
        let partial =
          error.partial
          ?? interruption.partial(caption: "not converged: the last row is unfinished")
        report(partial, of: study, console)
        try save(partial, of: study, path)
        throw error
      }
      interruption.end()
      var status = Status.done
      do {
        results.expectations = try study.judge(results)
        if results.expectations.contains(where: { !$0.met }) { status = .missed }
      } catch {
        error.diagnostics.forEach(console.failBesideResults)
        status = .wrong
      }
      report(results, of: study, console)
      try save(results, of: study, path)
      return status
    } catch let error as CaseError {
      console.fail(error)
      return .wrong
    } catch let failure as CaseFailure {
      if failure.row != nil || failure.partial != nil, !quiet {
        console.failBesideResults(failure.diagnostic)
      } else {
        console.fail(failure.diagnostic)
      }
      return failure.isComputation ? .failed : .wrong
    } catch {
      console.fail(Diagnostic("the results cannot be written: \(error)", file: output))
      return .failed
    }
  }

  private func notes(on study: Case, _ console: Console) {
    for note in study.notes { console.say(note.description) }
    if output == nil, study.formats != [.text], !quiet {
      console.say("\(study.file.text.name): note: nothing is written to disk without --output")
    }
  }

  private func report(_ results: Results, of study: Case, _ console: Console) {
    guard !quiet else {
      let missed = results.verdictLines.dropLast()
      if !console.isJSON, !missed.isEmpty { console.print(missed.joined(separator: "\n") + "\n") }
      return
    }
    if options.format == .json {
      console.document(JSON(results))
    } else {
      console.print(render(results, as: options.format, layout: study.layout))
    }
  }

  private func save(_ results: Results, of study: Case, _ path: String) throws {
    if let folder = folder(for: path) { try study.write(results, to: folder) }
  }

  /// Where the results of a case are written; nil without `--output`.
  private func folder(for path: String) -> String? {
    output.map { cases.count > 1 ? $0 + "/" + folder(of: path) : $0 }
  }

  private func folder(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name == "-" ? "stdin" : String(name.prefix { $0 != "." })
  }
}
