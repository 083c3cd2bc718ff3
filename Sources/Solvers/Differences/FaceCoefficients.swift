import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// a on the faces between the points of a grid, by a ``FaceRule``.
struct FaceCoefficients<Scalar: TransformScalar> {
  let space: FunctionSpace<Scalar>
  /// aᵢ, one formula an axis.
  let diffusion: [Formula]
  let rule: FaceRule
  /// The points along the first axis that are meant; nil is all.
  var planes: Range<Int>?

  private var grid: Grid { space.grid }

  /// The places along every axis, with those of one axis given for all of its points.
  private func coordinates(_ d: Int, _ places: [Scalar]) -> [[Scalar]] {
    var coordinates = space.coordinates
    coordinates[d] = places
    if let planes {
      // A point more where there is one more of all.
      let more = coordinates[0].count - grid.axes[0].count
      coordinates[0] = Array(coordinates[0][planes.lowerBound..<planes.upperBound + more])
    }
    return coordinates
  }

  /// Writes a on the face above every point along an axis; above the last point of a bounded axis,
  /// where the rule has no face, anything that is not negative.
  ///
  /// - Returns: the least and the largest of them.
  /// - Throws: where a is negative or not finite.
  func fillUpperFaces(
    _ d: Int, _ weights: inout [Scalar], _ range: Range<Int>
  ) throws(SolverError) -> (lower: Scalar, upper: Scalar) {
    let axis = grid.axes[d]
    guard rule != .sampled else {
      let coordinates = coordinates(
        d,
        (0..<axis.count).map { j in
          // Above the last point before a Neumann end lies no face: its own a stands there.
          let isLast = j == axis.count - 1 && axis.end(.upper) == .neumann
          return axis.place(half: axis.firstHalf + 2 * j + (isLast ? 0 : 1))
        }.rounded())
      sample(d, on: coordinates, &weights, range)
      return try check(weights[range], coordinates)
    }
    // One point more, so that every face lies between two.
    let (values, ends) = try points(d)
    let inner = grid.shape[(d + 1)...].reduce(1, *)
    let n = d == 0 ? planes?.count ?? axis.count : axis.count
    weights.withUnsafeMutableBufferPointer { w in
      values.withUnsafeBufferPointer { values in
        // Every plane has faces of its own.
        nonisolated(unsafe) let (w, values) = (w, values)
        Threads.forEachChunk(count: range.count / inner, minimum: (1 << 15) / inner + 1) { planes in
          for plane in planes {
            let below = (plane / n * (n + 1) + plane % n) * inner
            let face = range.lowerBound + plane * inner
            for i in 0..<inner {
              w[face + i] = rule.mean(values[below + i], values[below + inner + i])
            }
          }
        }
      }
    }
    return ends
  }

  /// a on the face between the points next to a Dirichlet side and the side; of cells the face is
  /// the side.
  func endFaces(_ side: BoxSide) throws(SolverError) -> [Scalar] {
    let axis = grid.axes[side.axis]
    let isLower = side.side == .lower
    let reach = axis.placement == .nodes ? 1 : 0
    if rule == .sampled {
      return try plane(side.axis, half: isLower ? reach : 2 * axis.cells - reach)
    }
    let point = axis.firstHalf + (isLower ? 0 : 2 * (axis.count - 1))
    let inside = try plane(side.axis, half: point)
    // A cell's own value reaches to its face.
    guard axis.placement == .nodes else { return inside }
    let outside = try plane(side.axis, half: isLower ? 0 : 2 * axis.cells)
    return zip(inside, outside).map { rule.mean($0, $1) }
  }

  /// a on the side itself.
  func sideValues(_ side: BoxSide) throws(SolverError) -> [Scalar] {
    try plane(side.axis, half: side.side == .lower ? 0 : 2 * grid.axes[side.axis].cells)
  }

  /// a at the points and one more along axis d: the next one around a circle, or at the upper end.
  private func points(
    _ d: Int
  ) throws(SolverError) -> (values: [Scalar], (lower: Scalar, upper: Scalar)) {
    let axis = grid.axes[d]
    let next = axis.isPeriodic ? axis.firstHalf : 2 * axis.cells
    let coordinates = coordinates(
      d, space.coordinates[d] + [Scalar(axis.place(half: next))])
    var values: [Scalar] = zeros(coordinates.reduce(1) { $0 * $1.count })
    sample(d, on: coordinates, &values, 0..<values.count)
    return (values, try check(values[...], coordinates))
  }

  private func plane(_ d: Int, half: Int) throws(SolverError) -> [Scalar] {
    var coordinates = space.coordinates
    coordinates[d] = [Scalar(grid.axes[d].place(half: half))]
    var values = [Scalar](repeating: 0, count: grid.count / grid.axes[d].count)
    sample(d, on: coordinates, &values, 0..<values.count)
    if half == 0 || half == 2 * grid.axes[d].cells {
      // a may vanish on the boundary: cos(π/2) is 0 up to its argument's round-off.
      let scale = Scalar(grid.axes[d].upper.magnitude + grid.axes[d].lower.magnitude)
      for i in values.indices where values[i] < 0 && values[i] > -4 * .ulpOfOne * scale {
        values[i] = 0
      }
    }
    _ = try check(values[...], coordinates)
    return values
  }

  private func sample(
    _ d: Int, on coordinates: [[Scalar]], _ values: inout [Scalar], _ range: Range<Int>
  ) {
    values.withUnsafeMutableBufferPointer {
      diffusion[d].fill(
        UnsafeMutableBufferPointer(rebasing: $0[range]), on: coordinates, joining: grid)
    }
  }

  private func check(
    _ values: ArraySlice<Scalar>, _ coordinates: [[Scalar]]
  ) throws(SolverError) -> (lower: Scalar, upper: Scalar) {
    let ends = values.withUnsafeBufferPointer { extremes($0) }
    if ends.lower >= 0, ends.upper.isFinite { return ends }
    throw .coefficient("diffusion", in: values, on: coordinates)!
  }
}

/// The least and the largest value; NaN if one is.
func extremes<Scalar: TransformScalar>(
  _ x: UnsafeBufferPointer<Scalar>
) -> (lower: Scalar, upper: Scalar) {
  let block = 1 << 15
  var ends = [(lower: Scalar, upper: Scalar)](
    repeating: (.infinity, -.infinity), count: (x.count + block - 1) / block)
  ends.withUnsafeMutableBufferPointer { ends in
    // Every block has a place of its own.
    nonisolated(unsafe) let (ends, x) = (ends, x)
    Threads.forEachChunk(count: ends.count, minimum: 2) { chunk in
      for b in chunk {
        ends[b] = blockExtremes(
          UnsafeBufferPointer(rebasing: x[b * block..<min((b + 1) * block, x.count)]))
      }
    }
  }
  return ends.contains { $0.lower.isNaN }
    ? (.nan, .nan)
    : ends.reduce((.infinity, -.infinity)) { (min($0.0, $1.lower), max($0.1, $1.upper)) }
}

/// The least and the largest of a few values; NaN if one is.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
func blockExtremes<Scalar: TransformScalar>(
  _ x: UnsafeBufferPointer<Scalar>
) -> (lower: Scalar, upper: Scalar) {
  var (lower, upper) = (Scalar.infinity, -Scalar.infinity)
  var isNumber = true
  for value in x {
    lower = value < lower ? value : lower
    upper = value > upper ? value : upper
    isNumber = isNumber && value == value
  }
  return isNumber ? (lower, upper) : (.nan, .nan)
}
