import Formulas
import Grids
import Transforms

extension Formula {
  /// Writes the values on a tensor grid; on the seam of a periodic axis the mean of the limits there.
  func fill<Scalar: TransformScalar>(
    _ values: UnsafeMutableBufferPointer<Scalar>, on coordinates: [[Scalar]], joining grid: Grid
  ) {
    fillByThreads(values, on: coordinates, isFresh: false)
    for (a, axis) in grid.axes.enumerated()
    where axis.isPeriodic && depends(on: Coordinate(rawValue: a)!) {
      let ends = [Scalar(axis.lower), Scalar(axis.upper)]
      for (plane, x) in coordinates[a].enumerated() where ends.contains(x) {
        var other = coordinates
        other[a] = [x == ends[0] ? ends[1] : ends[0]]
        let n = coordinates[a].count
        let inner = coordinates[(a + 1)...].reduce(1) { $0 * $1.count }
        for (k, value) in self.values(on: other).enumerated() {
          let place = (k / inner * n + plane) * inner + k % inner
          values[place] = (values[place] + value) / 2
        }
      }
    }
  }

  /// The value at the upper end of a circle less that at its lower end, at the points of the other axes;
  /// 0 where they agree to half the digits, as the ends of a smooth period do.
  func seamJumps<Scalar: TransformScalar>(on grid: Grid, axis a: Int, _: Scalar.Type) -> [Scalar] {
    guard depends(on: Coordinate(rawValue: a)!) else { return [0] }
    var coordinates = grid.axes.map { $0.points.map { Scalar($0) } }
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
    var coordinates = grid.axes.map { $0.points.map { Scalar($0) } }
    coordinates[side.axis] = [Scalar(side.place(on: grid))]
    var values = [Scalar](repeating: 0, count: grid.count / grid.axes[side.axis].count)
    values.withUnsafeMutableBufferPointer { fill($0, on: coordinates, joining: grid) }
    return values
  }
}
