/// A JSON value whose objects keep the order of their members.
///
/// The order is part of a results file: the same case gives the same bytes.
public enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  /// A key of an object and its value.
  public struct Member: Sendable, Hashable {
    /// The member's name.
    public var key: String
    /// What it holds.
    public var value: JSON

    /// A member from its parts.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The value of the first member of an object with this key; nil without one.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The entry of an array at this place; nil outside of it.
  public subscript(index: Int) -> JSON? {
    guard case .array(let entries) = self, entries.indices.contains(index) else { return nil }
    return entries[index]
  }

  /// A number of either kind as a `Double`.
  public var double: Double? {
    switch self {
    case .integer(let n): Double(n)
    case .number(let x): x
    default: nil
    }
  }

  /// A string's text.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// An array's entries.
  public var entries: [JSON]? {
    if case .array(let entries) = self { entries } else { nil }
  }
}

extension JSON {
  /// An object of those members whose value is there.
  ///
  /// A number that is not finite counts as absent: JSON has none.
  static func present(_ members: [(String, JSON?)]) -> JSON {
    .object(
      members.compactMap { key, value in
        if case .number(let x)? = value, !x.isFinite { return nil }
        return value.map { Member(key, $0) }
      })
  }

  static func number(_ x: Double?) -> JSON? { x.map(JSON.number) }
  static func integer(_ n: Int?) -> JSON? { n.map(JSON.integer) }
  /// nil where there is no text, or an empty one.
  static func nonempty(_ text: String?) -> JSON? {
    text.flatMap { $0.isEmpty ? nil : .string($0) }
  }
  /// nil for an object or array without content.
  static func nonempty(_ value: JSON) -> JSON? {
    switch value {
    case .array([]), .object([]): nil
    default: value
    }
  }
}
