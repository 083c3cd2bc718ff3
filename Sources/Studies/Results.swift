/// What a study found: the results file of the article *Results*, section by section.
///
/// Everything but ``run`` is the same for every thread count and run. Every table, in whatever
/// format, is made from this value.
public struct Results: Sendable {
  /// The case's title; empty if it has none.
  public var title = ""
  /// The kind of study.
  public var study: StudyKind
  /// The lines under the title: the equation and boundary in words, what is measured and how, the
  /// definition of every norm that is printed.
  public var caption: [String] = []
  /// The case as it was run.
  public var source: CaseRecord?
  /// The program that ran it.
  public var program = ProgramRecord()
  /// How TeX sets the names of norms of one's own.
  public var notation: [String: String] = [:]
  /// One series a method (of a study `norms`: a function), in the case's order.
  public var series: [Series] = []
  /// What a study `equivalence` found, one entry a pair.
  public var equivalences: [Equivalence] = []
  /// The runs that ended in an error, as the case expects.
  public var failures: [FailureRecord] = []
  /// What a study `weak-derivative` found.
  public var weakDerivatives: [WeakDerivativeGap] = []
  /// What a study `regularity` found, a function each.
  public var regularity: [RegularityEstimate] = []
  /// The verdicts on the case's expectations, in its order.
  public var expectations: [Verdict] = []
  /// What the run checked of itself.
  public var certificate = Certificate()
  /// Times and memory of this run.
  public var run: RunRecord?

  /// Results of a study, still without a series.
  public init(study: StudyKind) { self.study = study }
}

/// The kinds of study that a case may ask for.
public enum StudyKind: String, Sendable, CaseIterable {
  case convergence, norms, equivalence
  case weakDerivative = "weak-derivative"
  case regularity, solve
}

/// The case file that a result belongs to.
public struct CaseRecord: Sendable {
  /// The file's name, without folders.
  public var file: String
  /// SHA-256 of the effective case's canonical JSON.
  public var sha256: String
  /// The effective case, every default written out, as JSON text.
  public var effective: String

  /// A case by its file, hash and effective text.
  public init(file: String, sha256: String, effective: String) {
    self.file = file
    self.sha256 = sha256
    self.effective = effective
  }
}

/// The program that made a result.
public struct ProgramRecord: Sendable {
  /// The program's version.
  public var version = ""
  /// FFTW's version.
  public var fftw = ""
  /// `float`, `double` or `extended`.
  public var precision = "double"

  /// An unnamed program in double precision.
  public init() {}
}

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
  /// The levels, coarsest first.
  public var levels: [Level] = []
  /// norm → measure → fit.
  public var fits: [String: [Measure: Fit]] = [:]
  /// quantity → Richardson's limit.
  public var limits: [String: Limit] = [:]
  /// norm → measure → Richardson's limit, where norms are extrapolated.
  public var normLimits: [String: [Measure: Limit]] = [:]
  /// norm (or quantity) → known value.
  public var known: [String: Double] = [:]
  /// norm (or quantity) → the expression that gave the known value, for the table's heading.
  public var knownNotes: [String: String] = [:]
  /// Remarks that stand under the table as footnotes.
  public var notes: [String] = []
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

/// Richardson's limit of a quantity.
public struct Limit: Sendable {
  /// The limit itself.
  public var value: Double
  /// How far the limit may be off.
  public var halfWidth: Double?
  /// The observed rate.
  public var rate: Double?

  /// A limit, with its uncertainty and the rate behind it where they are known.
  public init(value: Double, halfWidth: Double? = nil, rate: Double? = nil) {
    self.value = value
    self.halfWidth = halfWidth
    self.rate = rate
  }
}

/// What became of one expectation.
public struct Verdict: Sendable {
  /// The expectation in words: `fd2 H1 discrete rate 2.0 ± 0.1`.
  public var text: String
  /// What was found, as a number, as a word, or as a number and where it is from.
  public var found: Double?
  /// What was found, where that is a word.
  public var foundWord: String?
  /// Whether it holds.
  public var met: Bool
  /// The line of the case file.
  public var line: Int?
  /// The published number it stands for.
  public var cite: String?

  /// A verdict without what was found.
  public init(text: String, met: Bool) {
    self.text = text
    self.met = met
  }
}

/// What a run checks of itself.
public struct Certificate: Sendable {
  /// Largest relative difference between grid sums and lattice sums.
  public var parsevalGap: Double?
  /// Largest relative residual of a solve.
  public var residual: Double?
  /// Largest share of the last modes in the solutions' energy.
  public var lastModeShare: Double?

  /// A certificate of nothing yet.
  public init() {}
}

/// Times and memory: the part that differs from run to run.
public struct RunRecord: Sendable {
  /// How many threads ran, or may run.
  public var threads = 1
  /// FFTW's planning effort.
  public var plan = "estimate"
  /// Wall time.
  public var seconds = 0.0
  /// Seconds of each level, a list a series.
  public var levels: [[Double]] = []
  /// Bytes.
  public var peakMemory = 0

  /// A run of no time on one thread.
  public init() {}
}
