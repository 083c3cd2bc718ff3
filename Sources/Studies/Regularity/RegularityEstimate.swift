/// What a study `regularity` found of one function.
public struct RegularityEstimate: Sendable {
  /// How the coefficients decay.
  public enum Model: String, Sendable {
    /// As a power of |κ|: s* is finite.
    case algebraic
    /// As e^{−a|κ|}: u is analytic in a strip of half the width 2a about the real axis.
    case exponential
    /// Too few shells above round-off to tell: a polynomial of the basis, as far as can be seen.
    case resolved
  }

  /// One grid.
  public struct Row: Sendable {
    /// The grid.
    public var level: Level
    /// The decay.
    public var model: Model
    /// s* = sup{s : u ∈ H^s}; nil unless algebraic.
    public var order: Double?
    /// The 95 % half-width of the fit.
    public var halfWidth: Double?
    /// The width of the strip; nil unless exponential.
    public var strip: Strip?
  }

  /// a of |û| ~ |κ|^{−b} e^{−a|κ|}.
  public struct Strip: Sendable {
    /// a, a length: u is analytic for |Im x| < a.
    public var width: Double
    /// The 95 % half-width of the fit.
    public var halfWidth: Double?
    /// Whether the decay quickens with |κ|, so that the strip is wider than what was seen.
    public var isLowerBound = false

    /// A strip of a width.
    public init(width: Double) { self.width = width }
  }

  /// The energy of the modes from |κ| = lower to |κ| = upper.
  public struct Shell: Sendable {
    /// The lowest |κ|.
    public var lower: Double
    /// The |κ| that is no more in it.
    public var upper: Double
    /// ∫|u_j|²
    public var energy: Double
    /// Half the rate at which the energy falls from the shell before: s* where it is constant.
    public var slope: Double?
    /// Whether the fit uses it.
    public var isFitted = false
    /// Why not: `floor` for round-off, `aliased` for the last one.
    public var note: String?
  }

  /// The variant it belongs to.
  public var variant: String?
  /// The name or the expression of u.
  public var function: String
  /// The grids, coarsest first.
  public var rows: [Row] = []
  /// The shells of the finest grid.
  public var shells: [Shell] = []
  /// What limits s* there, largest first.
  public var jumps: [FunctionJump] = []
  /// Remarks that stand under the table: what limits s*, ends that do not fit.
  public var notes: [String] = []
  /// Those remarks of which the data, not the function, may be the reason.
  public var warnings: [String] = []

  /// An estimate without rows.
  public init(function: String) { self.function = function }

  /// The finest grid's.
  public var model: Model? { rows.last?.model }
  /// The finest grid's s*.
  public var order: Double? { rows.last?.order }
  /// The finest grid's half-width.
  public var halfWidth: Double? { rows.last?.halfWidth }
  /// The finest grid's strip.
  public var strip: Strip? { rows.last?.strip }
}

/// A place where a derivative of a function, or of its continuation across an end, jumps.
public struct FunctionJump: Hashable, Sendable {
  /// The axis along which it jumps.
  public var axis: Int
  /// The order of the derivative.
  public var order: Int
  /// The jump, upwards along the axis.
  public var size: Double
  /// The place.
  public var point: [Double]
  /// Whether it is at an end of the axis: of the periodic, odd or even continuation.
  public var isAtEnd: Bool
}
