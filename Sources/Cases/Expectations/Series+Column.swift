import Studies

/// What a column of a series holds.
enum SeriesColumn {
  case norm(String, Measure)
  case quantity(String)
  /// `iterations`, `unknowns`, `meanDefect`, `effectivity`, `lowerBound`, `constants.lower`, `constants.upper`
  case other(String)
}

extension Series {
  /// A column, as expectations see it.
  func column(_ content: SeriesColumn, place: Int, isNamed: Bool) -> ResultColumn {
    let owner = method ?? function ?? ""
    let what =
      switch content {
      case .norm(let norm, let measure): "\(norm) \(measure)"
      case .quantity(let name), .other(let name): name
      }
    var column = ResultColumn(
      name: owner.isEmpty ? what : "\(owner) \(what)", place: place, isNamed: isNamed,
      levels: levels, values: levels.map { $0.value(content) })
    switch content {
    case .norm(let norm, let measure):
      column.rates = levels.map { $0.rates[norm]?[measure] }
      column.marks = levels.map { $0.marks[norm]?[measure] }
      column.fit = fits[norm]?[measure]
      column.fittedRate = column.fit?.rate
      column.limit = normLimits[norm]?[measure]?.value
      column.noLimit = noLimits["\(norm) \(measure)"]
    case .quantity(let name):
      column.rates = levels.map { $0.quantityRates[name] }
      column.fittedRate = limits[name]?.rate ?? column.rates.last ?? nil
      column.limit = limits[name]?.value
      column.noLimit = noLimits[name]
      column.verdict = verdict
    case .other: break
    }
    column.sibling = { name in
      sibling(of: content, name).map { self.column($0, place: place, isNamed: true) }
    }
    return column
  }

  /// Another norm by the same measure, another measure of the same norm, or another quantity.
  private func sibling(of content: SeriesColumn, _ name: String) -> SeriesColumn? {
    switch content {
    case .norm(let norm, let measure):
      if norms.contains(name) { return .norm(name, measure) }
      return measures.contains(name) ? .norm(norm, name) : nil
    case .quantity:
      return quantities.first { $0.withoutBlanks == name.withoutBlanks }.map { .quantity($0) }
    case .other: return nil
    }
  }
}

extension Level {
  fileprivate func value(_ content: SeriesColumn) -> Double? {
    switch content {
    case .norm(let norm, let measure): values[norm]?[measure]
    case .quantity(let name): quantities[name]
    case .other("iterations"): iterations.map { Double($0) }
    case .other("effectivity"): effectivity
    case .other("lowerBound"): lowerBound
    case .other("unknowns"): Double(unknowns)
    case .other("constants.lower"): constants?.lowerBound
    case .other("constants.upper"): constants?.upperBound
    case .other: meanDefect
    }
  }
}
