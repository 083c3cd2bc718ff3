import Formulas
public import Grids

/// What two sides say of one derivative of u on their common edge, where they disagree.
///
///     ∂^α u = values[0] by the data of sides[0],   = values[1] by those of sides[1]
///
/// For α = 0 on Dirichlet sides the data jump; derivatives come from data and source, through the
/// equation on a side: with f ≠ 0 between two homogeneous Dirichlet sides −a ∂ₓ²u = f by the one and 0
/// by the other.
public struct DataConflict: Hashable, Sendable, CustomStringConvertible {
  /// The two sides.
  public let sides: [BoxSide]
  /// α, an order an axis.
  public let derivative: [Int]
  /// A point of the edge, in coordinates.
  public let point: [Double]
  /// ∂^α u there, as each side has it.
  public let values: [Double]

  /// How far the sides are apart.
  var size: Double { (values[0] - values[1]).magnitude }

  /// `du/dx`
  private var name: String {
    let total = derivative.reduce(0, +)
    func power(_ symbol: String, _ order: Int) -> String {
      order == 0 ? "" : order == 1 ? symbol : "\(symbol)^\(order)"
    }
    guard total > 0 else { return "u" }
    let below = zip(["dx", "dy", "dz"], derivative).map(power).joined()
    return (total == 1 ? "du" : "d^\(total)u") + "/" + below
  }

  /// The sides, the place and both values, in words.
  public var description: String {
    let place = point.map { $0.written(digits: 6) }.joined(separator: ", ")
    return "the data of \(sides[0].name) and \(sides[1].name) do not fit together at (\(place)): "
      + "\(name) = \(values[0].written(digits: 6)) by \(sides[0].name), "
      + "\(values[1].written(digits: 6)) by \(sides[1].name)"
  }
}
