public import Formulas

/// What a case claims of its own results: selectors, one claim, at most one tolerance.
public struct Expectation: Sendable {
  /// Which number of a column is meant.
  public enum Row: Hashable, Sendable {
    case finest, coarsest, all, fit, limit
    /// The level with these cells.
    case cells([Int])
  }

  /// What a list of claims runs over.
  public enum Sequence: String, Hashable, Sendable {
    case level, method, function, variant, pair
  }

  /// What must hold. Numbers are functions of h and n.
  public enum Claim: Sendable {
    /// Only the bounds are claimed.
    case bounds
    case rate([Formula?])
    /// nil: not compared.
    case value([Formula?])
    /// Digits that the value rounds to, `units` off in the last place; an empty text is not
    /// compared.
    case printed([String], units: Int)
    case verdict([String])
    /// Constants of a pair of norms.
    case pair(PairClaim)
    /// Another norm, measure or quantity has the same values.
    case equals(String)
    /// The case ends in this error.
    case fails(String)
  }

  /// How far a number may be off.
  public enum Tolerance: Hashable, Sendable {
    case within(Double)
    /// Times the size of the claimed number.
    case relative(Double)

    /// The admitted difference from a number.
    func difference(from number: Double) -> Double {
      switch self {
      case .within(let t): t
      case .relative(let t): t * abs(number)
      }
    }
  }

  /// The methods that are selected; nil: all.
  public var methods: [String]?
  /// The functions that are selected; nil: all.
  public var functions: [String]?
  /// The pairs that are selected; nil: all.
  public var pairs: [String]?
  /// The norms that are selected, by canonical name; nil: all.
  public var norms: [String]?
  /// The quantities that are selected, in place of norms.
  public var quantities: [String]?
  /// The column that is selected, in place of norms.
  public var column: String?
  /// The measures that are selected; nil: all.
  public var measures: [String]?
  /// The levels that are selected, or what stands under them.
  public var rows: [Row]
  /// What a list in the claim runs over; nil: the claim is no list.
  public var over: Sequence?

  /// What must hold.
  public var claim: Claim
  /// How far a number may be off; nil where the claim has no tolerance.
  public var tolerance: Tolerance?
  /// A lower bound.
  public var atLeast: Formula?
  /// An upper bound.
  public var atMost: Formula?

  /// Where the number is from.
  public var cite: String?
  /// Where the expectation stands in the case.
  public var path: CasePath

  init(claim: Claim, rows: [Row], path: CasePath) {
    self.claim = claim
    self.rows = rows
    self.path = path
  }
}
