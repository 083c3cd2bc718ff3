/// Why a norm of a field does not exist.
public enum NormError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A homogeneous norm of negative order of a function whose mean does not vanish.
  case meanDoesNotVanish(Norm, mean: Double, largest: Double)
  /// The value is not finite.
  case notFinite(Norm)
  /// W^{s,p} of other orders and TV, which this version names but does not evaluate.
  case notAvailable(Norm)
  /// A double integral over more points than are measured in a bearable time.
  case tooManyPoints(Norm, points: Int, limit: Int)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .meanDoesNotVanish(let norm, let mean, let largest):
      "\(norm) is defined for functions of zero mean; here û₀ = \(mean), max |û| = \(largest)"
    case .notFinite(let norm): "\(norm) is not finite"
    case .notAvailable(let norm): "\(norm) is not yet available"
    case .tooManyPoints(let norm, let points, let limit):
      "\(norm) is a double integral, of N² differences: it is taken up to \(limit) points, and here are "
        + "\(points); take fewer cells, or p = 2 on a torus, which is a multiplier"
    }
  }
}
