import Grids
import RealModule
import Transforms

/// The nodes that lie on Neumann ends, once an axis.
struct FreeEnds {
  /// Planes of nodes at an end of an axis: `length` points from `first` on, and so on at every `pitch`.
  private let planes: [(first: Int, pitch: Int, length: Int)]

  init(_ grid: Grid) {
    planes = grid.axes.enumerated().flatMap { a, axis in
      let inner = grid.shape[(a + 1)...].reduce(1, *)
      let ends = [(Side.lower, 0), (.upper, axis.count - 1)]
      return ends.filter { axis.placement == .nodes && axis.end($0.0) == .neumann }
        .map { (first: $0.1 * inner, pitch: axis.count * inner, length: inner) }
    }
  }

  /// Multiplies an array at those that are in a range.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func scale<Scalar: TransformScalar>(
    _ u: UnsafeMutablePointer<Scalar>, _ range: Range<Int>, by factor: Scalar
  ) {
    for (first, pitch, length) in planes {
      var start = range.lowerBound / pitch * pitch + first
      while start < range.upperBound {
        for i in (start..<start + length).clamped(to: range) { u[i] *= factor }
        start += pitch
      }
    }
  }
}
