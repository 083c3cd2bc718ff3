import Formulas

extension CaseReader {
  /// The parameters, which may be expressions of each other in any order.
  func readParameters() {
    guard let entries = self[.parameters]?.entries else { return }
    var texts: [String: String] = [:]
    for key in entries.keys.sorted() {
      let path = CasePath.parameters[key]
      if let meaning = Formula.meaning(of: key) {
        report(
          "parameter `\(key)` hides \(meaning)", at: path, .key, hints: ["choose another name"])
      } else if !isName(key) {
        report(
          "parameter `\(key)` cannot stand in an expression", at: path, .key,
          hints: ["a name has letters, digits and _, and begins with a letter"])
      } else {
        texts[key] = entries[key]?.expression
      }
    }
    var done: Set<String> = []
    for key in texts.keys.sorted() {
      resolve(key, texts, trail: [], done: &done)
    }
  }

  private func isName(_ key: String) -> Bool {
    key.first.map { $0.isLetter || $0 == "_" } == true
      && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// Reads a parameter after those that it uses.
  private func resolve(
    _ key: String, _ texts: [String: String], trail: [String], done: inout Set<String>
  ) {
    guard let text = texts[key], !done.contains(key) else { return }
    if let start = trail.firstIndex(of: key) {
      let cycle = (trail[start...] + [key]).joined(separator: " → ")
      report("parameters depend on each other: \(cycle)", at: .parameters[key])
      done.formUnion(trail[start...])
      return
    }
    for name in Formula.names(in: text) {
      resolve(name, texts, trail: trail + [key], done: &done)
    }
    guard !done.contains(key) else { return }
    done.insert(key)
    if let value = constant(.parameters[key]) { parameters[key] = Formula(value) }
  }
}
