import Grids
import Reports
public import Studies
import Transforms

extension Study {
  /// The results of a study that no case has written down, with the program that ran it.
  public func results(_ precision: Precision, titled title: String) throws(StudyError) -> Results {
    var results =
      switch precision {
      case .float: try run(Float.self) { _, _ in }
      case .double: try run(Double.self) { _, _ in }
      case .extended: try run(Extended.self) { _, _ in }
      }
    results.title = title
    results.program = ProgramRecord(precision)
    results.run = nil
    return results
  }
}

extension ProgramRecord {
  /// This program, with numbers of a precision.
  init(_ precision: Precision) {
    self.init()
    version = sobolevVersion
    fftw = fftwVersion.droppingPrefix("fftw-").prefix { $0 != "-" }.description
    self.precision = precision.rawValue
  }
}
