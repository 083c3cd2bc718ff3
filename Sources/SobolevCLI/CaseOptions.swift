public import ArgumentParser
import Cases
import Reports
import Transforms

extension Precision: ExpressibleByArgument {}
extension TableFormat: ExpressibleByArgument {}
extension PlanningEffort: ExpressibleByArgument {}

/// What every subcommand on cases takes.
struct CaseOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Lay a value over the case, as study.cells=[32,64] or method.fd2.order=4.",
      valueName: "path=value"))
  var settings: [String] = []

  @Option(help: "The type of numbers: float, double or extended.")
  var precision = Precision.double

  @Option(help: "The format of tables: text, markdown, latex, csv or json.")
  var format = TableFormat.text

  /// The console for a call with several cases, or with one.
  func console(cases: Int) -> Console {
    Console(isJSON: format == .json, isCompact: cases > 1)
  }

  /// Reads a case; `-` is standard input.
  func read(_ path: String) throws(CaseError) -> Case {
    try Case(CaseFile(try text(of: path), name: path, settings: settings))
  }

  private func text(of path: String) throws(CaseError) -> String {
    let bytes: [UInt8]
    do throws(FileSystemError) {
      bytes = try path == "-" ? FileSystem.standardInput() : FileSystem.contents(of: path)
    } catch {
      throw CaseError(Diagnostic("the case \(error.predicate)", file: path))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      var diagnostic = Diagnostic("the file is not UTF-8 text", file: path)
      // Decoding repairs what is wrong: the first byte that it changes is the first wrong one.
      let repaired = String(decoding: bytes, as: UTF8.self).utf8
      let first = zip(bytes, repaired).prefix { $0 == $1 }.count
      diagnostic.line = bytes[..<min(first, bytes.count)].count { $0 == 0x0a } + 1
      throw CaseError(diagnostic)
    }
    return text
  }
}
