/// How a norm was evaluated: `discrete`, `spectral`, `function`; in a study `norms` the name of a
/// discretisation.
public typealias Measure = String

/// One method's (or function's) rows.
public struct Series: Sendable {
  /// The method's name; nil in a study `norms`.
  public var method: String?
  /// What the method is, in words: `staggered, order 2`.
  public var methodNote = ""
  /// The function's name in a study `norms`.
  public var function: String?
  /// The variant it belongs to.
  public var variant: String?
  /// The parameters of the sweep that it belongs to, the one that changes slowest first.
  public var sweep: [SweptValue] = []
  /// The key of the rates: `h`, `hx`, `hy`, `hz` or `unknowns`.
  public var rateBy = "h"
  /// Printed norm names, in the case's order.
  public var norms: [String] = []
  /// The norms that have columns of their own where there are ranges.
  public var listedNorms: [String] = []
  /// The ranges of orders among the norms.
  public var ranges: [OrderRange] = []
  /// Measures, in the order of the columns.
  public var measures: [Measure] = []
  /// Quantities, in the case's order.
  public var quantities: [String] = []
  /// The columns beside the norms that are printed: `iterations`, `constants`, `meanDefect`,
  /// `effectivity`; nil: all that there are.
  public var columns: [String]?
  /// The levels, coarsest first.
  public var levels: [Level] = []
  /// norm → measure → fit.
  public var fits: [String: [Measure: Fit]] = [:]
  /// quantity → Richardson's limit.
  public var limits: [String: Limit] = [:]
  /// norm → measure → Richardson's limit, where norms are extrapolated.
  public var normLimits: [String: [Measure: Limit]] = [:]
  /// quantity, or norm and measure → why it has no limit, where that is known.
  public var noLimits: [String: String] = [:]
  /// norm (or quantity) → known value.
  public var known: [String: Double] = [:]
  /// norm (or quantity) → the expression that gave the known value, for the table's heading.
  public var knownNotes: [String: String] = [:]
  /// Remarks that stand under the table as footnotes.
  public var notes: [String] = []
  /// The relative round-off of a value: of the precision of the run, and that of a `Double` at least.
  package var roundoff = Double.ulpOfOne
  /// The word that follows from all rows: `weak derivative`, `algebraic`.
  public var verdict: String?

  /// A series without rows.
  public init() {}
}

/// A range of orders s, one norm each.
public struct OrderRange: Sendable, Hashable {
  /// `H-2..2 step 0.25`
  public var name: String
  /// The orders, ascending.
  public var orders: [Double]
  /// The printed name of the norm of each order.
  public var norms: [String]

  /// Orders and the names of their norms.
  public init(name: String, orders: [Double], norms: [String]) {
    self.name = name
    self.orders = orders
    self.norms = norms
  }
}

/// One grid's row.
public struct Level: Sendable {
  /// Cells along each axis.
  public var cells: [Int]
  /// L/n along each axis.
  public var h: [Double]
  /// The number of points that carry an unknown.
  public var unknowns: Int
  /// Iterations of a solver that iterates.
  public var iterations: Int?
  /// c and C in c‖u‖ ≤ √a(u, u) ≤ C‖u‖, ‖·‖ the norm of the preconditioner in use.
  public var constants: ClosedRange<Double>?
  /// The dual norm of the residual over that of the right-hand side, before the first iteration and
  /// after each.
  public var history: [Double] = []
  /// The bound by the residual over the energy norm of the error, where that is known.
  public var effectivity: Double?
  /// What the energy norm of the error is not below, by the residual; nil where that is the upper
  /// bound itself.
  public var lowerBound: Double?
  /// What that bound is made of.
  package var residual: ResidualBound?
  /// The mean of the right-hand side that was projected out.
  public var meanDefect: Double?
  /// norm → measure → value: errors, or norms in a study `norms`.
  public var values: [String: [Measure: Double]] = [:]
  /// norm → measure → how far the value may be off, where it is an estimate on finer grids.
  public var halfWidths: [String: [Measure: Double]] = [:]
  /// norm → measure → |value − known| in a study `norms`.
  public var errors: [String: [Measure: Double]] = [:]
  /// norm → measure → rate against the row before.
  public var rates: [String: [Measure: Double]] = [:]
  /// norm → measure → mark.
  public var marks: [String: [Measure: Mark]] = [:]
  /// quantity, or norm and measure → for each functional the shares of a cell at which lies what it breaks
  /// at, or is taken; NaN where no rule holds them.
  package var places: [String: [[Double]]] = [:]
  /// quantity, or norm and measure → what an iteration may leave of it.
  package var noise: [String: Double] = [:]
  /// quantity → value.
  public var quantities: [String: Double] = [:]
  /// quantity → rate.
  public var quantityRates: [String: Double] = [:]
  /// quantity → Richardson's limit from this row and the two before.
  public var quantityLimits: [String: Double] = [:]

  /// A grid's row without values.
  public init(cells: [Int], h: [Double], unknowns: Int) {
    self.cells = cells
    self.h = h
    self.unknowns = unknowns
  }
}

/// A word that stands in place of, or beside, a number.
public enum Mark: String, Sendable {
  case exact, floor, preasymptotic, inadmissible, infinite
  case meanRemoved = "mean removed"
  /// The rate is too high, since the reference is not much finer.
  case biased
  /// The data break off the planes of the grids: what is measured against may have the break at the same
  /// wrong place, and the difference is no error.
  case unaligned
  /// The error falls faster than a power of h.
  case exponential = "exp"
}

/// A least-squares fit of log e against log h over the asymptotic rows.
public struct Fit: Sendable {
  /// The slope; nil where no row is asymptotic (exponential decay, round-off).
  public var rate: Double?
  /// The 95 % half-width of the slope; nil for two rows.
  public var halfWidth: Double?
  /// First and last row of the fit, 0-based and inclusive.
  public var rows: [Int]?
  /// The rate that theory predicts.
  public var predicted: Double?
  /// `exp` where theory predicts more than any power.
  public var predictedWord: String?
  /// Why: the regularity, the boundary, the superconvergence.
  public var reason: String?

  /// A fit of nothing: no rate, no prediction.
  public init() {}
}

/// The limit of a quantity: Richardson's, or where errors have no expansion in h the finest value.
public struct Limit: Sendable {
  /// The limit itself.
  public var value: Double
  /// How far the limit may be off.
  public var halfWidth: Double?
  /// The observed rate; nil for a finest value.
  public var rate: Double?

  /// A limit, with its uncertainty and the rate behind it where they are known.
  public init(value: Double, halfWidth: Double? = nil, rate: Double? = nil) {
    self.value = value
    self.halfWidth = halfWidth
    self.rate = rate
  }

  /// Whether it is a finest value, ± what the last differences say.
  var isBare: Bool { rate == nil && halfWidth != nil }
}
