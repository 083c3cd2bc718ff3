public import Grids
public import Norms

/// What a study measures, on which grids.
public struct StudyOptions: Sendable {
  /// Cells along each axis, a list a level.
  public var levels: [[Int]]
  /// The norms, a column or block each.
  public var norms: [Norm] = [.l2, .h(1), .lInfinity]
  /// The norms that have columns of their own where there are ranges; nil: all.
  public var listedNorms: [Norm]?
  /// The ranges of orders among the norms, a table each in place of a column for each order.
  public var ranges: [NormRange] = []
  /// How the norms of an error are taken.
  public var measures: [Measure] = ["discrete", "spectral"]
  /// The key of the rates.
  public var rateBy = RateKey.h
  /// The factor m of the finer grid on which `spectral` compares; 1 is the method's own grid.
  public var oversample = 1
  /// How a last mode counts in `spectral` norms.
  public var lastMode = LastMode.parseval
  /// What errors are measured against; `residual` may stand beside one of the others.
  public var references: [ErrorReference] = [.exact]
  /// Whether errors are divided by the same norm of the exact solution.
  public var isRelative = false
  /// Whether norms are extrapolated to h = 0, as quantities are.
  public var hasLimits = false
  /// The columns beside the norms that are printed; nil: all that there are.
  public var columns: [String]?
  /// Functionals of u_h, a column each.
  public var quantities: [Quantity] = []
  /// Gauss points a direction of the measure `function`; nil: degree + 3.
  public var quadrature: Int?
  /// Equispaced points a direction and cell, both ends among them, over which the measure
  /// `function` takes a maximum; nil: its Gauss points.
  public var samples: Int?
  /// How many threads ran, or may run.
  public var threads = 1

  /// The default norms and measures on these levels, coarsest first.
  public init(levels: [[Int]]) { self.levels = levels }
}

/// Against what a rate is taken.
public enum RateKey: String, Sendable, CaseIterable {
  case h, hx, hy, hz, unknowns
}
