public import Transforms

/// The summands of the values of an ``AxisMap``, row after row in one array: an axis in one dimension is
/// as long as a field, and an array for every value would be several fields and an allocation each.
public struct AxisMapRows<Scalar: TransformScalar>: RandomAccessCollection, Sendable {
  private var entries: [AxisMap<Scalar>.Entry] = []
  /// Behind the last summand of each row.
  private var ends: [Int] = []

  init(rows: Int = 0, entries count: Int = 0) {
    entries.reserveCapacity(count)
    ends.reserveCapacity(rows)
  }

  /// The first row.
  public var startIndex: Int { 0 }
  /// Behind the last row.
  public var endIndex: Int { ends.count }

  /// The summands of a value.
  public subscript(row: Int) -> ArraySlice<AxisMap<Scalar>.Entry> {
    entries[(row > 0 ? ends[row - 1] : 0)..<ends[row]]
  }

  /// A summand of the row that is not ended.
  mutating func append(_ entry: AxisMap<Scalar>.Entry) { entries.append(entry) }

  /// Ends a row.
  mutating func endRow() { ends.append(entries.count) }

  /// The rows of the adjoint, whose summands are in the order of the values that they come from.
  func transposed(columns: Int) -> AxisMapRows {
    var places = [Int](repeating: 0, count: columns + 1)
    for entry in entries { places[entry.index + 1] += 1 }
    for i in 0..<columns { places[i + 1] += places[i] }
    var result = AxisMapRows()
    result.entries = Array(repeating: .init(0, 0), count: entries.count)
    for (i, row) in enumerated() {
      for entry in row {
        result.entries[places[entry.index]] = .init(i, entry.weight)
        places[entry.index] += 1
      }
    }
    // What began a column has moved to its end.
    result.ends = Array(places.dropLast())
    return result
  }

  /// The map, or its adjoint, along one axis of a row-major array; the result has `count` values there.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func sum(
    _ values: [Scalar], _ shape: [Int], _ a: Int, to count: Int, isAdjoint: Bool
  ) -> [Scalar] {
    let inner = shape[(a + 1)...].reduce(1, *)
    let outer = shape[..<a].reduce(1, *)
    let total = outer * count * inner
    return [Scalar](unsafeUninitializedCapacity: total) { result, initialized in
      result[..<total].initialize(repeating: 0)
      initialized = total
      guard total > 0, var v = result.baseAddress else { return }
      values.withUnsafeBufferPointer { values in
        entries.withUnsafeBufferPointer { entries in
          ends.withUnsafeBufferPointer { ends in
            guard var u = values.baseAddress else { return }
            for _ in 0..<outer {
              var e = 0
              for j in ends.indices {
                while e < ends[j] {
                  let (i, weight) = (entries[e].index, entries[e].weight)
                  let (to, from) = isAdjoint ? (i, j) : (j, i)
                  if inner == 1 {
                    v[to] += weight * u[from]
                  } else {
                    let (y, x) = (v + to * inner, u + from * inner)
                    for k in 0..<inner { y[k] += weight * x[k] }
                  }
                  e += 1
                }
              }
              v += count * inner
              u += shape[a] * inner
            }
          }
        }
      }
    }
  }
}
