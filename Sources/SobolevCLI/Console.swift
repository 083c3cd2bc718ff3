import Cases
import Reports

/// Where the command speaks: tables on standard output, everything else on standard error; with
/// JSON errors too are documents on standard output.
struct Console: Sendable {
  var isJSON = false
  /// Whether documents stand on one line each, since there are several.
  var isCompact = false

  init(isJSON: Bool, isCompact: Bool) {
    self.isJSON = isJSON
    self.isCompact = isCompact
  }

  /// For a call that could not be parsed: looks for `--format json`.
  init(arguments: [String]) {
    isJSON =
      arguments.contains("--format=json")
      || zip(arguments, arguments.dropFirst()).contains { $0 == ("--format", "json") }
  }

  /// Results.
  func print(_ text: String) { write(text, to: 1) }

  /// Everything else.
  func say(_ text: String) { write(text + "\n", to: 2) }

  func document(_ json: JSON) { print(isCompact ? json.line + "\n" : json.pretty) }

  /// Errors of a case.
  func fail(_ error: CaseError) {
    guard isJSON else { return say(error.description) }
    guard error.diagnostics.count > 1, let first = error.diagnostics.first,
      case .object(let members) = JSON(first)
    else { return error.diagnostics.forEach { document(JSON($0)) } }
    let all = JSON.Member("errors", .array(error.diagnostics.map { JSON($0) }))
    document(.object(members + [all]))
  }

  /// One error; `text` is what it says where it is not JSON.
  func fail(_ diagnostic: Diagnostic, text: String? = nil) {
    if isJSON { document(JSON(diagnostic)) } else { say(text ?? diagnostic.description) }
  }

  /// An error beside results that are printed: these are one document, which JSON's readers expect.
  func failBesideResults(_ diagnostic: Diagnostic) { say(diagnostic.description) }

  private func write(_ text: String, to file: Int32) {
    // A reader that has left is no error of ours.
    FileSystem.write([UInt8](text.utf8), to: file)
  }
}

extension JSON {
  /// The error document of a diagnostic.
  init(_ diagnostic: Diagnostic) {
    self = .failure(
      message: diagnostic.message, file: diagnostic.file, line: diagnostic.line,
      column: diagnostic.column, key: diagnostic.key)
  }
}
