import ArgumentParser
import Cases
import Reports
import Studies

/// What every subcommand on an array takes.
struct FieldOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "An array of NumPy's, .npy: real, complex or integer, of 1 to 3 axes.", valueName: "field"))
  var path: String

  // The first number may have a sign, which is no option.
  @Option(
    parsing: .unconditional, help: "Both ends of x, y, z, or of every axis: 0,1,0,2*pi.")
  var box: String

  @Option(help: "One an axis, or one for all: periodic, dirichlet, neumann, dirichlet-neumann …")
  var boundary = "periodic"

  @Option(help: "One an axis, or one for all: nodes or cells.")
  var placement = "nodes"

  @Option(help: "The array's axes in order; yx as NumPy's meshgrid makes them. (default: xyz)")
  var axes: String?

  @Option(help: "The axes of which both end points are in the array, or none.")
  var ends: String?

  @Option(help: "The type of numbers: float, double or extended.")
  var precision = Precision.double

  @Option(help: "The format of the tables: text, markdown, latex, csv or json.")
  var format = TableFormat.text

  func read() throws(CaseError) -> FieldFile {
    try FieldFile(
      path, box: box, boundary: boundary, placement: placement, axes: axes, ends: ends)
  }

  /// Reads the array and prints what a study finds of it; errors end with their status.
  func report(_ study: (FieldFile, Console) throws -> Results) throws {
    let console = Console(isJSON: format == .json, isCompact: false)
    do {
      let results = try study(try read(), console)
      if format == .json {
        console.document(JSON(results))
      } else {
        console.print(render(results, as: format, layout: .method))
      }
    } catch let error as CaseError {
      console.fail(error)
      throw ExitCode(Status.wrong.rawValue)
    } catch let error as StudyError {
      console.fail(Diagnostic("\(error)", file: path))
      if case .function = error { throw ExitCode(Status.wrong.rawValue) }
      throw ExitCode(Status.failed.rawValue)
    }
  }
}
