import ArgumentParser
import Cases
import Reports

/// `sobolev check CASE…`
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Validate cases; print grids, memory, transforms and predicted rates; run nothing.")

  @Argument(
    help: ArgumentHelp("Case files, TOML or JSON; - reads standard input.", valueName: "case"))
  var cases: [String]

  @OptionGroup var options: CaseOptions

  func validate() throws {
    guard options.format == .text || options.format == .json else {
      throw ValidationError("--format takes text or json here, not \(options.format.rawValue)")
    }
  }

  func run() throws {
    let console = options.console(cases: cases.count)
    var worst = Status.done
    for (i, path) in cases.enumerated() {
      do {
        let study = try options.read(path)
        for note in study.notes { console.say(note.description) }
        try study.checkMemory(options.precision)
        let outline = try study.outline(options.precision)
        if console.isJSON {
          console.document(
            .object([
              .init("format", .string("sobolev-check")), .init("case", .string(path)),
              .init("outline", .array(outline.split(separator: "\n").map { .string(String($0)) })),
            ]))
        } else {
          console.print((i > 0 ? "\n" : "") + outline)
        }
      } catch let error as CaseError {
        console.fail(error)
        worst = max(worst, .wrong)
      } catch let failure as CaseFailure {
        console.fail(failure.diagnostic)
        worst = max(worst, failure.isComputation ? .failed : .wrong)
      }
    }
    if worst != .done { throw ExitCode(worst.rawValue) }
  }
}
