/// Where the complex columns along an axis of a half spectrum stand; modes k of the last axis are
/// contiguous.
///
/// Column c = (o·mids + m)·run + k has its j-th element at the scalar
/// o·outerStride + m·midStride + 2k + j·stride.
struct ComplexColumns: Hashable, Sendable {
  let length: Int
  let stride: Int
  let outer: Int
  let outerStride: Int
  let mids: Int
  let midStride: Int
  let run: Int

  var count: Int { outer * mids * run }
  /// The columns of one outer index.
  var perOuter: Int { mids * run }

  /// The scalar at which column c begins, and how many columns begin side by side from there.
  func start(of c: Int) -> (scalar: Int, run: Int) {
    let (row, k) = (c / run, c % run)
    return (row / mids * outerStride + row % mids * midStride + 2 * k, run - k)
  }

  /// The columns of the first `run` modes of rows that are `pitch` scalars apart; `shape` is that of
  /// the axes before the last.
  init(along axis: Int, rows shape: [Int], pitch: Int, run: Int) {
    length = shape[axis]
    outer = shape[..<axis].reduce(1, *)
    mids = shape[(axis + 1)...].reduce(1, *)
    midStride = pitch
    stride = mids * pitch
    outerStride = length * stride
    self.run = run
  }

  /// The columns of an array of one complex number a row.
  init(along axis: Int, rows shape: [Int]) {
    length = shape[axis]
    outer = shape[..<axis].reduce(1, *)
    run = shape[(axis + 1)...].reduce(1, *)
    mids = 1
    midStride = 0
    stride = 2 * run
    outerStride = length * stride
  }
}
