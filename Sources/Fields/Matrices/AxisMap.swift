public import Grids
import RealModule
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
  public let rows: [[Entry]]

  /// A map by its rows; every index must be below `columns`.
  public init(columns: Int, rows: [[Entry]]) {
    self.columns = columns
    self.rows = rows
  }

  /// A stencil centred at the places t = half/2 of an axis; neighbours beyond an end are
  /// reflections.
  public init(_ stencil: Stencil, on axis: Axis, at halves: [Int]) {
    columns = axis.count
    rows = halves.map { half in
      stencil.taps.compactMap { tap in
        axis.reflected(half: half + tap.half).map {
          Entry($0.index, Scalar(tap.weight) * Scalar($0.sign))
        }
      }
    }
  }

  /// The adjoint.
  public var transposed: AxisMap {
    var result = [[Entry]](repeating: [], count: columns)
    for (i, row) in rows.enumerated() {
      for entry in row { result[entry.index].append(Entry(i, entry.weight)) }
    }
    return AxisMap(columns: rows.count, rows: result)
  }

  /// Applies the map along one axis of a row-major array.
  ///
  /// - Complexity: O(entries · the other axes).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func apply(_ values: [Scalar], shape: [Int], axis a: Int) -> [Scalar] {
    precondition(shape[a] == columns, "the map acts on \(columns) values, not \(shape[a])")
    let inner = shape[(a + 1)...].reduce(1, *)
    let outer = shape[..<a].reduce(1, *)
    let total = outer * rows.count * inner
    return [Scalar](unsafeUninitializedCapacity: total) { v, count in
      v[..<total].initialize(repeating: 0)
      values.withUnsafeBufferPointer { u in
        if inner == 1, let target = v.baseAddress, let source = u.baseAddress {
          let terms = rows.enumerated().flatMap { j, row in
            row.map { (to: j, from: $0.index, weight: $0.weight) }
          }
          terms.withUnsafeBufferPointer { terms in
            for o in 0..<outer {
              let (v, u) = (target + o * rows.count, source + o * columns)
              for t in terms { v[t.to] += t.weight * u[t.from] }
            }
          }
          count = total
          return
        }
        for o in 0..<outer {
          for (j, row) in rows.enumerated() {
            let to = (o * rows.count + j) * inner
            for entry in row {
              let from = (o * columns + entry.index) * inner
              let weight = entry.weight
              for i in 0..<inner { v[to + i] += weight * u[from + i] }
            }
          }
        }
      }
      count = total
    }
  }
}
