/// Where the elements of a column go in a row of a buffer, and the factor that each takes along.
struct Placing<Scalar: TransformScalar>: Sendable {
  let positions: [Int]
  let factors: [Scalar]
  /// The first place, if the elements stand in order.
  let start: Int?

  init(positions: [Int], factors: [Scalar]) {
    self.positions = positions
    self.factors = factors
    let first = positions[0]
    start = positions.indices.allSatisfy { positions[$0] == first + $0 } ? first : nil
  }

  /// Element j at place j.
  static func inOrder(_ n: Int) -> Placing {
    Placing(positions: Array(0..<n), factors: Array(repeating: 1, count: n))
  }

  /// Even elements ascending, then odd ones descending: what makes a transform of a cosine on cells
  /// out of a complex transform of the same length.
  ///
  /// J. Makhoul, A fast cosine transform in one and two dimensions, IEEE ASSP 28 (1980).
  static func folded(_ n: Int) -> Placing {
    Placing(
      positions: (0..<n).map { $0 % 2 == 0 ? $0 / 2 : n - 1 - $0 / 2 },
      factors: Array(repeating: 1, count: n))
  }

  /// The last element first.
  var reversed: Placing { Placing(positions: positions.reversed(), factors: factors.reversed()) }

  /// Every second element with the other sign.
  var alternating: Placing {
    Placing(
      positions: positions,
      factors: factors.enumerated().map { j, factor in j % 2 == 0 ? factor : -factor })
  }

  /// All places `by` further on.
  func moved(by offset: Int) -> Placing {
    Placing(positions: positions.map { $0 + offset }, factors: factors)
  }

  /// Position p takes the element that stands there: what stands in order of positions, which are
  /// consecutive, with the factors that belong to it.
  var asItStands: Placing {
    let order = order
    return Placing(positions: order.map { positions[$0] }, factors: order.map { factors[$0] })
  }

  /// The elements in the order of their positions.
  var order: [Int] { positions.indices.sorted { positions[$0] < positions[$1] } }

  /// Weighted besides.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func weighted(by weights: Weights<Scalar>) -> Placing {
    guard case .real(let w) = weights else { preconditionFailure("real columns, real weights") }
    return Placing(positions: positions, factors: factors.indices.map { factors[$0] * w[$0] })
  }
}
