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
    try field.report { file, console in
      let study = RegularityStudy(
        file.domain, [(file.name, .samples(file.samples))],
        StudyOptions(levels: [file.samples.grid.cells]))
      let results = try study.results(field.precision, titled: "Regularity of \(file.name)")
      for warning in results.regularity.flatMap(\.warnings) {
        console.say("\(file.name): warning: \(warning)")
      }
      return results
    }
  }
}
