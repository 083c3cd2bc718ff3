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
