extension Formula {
  /// The functions whose change of sign switches a branch: u of |u|, a − b of min and max and of the
  /// comparisons in the condition of an `if` (else the condition itself).
  ///
  /// Derivatives are exact wherever no switch changes sign.
  public var switches: [Formula] {
    var builder = Builder(graph)
    var found: [Int] = []
    for node in graph.nodes {
      guard case .apply(let function, let u) = node else { continue }
      switch function {
      case .abs, .side: found.append(u[0])
      case .min, .max: found.append(builder.subtract(u[0], u[1]))
      case .choice:
        let conditions = comparisons(in: u[0])
        if conditions.isEmpty { found.append(u[0]) }
        for c in conditions { found.append(builder.subtract(c[0], c[1])) }
      default: break
      }
    }
    var seen: Set<Int> = []
    return found.filter { builder.masks[$0] != 0 && seen.insert($0).inserted }
      .map { Formula(builder, root: $0, names: graph.names) }
  }

  private func comparisons(in condition: Int) -> [[Int]] {
    let isNeeded = Builder(graph).isNeeded(by: condition)
    return isNeeded.indices.compactMap { i in
      guard isNeeded[i], case .apply(let function, let u) = graph.nodes[i], function.isComparison
      else { return nil }
      return u
    }
  }
}
