import ArgumentParser
import Cases
import Grids
import Reports
import Studies

/// `sobolev regularity FIELD.npy`
struct RegularityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regularity",
    abstract: "Estimate how smooth an array of NumPy's is: the largest s with u in H^s.")

  @OptionGroup var field: FieldOptions

  func run() throws {
    let console = Console(isJSON: field.format == .json, isCompact: false)
    do {
      let file = try field.read()
      let study = RegularityStudy(
        file.domain, [(file.name, .samples(file.samples))],
        StudyOptions(levels: [file.samples.grid.cells]))
      let results = try study.results(field.precision, titled: "Regularity of \(file.name)")
      for warning in results.regularity.flatMap(\.warnings) {
        console.say("\(file.name): warning: \(warning)")
      }
      if field.format == .json {
        console.document(JSON(results))
      } else {
        console.print(render(results, as: field.format, layout: .method))
      }
    } catch let error as CaseError {
      console.fail(error)
      throw ExitCode(Status.wrong.rawValue)
    } catch let error as StudyError {
      console.fail(Diagnostic("\(error)", file: field.path))
      throw ExitCode(Status.failed.rawValue)
    }
  }
}
