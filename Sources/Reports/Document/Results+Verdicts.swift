public import Studies

extension Results {
  /// A line for each missed expectation, and how many were met; none without expectations.
  ///
  /// Lines are broken after 80 characters.
  public var verdictLines: [String] {
    guard !expectations.isEmpty else { return [] }
    var lines: [String] = []
    for verdict in expectations where !verdict.met {
      let words = [verdict.found.map { verdict.digits($0) }, verdict.foundWord]
      let parts = words.compactMap(\.self)
      let found = parts.isEmpty ? "nothing" : parts.joined(separator: " ")
      var line = "MISSED  \(verdict.text) : found \(found)"
      if let cite = verdict.cite { line += " (\(cite))" }
      let place = [source?.file, verdict.line?.description].compactMap(\.self)
        .joined(separator: ":")
      if line.count + 3 + place.count <= 80 {
        lines.append(place.isEmpty ? line : line + "   " + place)
      } else {
        lines += line.wrapped(width: 80, indent: 8)
        if !place.isEmpty { lines.append("        " + place) }
      }
    }
    let met = expectations.count(where: \.met)
    lines.append("\(met) of \(expectations.count) expectations met.")
    return lines
  }
}

extension Verdict {
  /// Two decimals for a rate, as in the table; all that matter for a value.
  fileprivate func digits(_ x: Double) -> String {
    let isRate = text.split(separator: " ").contains("rate")
    return isRate ? Digits.fixed(2)(x) : Digits.significant(12)(x)
  }
}
