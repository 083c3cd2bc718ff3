/// What a study `weak-derivative` found: ‖∂^α u − v‖ on a sequence of grids, and its limit.
public struct WeakDerivativeGap: Sendable {
  /// Whether v is the weak derivative.
  public enum Verdict: String, Sendable {
    /// The gap vanishes.
    case holds
    /// The gap has a limit above 0, or none.
    case fails
    /// The levels do not tell.
    case undecided
  }

  /// One grid.
  public struct Row: Sendable {
    /// The grid.
    public var level: Level
    /// ‖∂^α u − v‖
    public var gap: Double
    /// The gap's rate against the row before.
    public var rate: Double?
    /// `floor` or `exact` where the gap is round-off.
    public var mark: Mark?
    /// The limit from this row and those before.
    public var limit: Double?
    /// Where the worst test function is largest and smallest.
    public var peaks: [Peak] = []
  }

  /// A place and the worst test function's value there.
  public struct Peak: Hashable, Sendable {
    /// The value.
    public var value: Double
    /// The place.
    public var point: [Double]
  }

  /// The variant it belongs to.
  public var variant: String?
  /// The name or the expression of u.
  public var function: String
  /// The name or the expression of v.
  public var candidate: String
  /// α
  public var alpha: [Int]
  /// The norm of the gap.
  public var norm: String
  /// The norm of the test functions, to which it is dual.
  public var testNorm: String
  /// The grids, coarsest first.
  public var rows: [Row] = []
  /// The fit of the gap.
  public var fit = Fit()
  /// What the gap tends to.
  public var limit: Limit?
  /// Why a gap that does not vanish has no limit, where that is known.
  public var noLimit: String?
  /// What follows.
  public var verdict = Verdict.undecided
  /// The worst test function on the finest grid; nil where the norm has none.
  public var worst: NamedField?

  /// A gap without rows.
  public init(function: String, candidate: String, alpha: [Int], norm: String, testNorm: String) {
    self.function = function
    self.candidate = candidate
    self.alpha = alpha
    self.norm = norm
    self.testNorm = testNorm
  }
}

/// A field that a study hands out, to be written to a file of its own.
public struct NamedField: Sendable {
  /// The file's name without its suffix.
  public var name: String
  /// Points along each axis.
  public var shape: [Int]
  /// The values, row-major.
  public var values: [Double]
  /// The points of each axis.
  public var points: [[Double]]

  /// A field by its values on a lattice of points.
  public init(_ name: String, shape: [Int], values: [Double], points: [[Double]]) {
    self.name = name
    self.shape = shape
    self.values = values
    self.points = points
  }
}
