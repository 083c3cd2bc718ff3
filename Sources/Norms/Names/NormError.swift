/// Why a norm of a field does not exist.
public enum NormError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A homogeneous norm of negative order of a function whose mean does not vanish.
  case meanDoesNotVanish(Norm, mean: Double, largest: Double)
  /// The value is not finite.
  case notFinite(Norm)
  /// W^{s,p} of other orders and TV, which this version names but does not evaluate.
  case notAvailable(Norm)
  /// A norm that is measured of real functions only: not by squares, nor by |u|.
  case ofComplexFunction(Norm)
  /// A double integral over more points than are measured in a bearable time.
  case tooManyPoints(Norm, points: Int, limit: Int)
  /// A functional that does not vanish where the seminorm does, as on the constants: the share of its
  /// largest coefficient that lies there.
  case notBounded(Norm, share: Double)
  /// A weight of one's own that is negative or not finite, or a multiplier that is not finite, at a
  /// mode.
  case badMode(Norm, mode: [Int], value: Double)
  /// A factor of one's own that is not finite at a point.
  case badFactor(Norm, point: [Double])

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .meanDoesNotVanish(let norm, let mean, let largest):
      "\(norm) is defined for functions of zero mean; here û₀ = \(mean), max |û| = \(largest)"
    case .notFinite(let norm): "\(norm) is not finite"
    case .notAvailable(let norm): "\(norm) is not yet available"
    case .ofComplexFunction(let norm):
      "\(norm) is not yet available for complex arrays: measure the real and the imaginary part"
    case .notBounded(let norm, let share):
      "the functional is not bounded by \(norm): where the seminorm vanishes it has \(share) of its "
        + "largest coefficient"
    case .badMode(let norm, let mode, let value):
      "\(norm) is not a norm: at the mode (\(mode.map(String.init).joined(separator: ", "))) it has "
        + "\(value.isFinite ? "the weight" : "the value") \(value)"
    case .badFactor(let norm, let point):
      "\(norm) is not a norm: its factor is not a number at "
        + "(\(point.map { "\($0)" }.joined(separator: ", ")))"
    case .tooManyPoints(let norm, let points, let limit):
      "\(norm) is a double integral, of N² differences: it is taken up to \(limit) points, and here are "
        + "\(points); take fewer cells, or p = 2 on a torus, which is a multiplier"
    }
  }
}
