/// The rate that theory predicts, and why.
public struct Prediction: Sendable {
  /// The power of h; nil where nothing, or more than any power, is predicted.
  public var rate: Double?
  /// Whether the error falls faster than every power.
  public var isExponential = false
  /// The reason in a few words.
  public var reason: String?

  package init(rate: Double?, isExponential: Bool = false, reason: String? = nil) {
    self.rate = rate
    self.isExponential = isExponential
    self.reason = reason
  }

  static func algebraic(_ rate: Double, _ reason: String? = nil) -> Prediction {
    Prediction(rate: rate, reason: reason)
  }

  static func none(_ reason: String) -> Prediction { Prediction(rate: nil, reason: reason) }

  /// The smaller of two.
  func limited(by other: Prediction) -> Prediction {
    guard let bound = other.rate else { return other.isExponential ? self : other }
    if let rate, rate <= bound { return self }
    return rate == nil && !isExponential ? self : other
  }

  /// The smaller of the method's own rate and that of the errors around a point. Far from it there is
  /// h^r |x − x₀|^{2−d−r}, and where both are alike every shell in between has as much: log 1/h.
  func tied(with rough: Prediction) -> Prediction {
    var smaller = limited(by: rough)
    if let rate, let other = rough.rate, abs(rate - other) < 1e-9 {
      smaller.reason = (rough.reason ?? "") + " (up to a logarithm)"
    }
    return smaller
  }
}
