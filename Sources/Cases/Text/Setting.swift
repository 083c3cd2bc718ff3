/// `path=value` of `--set`: `study.cells=[32, 64]`, `method.fd2.order=4`.
///
/// Elements of an array of tables go by their name or by their place, `method[0].order`. The value
/// is read as TOML and, failing that, as a string.
struct Setting {
  let argument: String
  let keys: [CasePath.Step]
  let value: CaseValue

  init(_ argument: String) throws(CaseError) {
    self.argument = argument
    let scalars = Array(argument.unicodeScalars)
    var steps: [CasePath.Step] = []
    var i = 0
    func fail(_ message: String) -> CaseError {
      CaseError(Diagnostic(message, file: "--set \(argument)"))
    }
    func string(_ range: Range<Int>) -> String {
      String(String.UnicodeScalarView(scalars[range]))
    }
    reading: while true {
      let start = i
      if i < scalars.count, scalars[i] == "\"" || scalars[i] == "'" {
        guard let end = scalars[(i + 1)...].firstIndex(of: scalars[i]) else {
          throw fail("a quote without end")
        }
        steps.append(.key(string(i + 1..<end)))
        i = end + 1
      } else {
        while i < scalars.count, !".=[".unicodeScalars.contains(scalars[i]) { i += 1 }
        let key = string(start..<i).trimmingSpaces
        guard !key.isEmpty else { throw fail("a setting is written path=value") }
        steps.append(.key(key))
      }
      while i < scalars.count, scalars[i] == " " { i += 1 }
      if i < scalars.count, scalars[i] == "[" {
        guard let end = scalars[i...].firstIndex(of: "]"), let index = Int(string(i + 1..<end))
        else { throw fail("a place in a list is written [0]") }
        steps.append(.index(index))
        i = end + 1
      }
      guard i < scalars.count else { throw fail("a setting is written path=value") }
      i += 1
      switch scalars[i - 1] {
      case "=": break reading
      case ".": continue
      default: throw fail("a setting is written path=value")
      }
    }
    keys = steps
    let text = string(i..<scalars.count).trimmingSpaces
    let read = CaseValue(tomlValue: text)
    if read == nil, text.hasPrefix("[") || text.hasPrefix("{") {
      throw fail("`\(text)` is neither a list nor a table of TOML")
    }
    value = read ?? .string(text)
  }

  /// The path in a case: the names of elements become their places.
  func path(in tree: CaseValue) throws(CaseError) -> CasePath {
    var path = CasePath()
    var rest = keys[...]
    while let step = rest.popFirst() {
      if case .key(let name) = step, let elements = tree[path]?.elements {
        let names = elements.map { $0["name"]?.text ?? "" }
        guard let index = names.firstIndex(of: name) else {
          let noun = path.description
          var diagnostic = Diagnostic("no \(noun) is called \"\(name)\"", file: "--set \(argument)")
          if let near = Spelling.nearest(to: name, among: names) {
            diagnostic.footer = ["did you mean `\(near)`?"]
          } else {
            diagnostic.footer = String.listing("names:", names)
          }
          throw CaseError(diagnostic)
        }
        path = path[index]
      } else {
        if case .index(let i) = step, tree[path]?.elements?.indices.contains(i) != true {
          throw CaseError(
            Diagnostic("`\(path)` has no element [\(i)]", file: "--set \(argument)"))
        }
        path.steps.append(step)
      }
    }
    return path
  }
}

extension String {
  var trimmingSpaces: String {
    var slice = self[...]
    while let first = slice.first, first.isWhitespace { slice.removeFirst() }
    while let last = slice.last, last.isWhitespace { slice.removeLast() }
    return String(slice)
  }
}
