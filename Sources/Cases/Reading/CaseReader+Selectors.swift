import Norms
import Studies

extension CaseReader {
  func select(_ path: CasePath, _ noun: String, _ legal: [String]) -> [String]? {
    guard let names = texts(path) else { return nil }
    for (i, name) in names.enumerated() where !legal.contains(name) {
      matchesNothing(
        noun == "measure"
          ? "\"\(name)\" is not among the measures of the study"
          : "no \(noun) is called \"\(name)\"",
        at: self[path]?.elements == nil ? path : path[i], "\(noun)s", legal)
    }
    return names
  }

  func matchesNothing(_ why: String, at path: CasePath, _ noun: String, _ legal: [String]) {
    matchesNothing(
      why, at: path,
      hint: "\(noun): " + (legal.isEmpty ? "none" : legal.joined(separator: ", ")))
  }

  func matchesNothing(_ why: String, at path: CasePath, hint: String) {
    // A column may be missing for a fault of its own, which has been reported.
    guard areColumnsSound else { return }
    let block = CasePath(Array(path.steps.prefix(2)))
    let diagnostic = file.diagnostic(
      "this expectation matches nothing: \(why)", at: path, head: block, headPart: .header,
      hints: [hint])
    if variant != nil, self[block["variant"]] == nil {
      reportUnmatched(diagnostic, at: block)
    } else {
      report(diagnostic)
    }
  }

  func selectNorms(_ path: CasePath, _ norms: [Norm]) -> [String]? {
    guard let names = texts(path) else { return nil }
    return names.enumerated().compactMap { i, name in
      let place = self[path]?.elements == nil ? path : path[i]
      if let same = norms.first(where: { $0.name == name }) { return same.name }
      if ownNorm(name) != nil {
        matchesNothing(
          "\(name) is not among the norms of the study", at: place, "norms", norms.map(\.name))
        return nil
      }
      guard let norm = try? Norm(name) else {
        return self.norm(name, at: place, among: norms)?.name
      }
      if let same = norms.first(where: { $0.name == norm.name })
        ?? norms.first(where: { $0.means(norm, spelled: name) })
      {
        return same.name
      }
      matchesNothing(
        "\(norm.name) is not among the norms of the study", at: place, "norms", norms.map(\.name))
      return nil
    }
  }

  func selectQuantities(_ path: CasePath, _ quantities: [String]) -> [String]? {
    guard let names = texts(path) else { return nil }
    return names.enumerated().compactMap { i, name in
      if let same = quantities.first(where: { $0.withoutBlanks == name.withoutBlanks }) {
        return same
      }
      matchesNothing(
        "no quantity is called \"\(name)\"", at: self[path]?.elements == nil ? path : path[i],
        "quantities", quantities)
      return nil
    }
  }

  // MARK: Rows

  func readRows(_ path: CasePath, _ levels: [[Int]]) -> [Expectation.Row]? {
    guard let value = self[path] else { return nil }
    guard let elements = value.elements else { return row(value, at: path, levels).map { [$0] } }
    let numbers = elements.compactMap(\.integer)
    if rank > 1, numbers.count == rank, elements.count == rank,
      levels.contains(numbers)
        || !numbers.allSatisfy({ levels.contains(Array(repeating: $0, count: rank)) })
    {
      return row(value, at: path, levels).map { [$0] }
    }
    return elements.enumerated().compactMap { row($1, at: path[$0], levels) }
  }

  private func row(_ value: CaseValue, at path: CasePath, _ levels: [[Int]]) -> Expectation.Row? {
    switch value {
    case .string("finest"): return .finest
    case .string("coarsest"): return .coarsest
    case .string("all"): return .all
    case .string("fit"): return .fit
    case .string("limit"): return .limit
    case .string(let word):
      report(
        file.unknown(
          "value", word, of: "at", ["finest", "coarsest", "all", "fit", "limit"], at: path))
      return nil
    default: break
    }
    let cells =
      value.integer.map { Array(repeating: $0, count: rank) }
      ?? value.elements?.compactMap(\.integer) ?? []
    if levels.contains(cells) { return .cells(cells) }
    matchesNothing(
      "no level has \(cells.levelWords) cells", at: path, "levels", levels.map(\.levelWords))
    return nil
  }

  func standardRows(_ expectation: Expectation, isList: Bool) -> [Expectation.Row] {
    switch expectation.claim {
    case .rate: return [.fit]
    case .value, .printed:
      return isList && (expectation.over ?? .level) == .level ? [.all] : [.finest]
    case .verdict(let words): return words == ["exact"] ? [.all] : [.finest]
    default: return [.finest]
    }
  }
}

extension [Int] {
  /// `32`, or `40 × 80` where the axes differ.
  var levelWords: String {
    Set(self).count == 1 ? "\(self[0])" : map(String.init).joined(separator: " × ")
  }
}

extension Norm {
  /// Whether this is the norm that a name means: a name without form means any form; H⁰ is L².
  func means(_ other: Norm, spelled name: String) -> Bool {
    if self.name == other.name || isMeanSquare && other.isMeanSquare { return true }
    return !name.contains(":") && core == other.core && isSeminorm == other.isSeminorm
  }

  private var isMeanSquare: Bool { core == .lebesgue(2) || core == .sobolev(0) }
}
