/// What is wrong with the text of an expression.
public struct FormulaError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One mistake.
  public struct Issue: Hashable, Sendable {
    /// What is wrong: `multiplication must be written: 2*pi`.
    public var message: String
    /// What to write instead, where the message does not say it: ``did you mean `sin`?``.
    public var hint: String?
    /// Where, in bytes of the text's UTF-8; never empty but at the end of the text.
    public var range: Range<Int>
  }

  /// The mistakes in the order of the text; there is at least one.
  public let issues: [Issue]

  /// The first mistake.
  public var first: Issue { issues[0] }

  /// The mistakes, one a line.
  public var description: String {
    issues.map { $0.message + ($0.hint.map { " (\($0))" } ?? "") }.joined(separator: "\n")
  }
}
