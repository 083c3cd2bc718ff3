/// The least and the largest ratio ‖u‖_left/‖u‖_right over the functions of one grid: of norms, not
/// of squares.
public struct ExtremeRatios: Sendable {
  /// c; nil for an embedding, which has none.
  public var lower: Double?
  /// C; may be infinite.
  public var upper: Double
  /// The wave numbers of a mode that attains c, where the pair has common modes.
  public var lowerMode: [Int]?
  /// The wave numbers of a mode that attains C.
  public var upperMode: [Int]?
  /// The relative residual of the eigenpairs, where an iteration found them.
  public var residual: Double?
  /// Its iterations.
  public var iterations: Int?

  /// Extremes without modes.
  public init(lower: Double?, upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}
