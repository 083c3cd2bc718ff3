import Grids

/// What stands for the values beyond the ends of an axis where conditions have neither data nor β:
///
///     around a circle       u₋ = u_{n−1}
///     Dirichlet, nodes      u₋ = 0
///     Dirichlet, cells      u₋ = −u₀
///     Neumann, nodes        u₋ = u₁
///     Neumann, cells        u₋ = u₀
///
/// They are ``EndCondition``'s σ u_m.
struct GhostPoints {
  /// A point, and the factor of its value: −1, 0 or 1.
  typealias Image = (index: Int, sign: Int)

  /// Points of the axis; 0 where there is no such axis.
  var count = 0
  private var lower: Image = (0, 0)
  private var upper: Image = (0, 0)

  /// No axis.
  init() {}

  init(_ axis: Axis) {
    let n = axis.count
    count = n
    guard !axis.isPeriodic else {
      (lower, upper) = ((n - 1, 1), (0, 1))
      return
    }
    func image(_ end: Side, _ inwards: Int) -> Image {
      let first = inwards > 0 ? 0 : n - 1
      let isOnNodes = axis.placement == .nodes
      if axis.end(end) == .dirichlet { return isOnNodes ? (first, 0) : (first, -1) }
      let index = isOnNodes ? first + inwards : first
      // Of a node alone the other neighbour is on a Dirichlet end.
      return (0..<n).contains(index) ? (index, 1) : (first, 0)
    }
    (lower, upper) = (image(.lower, 1), image(.upper, -1))
  }

  /// What stands for the value at a point, or one step beyond an end.
  @inline(__always)
  subscript(_ k: Int) -> Image { k < 0 ? lower : k < max(1, count) ? (k, 1) : upper }
}
