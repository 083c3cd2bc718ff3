/// What a study `equivalence` found of one pair.
public struct Equivalence: Sendable {
  /// What the constants say.
  public enum Verdict: String, Sendable, CaseIterable {
    /// c > 0 and C < ∞, uniformly in h as far as the levels show.
    case equivalent
    /// A constant is 0 or infinite, or degenerates as h → 0.
    case notEquivalent = "not equivalent"
    /// One-sided: C stays bounded.
    case embedded
    /// One-sided: C is infinite or grows without bound.
    case notEmbedded = "not embedded"
  }

  /// The pair's name.
  public var pair: String
  /// The norms above and below the line: `|H1| fd2`.
  public var left: String
  /// See ``left``.
  public var right: String
  /// The variant it belongs to.
  public var variant: String?
  /// The parameters of the sweep that it belongs to.
  public var sweep: [SweptValue] = []
  /// `all` or `zero-mean`.
  public var subspace = "all"
  /// Whether the constants are those of the squares.
  public var isSquared = false
  /// p where h^p times the constants are tabulated; powers and verdict are those of the constants
  /// themselves.
  public var scale = 0.0
  /// The constants, coarsest grid first.
  public var levels: [EquivalenceLevel] = []
  /// The limits of the tabulated constants as h → 0.
  public var limits = EquivalenceConstants<Limit>()
  /// The powers of h of the constants: 0 for one that has a positive limit; nil for one that is 0
  /// or infinite on a grid.
  public var powers = EquivalenceConstants<Double>()
  /// How far the powers may be off.
  public var powerHalfWidths = EquivalenceConstants<Double>()
  /// Closed forms of the limits.
  public var known = EquivalenceConstants<Double>()
  /// The expressions that gave them.
  public var knownNotes = EquivalenceConstants<String>()
  /// What the constants say.
  public var verdict = Verdict.equivalent
  /// Whether a constant that is positive and finite on every grid tends to 0 or infinity.
  public var isDegenerate = false
  /// Why, in words: `the upper constant grows like h^-1`.
  public var reason: String?

  /// A pair without levels.
  public init(pair: String, left: String, right: String) {
    self.pair = pair
    self.left = left
    self.right = right
  }

}

/// The constants of a pair on one grid.
public struct EquivalenceLevel: Sendable {
  /// Cells along each axis.
  public var cells: [Int]
  /// L/n along each axis.
  public var h: [Double]
  /// c, as it is tabulated; nil where it does not apply.
  public var lower: Double?
  /// C, as it is tabulated; nil where it is infinite.
  public var upper: Double?
  /// The wave numbers of a mode that attains c.
  public var lowerMode: [Int]?
  /// The wave numbers of a mode that attains C.
  public var upperMode: [Int]?
  /// The relative residual of the eigenpairs, where the pair has no common modes.
  public var residual: Double?
  /// The iterations that found them.
  public var iterations: Int?

  /// A grid without constants.
  public init(cells: [Int], h: [Double]) {
    self.cells = cells
    self.h = h
  }
}
