/// How a report arranges its blocks.
public enum TableLayout: String, Sendable, CaseIterable {
  /// A block for each method, the norms and their measures side by side.
  case method
  /// A block for each norm, the methods side by side.
  case methods
  /// As `method`, with the finest row and the fit only.
  case compact
}
