import Grids
import Studies

extension CaseReader {
  /// The box; nil if something about it is wrong.
  func readDomain() -> Domain? {
    let path = CasePath.domain
    guard self[path] != nil else {
      report("a case needs a table [domain]", at: CasePath())
      return nil
    }
    for key in ["lower", "upper", "boundary"] where self[path[key]] == nil {
      missing(key, in: path)
    }
    guard let lower = constants(path["lower"]), let upper = constants(path["upper"]),
      self[path["boundary"]] != nil
    else { return nil }
    guard (1...3).contains(lower.count) else {
      report("a domain has 1, 2 or 3 axes, not \(lower.count)", at: path["lower"])
      return nil
    }
    rank = lower.count
    guard upper.count == rank else {
      report(
        "`upper` has \(counted(upper.count, "entry", "entries")), `lower` has \(rank)",
        at: path["upper"])
      return nil
    }
    guard let boundaries = boundaries(), let placements = placements() else { return nil }
    for (i, (a, b)) in zip(lower, upper).enumerated() where a >= b {
      report(
        "axis \(axisName(i)) ends at \(short(Double(b))) and begins at \(short(Double(a)))",
        at: path["upper"][i], hints: ["`upper` lies above `lower`"])
      return nil
    }
    return Domain(
      (0..<rank).map {
        .init(lower[$0], upper[$0], boundary: boundaries[$0], placement: placements[$0])
      })
  }

  private func boundaries() -> [Boundary]? {
    let path = CasePath.domain["boundary"]
    guard let entries = self[path]?.elements else { return nil }
    guard entries.count == rank else {
      let words = entries.compactMap(\.text)
      let isPair = rank == 1 && words.count == 2 && !words.contains("periodic")
      report(
        "`boundary` has \(counted(entries.count, "entry", "entries")), the domain has "
          + counted(rank, "axis", "axes"), at: path,
        hints: isPair
          ? ["for the two ends of one axis: [[\"\(words[0])\", \"\(words[1])\"]]"]
          : ["one entry an axis, or [lower, upper] for its two ends"])
      return nil
    }
    let boundaries = entries.enumerated().map { i, entry -> Boundary? in
      if let word = entry.text {
        return end(word).map { .bounded(lower: $0, upper: $0) } ?? .periodic
      }
      let words = entry.elements?.compactMap(\.text) ?? []
      guard words.count == 2 else {
        report("`boundary[\(i)]` has \(words.count) ends, an axis has 2", at: path[i])
        return nil
      }
      if words == ["periodic", "periodic"] { return .periodic }
      guard let a = end(words[0]), let b = end(words[1]) else {
        report("an axis is periodic at both ends or at none", at: path[i])
        return nil
      }
      return .bounded(lower: a, upper: b)
    }
    return boundaries.contains { $0 == nil } ? nil : boundaries.map { $0! }
  }

  /// A Robin end is a natural one: its β is the problem's.
  private func end(_ word: String) -> End? { word == "robin" ? .neumann : End(rawValue: word) }

  /// Whether an end of the domain is a Robin end.
  func isRobin(_ side: BoxSide) -> Bool {
    let entry = self[.domain["boundary"]]?.elements?[side.axis]
    if let word = entry?.text { return word == "robin" }
    return entry?.elements?[side.side == .lower ? 0 : 1].text == "robin"
  }

  private func placements() -> [Placement]? {
    let path = CasePath.domain["placement"]
    guard let words = texts(path) else { return Array(repeating: .nodes, count: rank) }
    guard self[path]?.text != nil || hasOneAnAxis(path) else { return nil }
    let placements = words.map { Placement(rawValue: $0)! }
    return placements.count == 1 ? Array(repeating: placements[0], count: rank) : placements
  }

  func axisName(_ i: Int) -> String { ["x", "y", "z"][i] }
}
