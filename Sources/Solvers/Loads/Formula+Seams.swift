import Formulas
import Grids
import Transforms

extension Formula {
  /// Writes the values on a tensor grid; on the seam of a periodic axis the mean of the limits there, of
  /// all four where two seams cross, and at an end the limit from inside: ⌊16x⌋ is 15 next to x = 1.
  ///
  /// Limits that agree to half the digits, as the ends of a smooth period do, are one number; one that
  /// is not finite does not count.
  ///
  /// - Parameter isFresh: whether the memory has never been written.
  func fill<Scalar: TransformScalar>(
    _ values: UnsafeMutableBufferPointer<Scalar>, on coordinates: [[Scalar]], joining grid: Grid,
    isFresh: Bool = false
  ) {
    fillByThreads(values, on: coordinates, isFresh: isFresh)
    join(values, on: coordinates, of: grid, axes: grid.rank)
  }

  /// Takes the means over the seams of the first axes.
  private func join<Scalar: TransformScalar>(
    _ values: UnsafeMutableBufferPointer<Scalar>, on coordinates: [[Scalar]], of grid: Grid,
    axes count: Int
  ) {
    for (a, axis) in grid.axes.prefix(count).enumerated()
    where (axis.isPeriodic || !isSmooth) && depends(on: Coordinate(rawValue: a)!) {
      let (lower, upper) = (Scalar(axis.lower), Scalar(axis.upper))
      let n = coordinates[a].count
      let inner = coordinates[(a + 1)...].reduce(1) { $0 * $1.count }
      for plane in planes(of: coordinates[a], at: lower, upper) {
        guard axis.isPeriodic else {
          takeLimit(values, on: coordinates, of: grid, axis: a, plane)
          continue
        }
        var other = coordinates
        other[a] = [coordinates[a][plane] == lower ? upper : lower]
        // The limits there are means over the seams of the axes before.
        var limits = valuesByThreads(on: other)
        let outer = limits.count / max(inner, 1)
        limits.withUnsafeMutableBufferPointer { far in
          join(far, on: other, of: grid, axes: a)
          guard let far = far.baseAddress, let near = values.baseAddress else { return }
          takeMeans(near + plane * inner, n * inner, far, outer, inner)
        }
      }
    }
  }

  /// Takes the limits from inside on a plane at the end of an axis, where there are any: at two small
  /// distances, of which one is a sixteenth of the other, half the digits are the same.
  private func takeLimit<Scalar: TransformScalar>(
    _ values: UnsafeMutableBufferPointer<Scalar>, on coordinates: [[Scalar]], of grid: Grid,
    axis a: Int, _ plane: Int
  ) {
    let (lower, upper) = (Scalar(grid.axes[a].lower), Scalar(grid.axes[a].upper))
    let inner = coordinates[(a + 1)...].reduce(1) { $0 * $1.count }
    let place = coordinates[a][plane]
    let step = max(lower.magnitude, upper.magnitude) * (place == lower ? .ulpOfOne : -.ulpOfOne)
    let limits = [16, 256].map { (factor: Scalar) -> [Scalar] in
      var near = coordinates
      near[a] = [place + factor * step]
      var limit = valuesByThreads(on: near)
      limit.withUnsafeMutableBufferPointer { join($0, on: near, of: grid, axes: a) }
      return limit
    }
    let pitch = coordinates[a].count * inner
    for i in limits[0].indices {
      let (near, far) = (limits[0][i], limits[1][i])
      let k = i / inner * pitch + plane * inner + i % inner
      guard near.isFinite, near.isOne(with: far), !near.isOne(with: values[k]) else { continue }
      values[k] = near
    }
  }

  /// The value at the upper end of a circle less that at its lower end, at the points of the other axes;
  /// 0 where they agree to half the digits, as the ends of a smooth period do.
  func seamJumps<Scalar: TransformScalar>(on grid: Grid, axis a: Int, _: Scalar.Type) -> [Scalar] {
    guard depends(on: Coordinate(rawValue: a)!) else { return [0] }
    var coordinates = grid.axes.map { $0.points.rounded(to: Scalar.self) }
    let ends = [grid.axes[a].lower, grid.axes[a].upper].map { place -> [Scalar] in
      coordinates[a] = [Scalar(place)]
      return values(on: coordinates)
    }
    return zip(ends[1], ends[0]).map { upper, lower in
      let size = max(upper.magnitude, lower.magnitude, 1)
      return (upper - lower).magnitude > Scalar.ulpOfOne.squareRoot() * size ? upper - lower : 0
    }
  }

  /// The values on the points of a grid next to a side, taken on the side.
  func values<Scalar: TransformScalar>(on side: BoxSide, of grid: Grid, _: Scalar.Type) -> [Scalar]
  {
    var coordinates = grid.axes.map { $0.points.rounded(to: Scalar.self) }
    coordinates[side.axis] = [Scalar(side.place(on: grid))]
    var values = [Scalar](repeating: 0, count: grid.count / grid.axes[side.axis].count)
    values.withUnsafeMutableBufferPointer { fill($0, on: coordinates, joining: grid) }
    return values
  }
}

/// Which of the places are one of two.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func planes<Scalar: TransformScalar>(
  of places: [Scalar], at lower: Scalar, _ upper: Scalar
) -> [Int] {
  places.indices.filter { places[$0] == lower || places[$0] == upper }
}

extension TransformScalar {
  /// Whether two limits agree to half the digits.
  @inline(__always)
  fileprivate func isOne(with other: Self) -> Bool {
    (self - other).magnitude <= Self.ulpOfOne.squareRoot() * max(magnitude, other.magnitude, 1)
  }
}

/// u ← (u + v)/2 where both are numbers that differ by more than round-off, on runs of u a pitch apart:
/// the ends of a smooth period differ by a few ulps of x at most, times the slope.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func takeMeans<Scalar: TransformScalar>(
  _ u: UnsafeMutablePointer<Scalar>, _ pitch: Int, _ v: UnsafePointer<Scalar>, _ runs: Int,
  _ length: Int
) {
  for r in 0..<runs {
    let (u, v) = (u + r * pitch, v + r * length)
    for i in 0..<length {
      let (near, far) = (u[i], v[i])
      guard near.isFinite, far.isFinite else { continue }
      if !near.isOne(with: far) { u[i] = (near + far) / 2 }
    }
  }
}
