public import Grids
import RealModule

/// One of the ten kinds of axis: five boundaries, two placements.
public struct AxisKind: Hashable, Sendable, CustomStringConvertible {
  /// The conditions at its ends.
  public let boundary: Boundary
  /// Nodes or cells.
  public let placement: Placement

  /// All ten.
  public static let all: [AxisKind] = [
    .periodic, .dirichlet, .neumann, .bounded(lower: .dirichlet, upper: .neumann),
    .bounded(lower: .neumann, upper: .dirichlet),
  ].flatMap { boundary in
    Placement.allCases.map { AxisKind(boundary: boundary, placement: $0) }
  }

  /// An axis of at least n cells: two where one leaves no point.
  public func axis(_ n: Int, _ lower: Extended = 0, _ upper: Extended = 1) -> Axis {
    Axis(
      lower, upper, cells: max(n, Axis.fewestCells(boundary, placement)), boundary: boundary,
      placement: placement)
  }

  /// `fourier nodes`
  public var description: String { "\(axis(2).basis) \(placement)" }

  /// Mixtures of kinds: every pair (k, k + 3) and every triple (k, k + 3, k + 7), on intervals of
  /// different lengths and numbers of cells, even, odd and prime; and ``tori``.
  public static let mixtures: [Grid] =
    all.indices.flatMap { i -> [Grid] in
      let (x, y, z) = (all[i], all[(i + 3) % 10], all[(i + 7) % 10])
      return [
        Grid(x.axis(6, 0, 2), y.axis(7, -1, 0.5)), Grid(y.axis(5, 0, 3), x.axis(8, 1, 2)),
        Grid(x.axis(4, 0, 2), y.axis(5, -1, 0.5), z.axis(6, 0, 1)),
        Grid(z.axis(3, 0, 2), x.axis(2, -1, 0.5), y.axis(7, 0, 1)),
      ]
    } + tori

  /// Several periodic axes, on nodes and on cells, even and odd: one spectrum is stored by half, the
  /// others whole, with last modes in both; some with a bounded axis between.
  public static let tori: [Grid] = {
    let (nodes, cells) = (all[0], all[1])
    return [
      Grid(nodes.axis(6, 0, 2), nodes.axis(4)), Grid(cells.axis(6, 0, 2), nodes.axis(7)),
      Grid(nodes.axis(5, 0, 2), cells.axis(8)), Grid(cells.axis(4, 0, 2), cells.axis(6)),
      Grid(cells.axis(4, 0, 2), nodes.axis(6), cells.axis(4, -1, 1)),
      Grid(nodes.axis(2, 0, 2), cells.axis(3), nodes.axis(6, -1, 1)),
      Grid(cells.axis(6, 0, 2), all[4].axis(3), cells.axis(4, -1, 1)),
      Grid(cells.axis(4, 0, 2), nodes.axis(4), all[3].axis(5, -1, 1)),
    ]
  }()
}

extension Axis {
  /// φ_k t cells above the lower end, from the table of bases: no part of the house is asked.
  public func phi(wave k: Int, at t: Extended) -> (re: Extended, im: Extended) {
    let x = Extended.pi * t / Extended(cells)
    switch boundary {
    case .periodic: return (.cos(2 * Extended(k) * x), .sin(2 * Extended(k) * x))
    case .bounded(.dirichlet, .dirichlet): return (.sin(Extended(k) * x), 0)
    case .bounded(.neumann, .neumann): return (.cos(Extended(k) * x), 0)
    case .bounded(.dirichlet, .neumann): return (.sin((Extended(k) + 0.5) * x), 0)
    case .bounded(.neumann, .dirichlet): return (.cos((Extended(k) + 0.5) * x), 0)
    }
  }
}

/// |x − y| ≤ tolerance · max(|y|, floor).
public func isClose<T: BinaryFloatingPoint>(_ x: T, _ y: T, _ tolerance: T, floor: T = 0) -> Bool {
  abs(x - y) <= tolerance * max(abs(y), floor)
}
