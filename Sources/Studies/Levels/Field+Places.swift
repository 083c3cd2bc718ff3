import Fields
import Grids
import RealModule
import Transforms

/// Where in the cells of a grid lies what a norm or an extremum breaks at: shares of a cell, up to
/// reflection; nothing for what lies on points, NaN for what no rule holds.
extension Field {
  /// Where values change sign between neighbours along any axis.
  func crossings() -> [Double] {
    let noise = Self.roundoff * largest()
    return crossings(values, shape: grid.shape, noise: noise)
  }

  /// Where differences of neighbours change sign.
  func slopeCrossings() -> [Double] {
    let noise = 2 * Self.roundoff * largest()
    var places: Set<Double> = []
    for axis in grid.axes.indices {
      var shape = grid.shape
      let inner = shape[(axis + 1)...].reduce(1, *)
      let n = shape[axis]
      let isPeriodic = grid.axes[axis].isPeriodic
      guard n > 1 else { continue }
      shape[axis] = isPeriodic ? n : n - 1
      var slopes: [Scalar] = []
      slopes.reserveCapacity(shape.reduce(1, *))
      for start in stride(from: 0, to: values.count, by: n * inner) {
        for j in 0..<shape[axis] {
          for i in 0..<inner {
            slopes.append(values[start + (j + 1) % n * inner + i] - values[start + j * inner + i])
          }
        }
      }
      let found = crossings(slopes, shape: shape, noise: noise)
      if found.contains(where: \.isNaN) { return [.nan] }
      places.formUnion(found)
    }
    return places.sorted()
  }

  private func crossings(_ u: [Scalar], shape: [Int], noise: Scalar) -> [Double] {
    var hasMiddles = false
    for axis in shape.indices {
      let inner = shape[(axis + 1)...].reduce(1, *)
      let n = shape[axis]
      let last = grid.axes[axis].isPeriodic ? n : n - 1
      for start in stride(from: 0, to: u.count, by: n * inner) {
        for j in 0..<max(last, 0) {
          for i in 0..<inner {
            let a = u[start + j * inner + i]
            let b = u[start + (j + 1) % n * inner + i]
            guard a < 0 && b > 0 || a > 0 && b < 0,
              min(a.magnitude, b.magnitude) > noise
            else { continue }
            guard (a + b).magnitude <= noise + Self.steadiness * (a - b).magnitude else {
              return [.nan]
            }
            hasMiddles = true
          }
        }
      }
    }
    return hasMiddles ? [0.5] : []
  }

  /// Where the vertex of the parabola through an extremal value and its neighbours lies.
  ///
  /// - Parameter beyond: the neighbour of a point at an end of an axis; nil where the extremum stays on it.
  ///   NaN where nothing is known.
  func vertex(
    at index: Int, beyond: (_ side: BoxSide) -> Scalar?
  ) -> [Double] {
    let noise = Self.roundoff * largest()
    var places: [Double] = []
    for (a, axis) in grid.axes.enumerated() {
      let shape = grid.shape
      let inner = shape[(a + 1)...].reduce(1, *)
      let (n, j) = (shape[a], index / inner % shape[a])
      func neighbour(_ step: Int) -> Scalar? {
        let k = j + step
        if axis.isPeriodic { return values[index + ((k + n) % n - j) * inner] }
        if (0..<n).contains(k) { return values[index + step * inner] }
        return beyond(BoxSide(axis: a, side: step < 0 ? .lower : .upper))
      }
      guard let left = neighbour(-1), let right = neighbour(1) else { continue }
      let u = values[index]
      let (down, up) = (u - left, u - right)
      if down.isNaN || up.isNaN { return [.nan] }
      let bend = (down + up).magnitude
      // The parabola rises by (right − left)²/(8 bend) above the point.
      if (down - up) * (down - up) <= 8 * noise * bend { continue }
      guard min(down.magnitude, up.magnitude) <= noise + Self.steadiness * bend else {
        return [.nan]
      }
      places.append(0.5)
    }
    return places
  }

  /// What samples and a solve leave of a value.
  private static var roundoff: Scalar { 64 * .ulpOfOne }
  /// How far a place may be off for an iteration's sake, which leaves less.
  private static var steadiness: Scalar { 1e-6 }
}
