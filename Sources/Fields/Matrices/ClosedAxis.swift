public import Grids
import RealModule
public import Transforms

/// Linear elements on an axis with its end points: all nodes t = 0…n of a bounded axis, the points
/// of a periodic one.
///
/// Maps lead from closed values to the axis's own points, their rows divided by the points'
/// weights, so that they are the reflected stencils wherever the closed values are reflections.
public struct ClosedAxis<Scalar: TransformScalar>: Sendable {
  /// Which axis.
  public let axis: Axis

  /// Traps unless the axis is periodic or has nodes.
  public init(_ axis: Axis) {
    precondition(axis.isPeriodic || axis.placement == .nodes, "cells have no node on a boundary")
    self.axis = axis
  }

  /// The number of closed values.
  public var count: Int { axis.isPeriodic ? axis.count : axis.cells + 1 }

  /// The closed nodes.
  public var coordinates: [Scalar] {
    (axis.isPeriodic ? axis.points : (0...axis.cells).map { axis.place(half: 2 * $0) }).rounded()
  }

  /// The closed index of the axis's first point.
  public var offset: Int { axis.isPeriodic ? 0 : axis.firstHalf / 2 }

  /// A symmetric three-point stencil of element sums: at an end node one element is missing, and
  /// the row is divided by half a cell.
  public func elements(centre: Scalar, neighbour: Scalar) -> AxisMap<Scalar> {
    if axis.isPeriodic {
      let stencil = Stencil([
        .init(half: -2, weight: Extended(neighbour)), .init(half: 0, weight: Extended(centre)),
        .init(half: 2, weight: Extended(neighbour)),
      ])
      return AxisMap(stencil, on: axis, at: (0..<axis.count).lazy.map { axis.firstHalf + 2 * $0 })
    }
    return AxisMap(
      columns: count,
      rows: (0..<axis.count).lazy.map { j -> [AxisMap<Scalar>.Entry] in
        let i = j + offset
        if i == 0 { return [.init(0, centre), .init(1, 2 * neighbour)] }
        if i == axis.cells { return [.init(i, centre), .init(i - 1, 2 * neighbour)] }
        return [.init(i - 1, neighbour), .init(i, centre), .init(i + 1, neighbour)]
      })
  }

  /// ∫ φ_i φ_j
  public var mass: AxisMap<Scalar> { elements(centre: 2 / 3, neighbour: 1 / 6) }

  /// ∫ φ_i′ φ_j′
  public var stiffness: AxisMap<Scalar> {
    let h = Scalar(axis.spacing)
    return elements(centre: 2 / (h * h), neighbour: -1 / (h * h))
  }

  /// The piecewise linear function, or its derivative, at the offset ξ of every cell.
  ///
  /// Where the nodes are the middles of cells, the lower half of a cell lies in the element before it.
  public func evaluation(offset xi: Extended, derivative m: Int = 0) -> AxisMap<Scalar> {
    let h = Scalar(axis.spacing)
    let (before, t): (Int, Extended) =
      axis.placement == .nodes ? (0, xi) : xi < 0.5 ? (1, xi + 0.5) : (0, xi - 0.5)
    let weights: (Scalar, Scalar) = m == 0 ? (Scalar(1 - t), Scalar(t)) : (-1 / h, 1 / h)
    return AxisMap(
      columns: count,
      rows: (0..<axis.cells).lazy.map { c -> [AxisMap<Scalar>.Entry] in
        let first = (c + count - before) % count
        return [
          .init(first, weights.0),
          .init(axis.isPeriodic ? (first + 1) % count : first + 1, weights.1),
        ]
      })
  }

  /// The places at ξ of every element, from a node to the next.
  public func elementPlaces(offset xi: Extended) -> [Scalar] {
    guard axis.placement == .cells else {
      return (0..<axis.cells).map { axis.place(cell: $0, offset: xi) }.rounded()
    }
    // Between the middles of two cells; the last element ends in the first cell.
    return (0..<axis.cells).map {
      Scalar(
        xi < 0.5
          ? axis.place(cell: $0, offset: xi + 0.5)
          : axis.place(cell: ($0 + 1) % axis.cells, offset: xi - 0.5))
    }
  }
}
