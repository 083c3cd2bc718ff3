public import Grids
import RealModule

/// Gauss–Legendre quadrature on the unit interval: exact for polynomials of degree 2q − 1.
public struct GaussRule: Sendable {
  /// Points in (0, 1), ascending.
  public let points: [Extended]
  /// Weights; their sum is 1.
  public let weights: [Extended]

  /// q points, by Newton's method on the Legendre polynomial in extended precision.
  ///
  /// - Complexity: O(q²)
  public init(points q: Int) {
    precondition(q >= 1, "a rule needs a point")
    var points: [Extended] = []
    var weights: [Extended] = []
    for i in 0..<q {
      var x = -Extended.cos(.pi * (Extended(i) + 0.75) / (Extended(q) + 0.5))
      for _ in 0..<8 {
        let (p, dp) = GaussRule.legendre(q, x)
        x -= p / dp
      }
      let dp = GaussRule.legendre(q, x).derivative
      points.append((1 + x) / 2)
      weights.append(1 / ((1 - x * x) * dp * dp))
    }
    self.points = points
    self.weights = weights
  }

  /// P_q and P_q′ by the three-term recurrence.
  private static func legendre(_ q: Int, _ x: Extended) -> (value: Extended, derivative: Extended) {
    var (previous, p): (Extended, Extended) = (1, x)
    if q == 1 { return (x, 1) }
    for k in 2...q {
      let next = (Extended(2 * k - 1) * x * p - Extended(k - 1) * previous) / Extended(k)
      (previous, p) = (p, next)
    }
    return (p, Extended(q) * (x * p - previous) / (x * x - 1))
  }
}

/// Where a composite Gauss rule puts its points in every cell of an axis: offsets in (0, 1) and
/// weights whose sum is 1.
///
/// Cells are split at the knots of the functions that are integrated, so that the rule sees
/// polynomials: splines have knots at their points for odd degree, between them for even degree.
public struct CellRule: Sendable {
  /// Places in a cell.
  public let offsets: [Extended]
  /// Their weights.
  public let weights: [Extended]

  /// q Gauss points between any two knots of the kind.
  public init(_ kind: Discretization, on axis: Axis, points q: Int) {
    self.init(kind, on: axis, points: q, cutAt: [], reach: 0)
  }

  /// The same in a cell that is cut at more places in (0, 1), ascending; those nearer than `reach` to an
  /// end of a piece are none.
  package init(
    _ kind: Discretization, on axis: Axis, points q: Int, cutAt places: [Extended], reach: Extended
  ) {
    let rule = GaussRule(points: q)
    var ends: [Extended] = kind.hasKnotInside(axis) ? [0, 0.5, 1] : [0, 1]
    for place in places where ends.allSatisfy({ ($0 - place).magnitude > reach }) {
      ends.append(place)
    }
    ends.sort()
    let pieces = zip(ends, ends.dropFirst())
    offsets = pieces.flatMap { a, b in rule.points.map { a + (b - a) * $0 } }
    weights = pieces.flatMap { a, b in rule.weights.map { (b - a) * $0 } }
  }

  /// m ≥ 2 equispaced places, both ends of the cell among them, from inside; all of one weight.
  public init(equispaced m: Int) {
    precondition(m >= 2, "both ends of a cell are two places")
    let near = Extended.ulpOfOne
    offsets = (0..<m).map { min(max(Extended($0) / Extended(m - 1), near), 1 - near) }
    weights = [Extended](repeating: 1 / Extended(m), count: m)
  }

  /// Both ends of every piece between two knots, from inside: where a maximum is looked for as well.
  public static func ends(_ kind: Discretization, on axis: Axis) -> [Extended] {
    let near = Extended.ulpOfOne
    return kind.hasKnotInside(axis) ? [near, 0.5 - near, 0.5 + near, 1 - near] : [near, 1 - near]
  }
}

extension Discretization {
  /// Whether a knot lies in the middle of every cell.
  fileprivate func hasKnotInside(_ axis: Axis) -> Bool {
    guard case .spline(let p) = self else { return false }
    return p.isMultiple(of: 2) == (axis.placement == .nodes)
  }
}
