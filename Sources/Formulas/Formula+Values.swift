public import RealModule

extension Formula {
  /// Writes u(xᵢ, yⱼ, zₖ) for every point of a tensor grid, row-major, the last axis fastest.
  ///
  /// A subexpression of one coordinate is evaluated once along that axis, and in three dimensions
  /// one of two coordinates once over their plane; no other memory of the grid's size is used.
  /// The values are those of `value(at:)`, bit for bit.
  ///
  /// - Parameter axes: the points of each axis; there are three at most, and at least as many as the
  ///   formula has coordinates.
  public func fill<T: Real & BinaryFloatingPoint & Sendable>(
    _ values: UnsafeMutableBufferPointer<T>, on axes: [[T]]
  ) {
    fill(values, on: axes, .here)
  }

  /// The same, and to the bit the same, by those who take the runs.
  @specialized(where T == Double)
  @specialized(where T == Float)
  @specialized(where T == Float80)
  package func fill<T: Real & BinaryFloatingPoint & Sendable>(
    _ values: UnsafeMutableBufferPointer<T>, on axes: [[T]], _ runs: Runs<T>
  ) {
    precondition(axes.count <= 3, "a grid has three axes at most")
    precondition(
      graph.mask >> UInt64(axes.count) == 0, "the grid has fewer axes than the formula coordinates")
    let lengths = axes.map(\.count)
    precondition(
      values.count == lengths.reduce(1, *), "the buffer has not the grid's number of values")
    guard let result = values.baseAddress, !values.isEmpty else { return }
    // In a box of a few points the last two axes make one run.
    if axes.count > 1, lengths.suffix(2).reduce(1, *) <= 64 {
      let (y, z) = (axes[axes.count - 2], axes[axes.count - 1])
      let columns = [y.flatMap { y in z.map { _ in y } }, y.flatMap { _ in z }]
      let rank = axes.count - 1
      TensorEvaluation(
        graph, lengths: lengths.dropLast(2) + [y.count * z.count],
        axes: Array(0..<rank) + [rank - 1], into: result, runs
      ).run(axes.dropLast(2) + columns)
      return
    }
    TensorEvaluation(graph, lengths: lengths, axes: Array(axes.indices), into: result, runs)
      .run(axes)
  }

  /// The values on a tensor grid, row-major, the last axis fastest.
  public func values<T: Real & BinaryFloatingPoint & Sendable>(on axes: [[T]]) -> [T] {
    let count = axes.reduce(1) { $0 * $1.count }
    return [T](unsafeUninitializedCapacity: count) { buffer, initialized in
      fill(UnsafeMutableBufferPointer(rebasing: buffer[0..<count]), on: axes)
      initialized = count
    }
  }

  /// The values at a list of points.
  ///
  /// - Parameter columns: the values of each variable over the list: x, y, z, then the further
  ///   variables. All have one length.
  @specialized(where T == Double)
  @specialized(where T == Float)
  @specialized(where T == Float80)
  public func values<T: Real & BinaryFloatingPoint & Sendable>(atColumns columns: [[T]]) -> [T] {
    precondition(
      graph.mask >> UInt64(columns.count) == 0, "there are fewer columns than variables")
    let count = columns.first?.count ?? 1
    precondition(columns.allSatisfy { $0.count == count }, "the columns differ in length")
    guard count > 0 else { return [] }
    return [T](unsafeUninitializedCapacity: count) { buffer, initialized in
      TensorEvaluation(
        graph, lengths: [count], axes: columns.map { _ in 0 }, into: buffer.baseAddress!, .here
      ).run(columns)
      initialized = count
    }
  }
}
