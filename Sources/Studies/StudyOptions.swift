public import Grids
public import Norms

/// What a study measures, on which grids.
public struct StudyOptions: Sendable {
  /// Cells along each axis, a list a level.
  public var levels: [[Int]]
  public var norms: [Norm] = [.l2, .h(1), .lInfinity]
  public var measures: [Measure] = ["discrete", "spectral"]
  public var rateBy = RateKey.h
  /// The factor m of the finer grid on which `spectral` compares; 1 is the method's own grid.
  public var oversample = 1
  public var lastMode = LastMode.parseval
  /// Whether errors are divided by the same norm of the exact solution.
  public var isRelative = false
  public var quantities: [Quantity] = []
  /// Gauss points a direction of the measure `function`; nil: degree + 3.
  public var quadrature: Int?
  public var threads = 1

  public init(levels: [[Int]]) { self.levels = levels }
}

/// Against what a rate is taken.
public enum RateKey: String, Sendable, CaseIterable {
  case h, hx, hy, hz, unknowns
}
