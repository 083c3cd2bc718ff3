public import Norms

extension Series {
  /// The errors in a norm by a measure, of the rows that have one.
  public func errors(in norm: Norm, by measure: Measure = "discrete") -> [Double] {
    levels.compactMap { $0.values[norm.name]?[measure] }
  }

  /// The rates between consecutive rows, of those that have one.
  public func rates(in norm: Norm, by measure: Measure = "discrete") -> [Double] {
    levels.compactMap { $0.rates[norm.name]?[measure] }
  }

  /// The fitted rate beside the one that theory predicts; nil for a column that is not there.
  public func fit(in norm: Norm, by measure: Measure = "discrete") -> Fit? {
    fits[norm.name]?[measure]
  }
}

extension Results {
  /// The series of a method or a function by its name.
  public subscript(name: String) -> Series? {
    series.first { ($0.method ?? $0.function) == name }
  }
}
