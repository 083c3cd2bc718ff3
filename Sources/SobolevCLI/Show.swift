import ArgumentParser
import Cases
import Reports

/// `sobolev show CASE`
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the case with every default, as a case that runs to the same results.")

  @Argument(
    help: ArgumentHelp("A case file, TOML or JSON; - reads standard input.", valueName: "case"))
  var path: String

  @OptionGroup var options: CaseOptions

  func run() throws {
    let console = options.console(cases: 1)
    do throws(CaseError) {
      let study = try options.read(path)
      if options.format == .json {
        console.document(study.effective.json)
      } else {
        console.print(study.toml)
      }
    } catch {
      console.fail(error)
      throw ExitCode(Status.wrong.rawValue)
    }
  }
}
