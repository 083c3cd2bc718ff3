public import Fields
public import Formulas
import Grids
import Transforms

extension Field {
  /// The interpolant of a formula.
  ///
  /// Where its limits at the two ends of a periodic axis of nodes differ, the first node takes their
  /// mean. Values are not checked: a formula may be infinite at a point.
  ///
  /// - Complexity: O(N) evaluations; subexpressions of one coordinate once along that axis.
  public init(sampling u: Formula, in space: FunctionSpace<Scalar>) {
    let coordinates = space.coordinates
    self.init(
      in: space,
      values: [Scalar](unsafeUninitializedCapacity: space.count) { buffer, count in
        FreshMemory.prepare(buffer)
        u.fill(
          UnsafeMutableBufferPointer(rebasing: buffer[..<space.count]), on: coordinates,
          joining: space.grid, isFresh: true)
        count = space.count
      })
  }

  /// Becomes the interpolant of a formula, in the memory that it has: what a large field costs anew is
  /// mostly its memory.
  ///
  /// - Complexity: that of ``init(sampling:in:)``, without an allocation where the values are this
  ///   field's alone.
  public mutating func sample(_ u: Formula) {
    let (coordinates, grid) = (space.coordinates, space.grid)
    values.withUnsafeMutableBufferPointer { u.fill($0, on: coordinates, joining: grid) }
  }
}
