public import Formulas

/// What must hold of the constants of a pair; a list has an entry for each of what it runs over.
public struct PairClaim: Sendable {
  /// c, a number or an expression in h and n; nil: not compared.
  public var lower: [Formula?]?
  /// C
  public var upper: [Formula?]?
  /// The power of h of the constant that degenerates; 0 if none does.
  public var power: [Formula?]?
  /// `equivalent`, `not equivalent`, `degenerate`, …
  public var verdict: [String]?

  /// The claims with one entry of their lists.
  func entry(_ i: Int) -> PairClaim? {
    func pick<T>(_ list: [T]?) -> [T]? {
      guard let list, list.count > 1 else { return list }
      return list.indices.contains(i) ? [list[i]] : nil
    }
    var entry = self
    entry.lower = pick(lower)
    entry.upper = pick(upper)
    entry.power = pick(power)
    entry.verdict = pick(verdict)
    return entry
  }
}
