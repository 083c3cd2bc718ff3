import Studies

extension Equivalence {
  /// `fd2 seminorm:  |H1| fd2 : |H1| fourier`, in one line.
  var heading: [Label] {
    let sides = [left, right].map { side -> [Label] in
      let words = side.split(separator: " ", maxSplits: 1)
      return [.norm(String(words[0]))] + words.dropFirst().map { .text(" \($0)") }
    }
    var heading: [Label] = name == "\(left) : \(right)" ? [] : [.text(name + ":  ")]
    heading += sides[0] + [.text(" : ")] + sides[1]
    if let addition { heading.append(.text("  (\(addition))")) }
    return heading
  }

  /// The same in the lines of a margin.
  var margin: [String] {
    [name, " \(left) : \(right)"] + (addition.map { [" (\($0))"] } ?? [])
  }

  /// The pair, with the variant before it.
  private var name: String { [variant, pair].compactMap(\.self).joined(separator: ": ") }

  /// `times h, zero mean`
  private var addition: String? {
    var words: [String] = []
    if isSquared { words.append("squares") }
    if scale != 0 {
      words.append(scale == 1 ? "times h" : "times h^\(Digits.significant(6)(scale))")
    }
    if subspace != "all" { words.append(subspace.replacing("-", with: " ")) }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  var remarks: [String] {
    let long = [("c", knownNotes.lower), ("C", knownNotes.upper)].compactMap { name, note in
      note.flatMap { $0.count > Self.longestLabel ? "known: \(name) = \($0)" : nil }
    }
    return long + ["verdict: \(verdict.rawValue)" + (reason.map { ", \($0)" } ?? "")]
  }

  /// An expression that is longer does not stand in the first column.
  static let longestLabel = 10
}
