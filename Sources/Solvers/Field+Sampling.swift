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
        u.fillByThreads(
          UnsafeMutableBufferPointer(rebasing: buffer[..<space.count]), on: coordinates,
          isFresh: true)
        count = space.count
      })
    averageSeams(of: u, coordinates)
  }

  /// Becomes the interpolant of a formula, in the memory that it has: what a large field costs anew is
  /// mostly its memory.
  ///
  /// - Complexity: that of ``init(sampling:in:)``, without an allocation where the values are this
  ///   field's alone.
  public mutating func sample(_ u: Formula) {
    let coordinates = space.coordinates
    values.withUnsafeMutableBufferPointer { u.fillByThreads($0, on: coordinates, isFresh: false) }
    averageSeams(of: u, coordinates)
  }

  /// The mean of both limits at the first nodes of periodic axes.
  private mutating func averageSeams(of u: Formula, _ nodes: [[Scalar]]) {
    for (a, axis) in grid.axes.enumerated()
    where axis.isPeriodic && axis.placement == .nodes && u.coordinates.contains(.init(rawValue: a)!)
    {
      var coordinates = nodes
      coordinates[a] = [Scalar(axis.upper)]
      average(with: u.valuesByThreads(on: coordinates), axis: a)
    }
  }

  /// Gives the first plane of an axis the mean of itself and `far` where they differ by more than
  /// round-off.
  private mutating func average(with far: [Scalar], axis a: Int) {
    let inner = grid.shape[(a + 1)...].reduce(1, *)
    let outer = grid.shape[..<a].reduce(1, *)
    let stride = grid.shape[a] * inner
    values.withUnsafeMutableBufferPointer { near in
      far.withUnsafeBufferPointer { far in
        for o in 0..<outer {
          takeMeans(near.baseAddress! + o * stride, far.baseAddress! + o * inner, inner)
        }
      }
    }
  }
}

/// u ← (u + v)/2 where both are numbers that differ by more than round-off: the ends of a smooth period
/// differ by a few ulps of x at most, times the slope.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func takeMeans<Scalar: TransformScalar>(
  _ u: UnsafeMutablePointer<Scalar>, _ v: UnsafePointer<Scalar>, _ n: Int
) {
  let tolerance = Scalar.ulpOfOne.squareRoot()
  for i in 0..<n {
    let (near, far) = (u[i], v[i])
    guard near.isFinite, far.isFinite else { continue }
    if (near - far).magnitude > tolerance * max(near.magnitude, far.magnitude, 1) {
      u[i] = (near + far) / 2
    }
  }
}
