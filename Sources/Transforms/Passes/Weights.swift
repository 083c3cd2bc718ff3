/// Factors that a copy applies, one a mode or point along the axis.
enum Weights<Scalar: TransformScalar>: Sendable {
  case real([Scalar])
  /// Interleaved (re, im), for complex data.
  case complex([Scalar])

  /// The same real factor everywhere.
  static func uniform(_ factor: Wide, count: Int) -> Weights {
    .real(Array(repeating: Scalar(factor), count: count))
  }

  /// Whether the factors are all 1.
  var areTrivial: Bool {
    switch self {
    case .real(let factors): factors.allSatisfy { $0 == 1 }
    case .complex: false
    }
  }
}

/// The widest floating-point type, in which factors are formed before they are rounded once.
#if arch(x86_64) || arch(i386)
  typealias Wide = Float80
#else
  typealias Wide = Double
#endif
