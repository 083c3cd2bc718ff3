public import Studies

extension Results: CustomStringConvertible {
  /// The tables as plain text: `print(results)`.
  public var description: String { render(self, as: .text) }
}

extension ConvergenceTable: CustomStringConvertible {
  /// The table as plain text.
  public var description: String { results.description }
}
