extension Norm {
  /// Reads a list of names and ranges such as `H-2..2 step 0.25` or `H0..3 step 1:sum`.
  ///
  /// A range, and the unnamed forms of a list in which natural orders |s| ≥ 2 and fractional ones
  /// meet, take one form throughout: `bessel`.
  ///
  /// - Throws: ``NormNameError`` for the first text that is neither.
  public static func list(_ names: [String]) throws(NormNameError) -> [Norm] {
    var norms: [(norm: Norm, isNamed: Bool)] = []
    for name in names {
      if let range = try orders(of: name) {
        norms += range.map { ($0, true) }
      } else {
        norms.append((try Norm(name), name.contains(":")))
      }
    }
    let orders = norms.compactMap { entry -> Double? in
      if case .sobolev(let s) = entry.norm.core { s } else { nil }
    }
    let isMixed =
      orders.contains { $0 == $0.rounded() } && orders.contains { $0 != $0.rounded() }
    return norms.map { entry in
      guard isMixed, !entry.isNamed, case .sobolev(let s) = entry.norm.core else {
        return entry.norm
      }
      return Norm(.sobolev(s), form: .bessel, seminorm: entry.norm.isSeminorm)
    }
  }

  private static func orders(of name: String) throws(NormNameError) -> [Norm]? {
    guard name.contains("..") else { return nil }
    let fail = NormNameError(
      name: name, reason: "a range is written H-2..2 step 0.25, with a step above 0")
    var text = name.filter { $0 != " " }
    var form = Form.bessel
    if let colon = text.lastIndex(of: ":") {
      guard let named = Form(rawValue: String(text[text.index(after: colon)...])) else {
        throw fail
      }
      form = named
      text = String(text[..<colon])
    }
    let isSeminorm = text.hasPrefix("|") && text.hasSuffix("|")
    if isSeminorm { text = String(text.dropFirst().dropLast()) }
    let halves = text.split(separator: "step")
    guard text.hasPrefix("H"), halves.count == 2, let step = Double(halves[1]), step > 0,
      let dots = halves[0].firstRange(of: ".."),
      let first = Double(halves[0].dropFirst()[..<dots.lowerBound]),
      let last = Double(halves[0][dots.upperBound...]), first <= last,
      (last - first) / step < 1000, abs(first) <= 16, abs(last) <= 16
    else { throw fail }
    let count = Int(((last - first) / step + 1e-9).rounded(.down))
    return try (0...count).map { i throws(NormNameError) in
      // To nine decimals: H0.3, never H0.30000000000000004.
      let s = ((first + Double(i) * step) * 1e9).rounded() / 1e9
      if s != s.rounded(), form != .bessel, form != .graph { throw fail }
      return Norm(.sobolev(s), form: form, seminorm: isSeminorm)
    }
  }
}
