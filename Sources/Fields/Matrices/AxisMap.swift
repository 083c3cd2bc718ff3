public import Grids
public import Transforms

/// A sparse linear map along one axis: each value of the result is a short weighted sum.
///
/// Stencils, element matrices and the evaluation of splines between their knots are all this.
public struct AxisMap<Scalar: TransformScalar>: Sendable {
  /// One summand.
  public struct Entry: Sendable {
    /// Which value.
    public let index: Int
    /// How much of it.
    public let weight: Scalar

    /// `weight` times the value with this index.
    public init(_ index: Int, _ weight: Scalar) {
      self.index = index
      self.weight = weight
    }
  }

  /// The length of the axis it acts on.
  public let columns: Int
  /// The summands of each value of the result.
  public let rows: AxisMapRows<Scalar>

  /// A map by its rows; every index must be below `columns`.
  public init(columns: Int, rows: some Sequence<[Entry]>) {
    self.columns = columns
    var sums = AxisMapRows<Scalar>()
    for row in rows {
      for entry in row { sums.append(entry) }
      sums.endRow()
    }
    self.rows = sums
  }

  init(columns: Int, rows: AxisMapRows<Scalar>) {
    self.columns = columns
    self.rows = rows
  }

  /// A stencil centred at the places t = half/2 of an axis; neighbours beyond an end are
  /// reflections. Of each neighbour the weight times `scale` of its index counts.
  public init(
    _ stencil: Stencil, on axis: Axis, at halves: some Collection<Int>,
    scale: (Int) -> Scalar = { _ in 1 }
  ) {
    columns = axis.count
    let taps = stencil.taps.map { (half: $0.half, weight: Scalar($0.weight)) }
    var sums = AxisMapRows<Scalar>(rows: halves.count, entries: halves.count * taps.count)
    for half in halves {
      for tap in taps {
        guard let place = axis.reflected(half: half + tap.half) else { continue }
        sums.append(Entry(place.index, tap.weight * Scalar(place.sign) * scale(place.index)))
      }
      sums.endRow()
    }
    rows = sums
  }

  /// The adjoint.
  public var transposed: AxisMap {
    AxisMap(columns: rows.count, rows: rows.transposed(columns: columns))
  }

  /// Applies the map along one axis of a row-major array.
  ///
  /// - Complexity: O(entries · the other axes).
  public func apply(_ values: [Scalar], shape: [Int], axis a: Int) -> [Scalar] {
    precondition(shape[a] == columns, "the map acts on \(columns) values, not \(shape[a])")
    return rows.sum(values, shape, a, to: rows.count, isAdjoint: false)
  }

  /// Applies the adjoint along one axis of a row-major array.
  ///
  /// - Complexity: O(entries · the other axes); no other map is made.
  public func applyAdjoint(_ values: [Scalar], shape: [Int], axis a: Int) -> [Scalar] {
    precondition(
      shape[a] == rows.count, "the adjoint acts on \(rows.count) values, not \(shape[a])")
    return rows.sum(values, shape, a, to: columns, isAdjoint: true)
  }
}
