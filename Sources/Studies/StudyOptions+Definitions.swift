import Norms

extension StudyOptions {
  /// The definition of every norm that is printed, those of a range in one line.
  ///
  /// - Parameter letter: What the function is called: e or u.
  func definitions(of letter: Character) -> [String] {
    var lines: [String] = []
    var rest = norms[...]
    while let norm = rest.first {
      if let range = ranges.first(where: { rest.starts(with: $0.norms) }),
        let line = range.definition(of: letter)
      {
        lines.append(line)
        rest = rest.dropFirst(range.norms.count)
      } else {
        if let line = norm.definition(of: letter) { lines.append(line) }
        rest = rest.dropFirst()
      }
    }
    return lines
  }
}

extension NormRange {
  /// nil for the forms of natural orders, which differ from order to order.
  fileprivate func definition(of letter: Character) -> String? {
    guard !name.contains(":") else { return nil }
    let weight = norms[0].isSeminorm ? "λ^s" : "(1 + λ)^s"
    let symbol = norms[0].isSeminorm ? "|H^s|²" : "H^s²"
    return "\(name): \(symbol) = Σ \(weight) |\(letter)\u{302}|², λ = |κ|² in radians"
  }
}
