import Fields
import Grids
import Transforms

/// Some planes of a refined first axis at a time: u and ∂u/∂x there, and the adjoint of both.
///
/// All of an axis is transformed for each part, a few columns at once, and what is of other parts is left: three
/// fields become three over the number of parts, and its transforms are done as many times.
struct PaddedSlabs<Scalar: TransformScalar>: Sendable {
  /// Blocks of planes of a part, at most.
  let blocks: Int
  private let count: Int
  private let fine: Int
  /// Columns of the array.
  private let inner: Int
  private let columns: TrigonometricRefinement<Scalar>

  /// Columns that are transformed at once.
  private static var width: Int { 16 }

  /// - Parameters:
  ///   - m: points of the first axis, refined.
  ///   - perBlock: planes of a block.
  init(_ grid: Grid, refined m: Int, parts: Int, perBlock: Int) {
    let axis = grid.axes[0]
    (count, fine) = (axis.count, m)
    inner = grid.shape[1...].reduce(1, *)
    let all = (m + perBlock - 1) / perBlock
    blocks = (all + parts - 1) / parts
    columns = TrigonometricRefinement(
      TransformKind(axis), cells: (3 * axis.cells + 1) / 2,
      frequencies: (0..<axis.count).map { Scalar(axis.frequency($0)) }, outer: 1,
      inner: Self.width)
  }

  /// What one thread holds, about, in numbers.
  static func scratch(_ grid: Grid, refined m: Int) -> Int {
    (grid.shape[0] + 2 * m) * width
      + TrigonometricRefinement<Scalar>.scratch(length: m, outer: 1, inner: width)
  }

  /// Values and derivatives at the fine points of some rows.
  ///
  /// - Complexity: the transforms of all rows.
  func refine(
    _ u: UnsafePointer<Scalar>, _ rows: Range<Int>, values v: UnsafeMutablePointer<Scalar>,
    slopes s: UnsafeMutablePointer<Scalar>
  ) {
    // Groups of columns are disjoint.
    nonisolated(unsafe) let (u, v, s) = (u, v, s)
    forEachGroup { first, n, coarse, values, slopes, buffer in
      for i in 0..<count { copy(coarse + i * Self.width, u + i * inner + first, n) }
      columns.refine(coarse, values: values, slopes: slopes, buffer: buffer)
      for (i, row) in rows.enumerated() {
        copy(v + i * inner + first, values + row * Self.width, n)
        copy(s + i * inner + first, slopes + row * Self.width, n)
      }
    }
  }

  /// Adds the adjoint of what is on some rows to u.
  ///
  /// - Complexity: the transforms of all rows.
  func add(
    values v: UnsafePointer<Scalar>, slopes s: UnsafePointer<Scalar>, _ rows: Range<Int>,
    to u: UnsafeMutablePointer<Scalar>
  ) {
    nonisolated(unsafe) let (u, v, s) = (u, v, s)
    forEachGroup { first, n, coarse, values, slopes, buffer in
      clear(values, fine * Self.width)
      clear(slopes, fine * Self.width)
      for (i, row) in rows.enumerated() {
        copy(values + row * Self.width, v + i * inner + first, n)
        copy(slopes + row * Self.width, s + i * inner + first, n)
      }
      columns.restrict(values: values, slopes: slopes, to: coarse, buffer: buffer)
      for i in 0..<count {
        addRow(u + i * inner + first, coarse + i * Self.width, n)
      }
    }
  }

  /// Calls `body` with the first and the number of some columns, and memory for them: coarse, of values, of
  /// slopes, and of transforms. What the last columns leave of it is 0 or of others, and not read.
  private func forEachGroup(
    _ body: (
      Int, Int, UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>,
      UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>
    ) -> Void
  ) {
    let (width, size) = (Self.width, (count + 2 * fine) * Self.width)
    // Each group has columns of its own.
    Threads.forEachChunk(count: (inner + width - 1) / width) { chunk in
      withMemory(size + columns.bufferCount) { (memory: UnsafeMutablePointer<Scalar>) in
        clear(memory, size)
        for group in chunk {
          let first = group * width
          body(
            first, min(width, inner - first), memory, memory + count * width,
            memory + (count + fine) * width, memory + size)
        }
      }
    }
  }
}

/// y ← x
@inline(__always)
private func copy<Scalar: TransformScalar>(
  _ y: UnsafeMutablePointer<Scalar>, _ x: UnsafePointer<Scalar>, _ n: Int
) {
  y.update(from: x, count: n)
}

/// y ← y + x
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addRow<Scalar: TransformScalar>(
  _ y: UnsafeMutablePointer<Scalar>, _ x: UnsafePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { y[i] += x[i] }
}
