import Studies

/// One column of a result, whatever it belongs to: what a claim is compared with.
struct ResultColumn {
  /// `fd2 H1 discrete`
  var name: String
  /// Its place among what a list of claims runs over: which entry of the list is its own.
  var place: Int
  /// Whether the case selects this column by name.
  var isNamed: Bool
  /// The grids, for their cells and h.
  var levels: [Level]
  /// A number a level; nil where a mark stands in its place.
  var values: [Double?]
  /// A rate a level, against the level before.
  var rates: [Double?] = []
  /// A mark a level.
  var marks: [Mark?] = []
  /// The fit under the levels.
  var fit: Fit?
  /// The rate over all levels: the fit's, or of a quantity Richardson's.
  var fittedRate: Double?
  /// What the levels tend to.
  var limit: Double?
  /// Why there is no limit, where that is known.
  var noLimit: String?
  /// The pair whose constants they are.
  var equivalence: Equivalence?
  /// The word that follows from the whole column, where there is one.
  var verdict: String?
  /// The column beside it that `equals` names.
  var sibling: (_ name: String) -> ResultColumn? = { _ in nil }

  func rate(_ i: Int) -> Double? { rates.indices.contains(i) ? rates[i] : nil }
  func mark(_ i: Int) -> Mark? { marks.indices.contains(i) ? marks[i] : nil }

  /// The mark of the finest level.
  var lastMark: Mark? { levels.isEmpty ? nil : mark(levels.count - 1) }
}

extension Expectation {
  /// The columns that the selectors select.
  func columns(of results: Results) -> [ResultColumn] {
    if case .pair = claim { return pairColumns(of: results) }
    let selected = results.series.filter { series in
      methods.map { $0.contains(series.method ?? "") } ?? true
        && functions.map { $0.contains(series.function ?? "") } ?? true
    }
    return selected.flatMap { series -> [ResultColumn] in
      let own = series.method ?? series.function ?? ""
      let list = over == .function ? functions : methods
      let place =
        list?.firstIndex(of: own)
        ?? selected.firstIndex { ($0.method ?? $0.function) == own } ?? 0
      func column(_ content: SeriesColumn, _ isNamed: Bool) -> ResultColumn {
        series.column(content, place: place, isNamed: isNamed)
      }
      if let name = self.column { return [column(.other(name), true)] }
      if let quantities { return quantities.map { column(.quantity($0), true) } }
      if norms == nil, let first = results.standardQuantity {
        return [column(.quantity(first), true)]
      }
      return (norms ?? series.norms).flatMap { norm in
        (measures ?? series.measures).map {
          column(.norm(norm, $0), norms != nil && measures != nil)
        }
      }
    }
  }
}

extension Results {
  /// The quantity that is meant where an expectation selects none, in a study that has no norms.
  fileprivate var standardQuantity: String? {
    switch study {
    case .weakDerivative: "gap"
    case .regularity: "s"
    default: nil
    }
  }
}
