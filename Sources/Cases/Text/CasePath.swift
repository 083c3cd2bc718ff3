/// The place of a value in a case: `problem.reaction`, `method[1].order`, `study.cells[2]`.
public struct CasePath: Hashable, Sendable {
  /// One step from a table or a list to what it holds.
  public enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  /// The steps from the top of the case.
  public var steps: [Step]

  /// The top of the case, or the end of these steps.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// One step further down, to a key.
  public subscript(key: String) -> CasePath { CasePath(steps + [.key(key)]) }
  /// One step further down, to an element.
  public subscript(index: Int) -> CasePath { CasePath(steps + [.index(index)]) }

  /// One step up.
  var parent: CasePath { CasePath(steps.dropLast()) }

  /// The last key, without the indices behind it.
  var lastKey: String? {
    for case .key(let key) in steps.reversed() { return key }
    return nil
  }

  /// The last key with the indices behind it: `upper[1]`.
  var lastName: String {
    let start =
      steps.lastIndex {
        if case .key = $0 { true } else { false }
      } ?? 0
    return CasePath(Array(steps[start...])).description
  }
}

extension CasePath: CustomStringConvertible {
  /// `method[1].order`
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let i): text += "[\(i)]"
      case .key(let key): text += (text.isEmpty ? "" : ".") + CasePath.spelled(key)
      }
    }
    return text
  }

  /// A key as TOML writes it: bare where that is legal, else in quotes.
  static func spelled(_ key: String) -> String {
    let isBare = !key.isEmpty && key.utf8.allSatisfy(isBareKeyByte)
    return isBare ? key : CaseValue.string(key).toml
  }

  /// Whether a byte may stand in a key without quotes.
  static func isBareKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
