import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// The flux form, a few planes across the first axis at a time: a and c are sampled when it is applied.
///
/// The same numbers as those of ``FluxForm``, but for the order of two sums at the ends; no memory but
/// that of a slab.
struct FluxSlabs<Scalar: TransformScalar>: Sendable {
  private let coefficients: FaceCoefficients<Scalar>
  private let reaction: Formula
  private let ends: [(side: BoxSide, values: [Scalar])]

  private var grid: Grid { coefficients.space.grid }

  /// - Parameter form: of coefficients.
  init(_ form: FluxForm<Scalar>, reaction: Formula) {
    coefficients = form.coefficients!
    self.reaction = reaction
    ends = form.ends
  }

  /// Points of a slab, about; its weights stay in the cache.
  private static var target: Int { 1 << 15 }

  /// z ← z − W A x/υ
  ///
  /// - Complexity: a sample of a for every face, one of c for every point.
  func subtract(_ x: Field<Scalar>, over unit: Scalar, from z: inout Field<Scalar>) {
    let n = grid.axes[0].count
    let plane = grid.count / n
    let step = max(1, Self.target / plane)
    for lower in stride(from: 0, to: n, by: step) {
      let planes = lower..<min(lower + step, n)
      // Its last plane is the next slab's first: edges lead there.
      let next = planes.upperBound < n ? planes.upperBound : grid.axes[0].isPeriodic ? 0 : nil
      let part = planes.lowerBound * plane..<planes.upperBound * plane
      var (u, image): ([Scalar], [Scalar]) = (Array(x.values[part]), zeros(part.count + plane))
      u += next.map { Array(x.values[$0 * plane..<($0 + 1) * plane]) } ?? zeros(plane)
      form(planes).apply(u, to: &image)
      let factor = 1 / unit
      for i in 0..<part.count { z.values[part.lowerBound + i] -= factor * image[i] }
      if let next {
        for i in 0..<plane { z.values[next * plane + i] -= factor * image[part.count + i] }
      }
    }
  }

  /// The edges that begin in some planes, and s there.
  private func form(_ planes: Range<Int>) -> EdgeForm<Scalar> {
    let shape = [planes.count + 1] + grid.shape.dropFirst()
    let plane = grid.count / grid.axes[0].count
    let count = planes.count * plane
    var form = EdgeForm<Scalar>(
      shape: shape, isPeriodic: [false] + grid.axes.dropFirst().map(\.isPeriodic),
      offsets: grid.axes.indices.map { a in grid.axes.indices.map { $0 == a ? 1 : 0 } })
    if !reaction.isZero {
      var coordinates = coefficients.space.coordinates
      coordinates[0] = Array(coordinates[0][planes])
      form.weights.withUnsafeMutableBufferPointer {
        reaction.fill(
          UnsafeMutableBufferPointer(rebasing: $0[..<count]), on: coordinates, joining: grid)
      }
    }
    var part = coefficients
    part.planes = planes
    for (d, axis) in grid.axes.enumerated() {
      let start = form.range(ofOffset: d).lowerBound
      // They were judged when the system was set up.
      _ = try? part.fillUpperFaces(d, &form.weights, start..<start + count)
      let h = Scalar(axis.spacing)
      form.scale(start..<start + count, by: 1 / (h * h))
      guard !axis.isPeriodic else { continue }
      if d > 0 {
        form.clear(lastPlaneOf: d)
      } else if planes.upperBound == axis.count {
        for i in start + count - plane..<start + count { form.weights[i] = 0 }
      }
    }
    weigh(&form, planes, shape)
    addEnds(to: &form, planes, shape)
    return form
  }

  /// Halves what is along a Neumann side of nodes.
  private func weigh(_ form: inout EdgeForm<Scalar>, _ planes: Range<Int>, _ shape: [Int]) {
    let count = form.count
    for (a, axis) in grid.axes.enumerated() where axis.placement == .nodes {
      for side in Side.allCases where axis.end(side) == .neumann {
        for place in places(BoxSide(axis: a, side: side), planes, shape).here {
          for block in 0...grid.rank where block != a + 1 {
            form.weights[block * count + place] /= 2
          }
        }
      }
    }
  }

  private func addEnds(to form: inout EdgeForm<Scalar>, _ planes: Range<Int>, _ shape: [Int]) {
    for (side, values) in ends {
      let places = places(side, planes, shape)
      for (i, place) in places.here.enumerated() {
        form.weights[place] += values[places.first + i]
      }
    }
  }

  /// The places in a slab of the points next to a side, and which of these the first one is.
  private func places(
    _ side: BoxSide, _ planes: Range<Int>, _ shape: [Int]
  ) -> (here: [Int], first: Int) {
    let a = side.axis
    let (n, inner) = (shape[a], shape[(a + 1)...].reduce(1, *))
    guard a > 0 else {
      let j = side.side == .lower ? 0 : grid.axes[0].count - 1
      guard planes.contains(j) else { return ([], 0) }
      return ((0..<inner).map { (j - planes.lowerBound) * inner + $0 }, 0)
    }
    let j = side.side == .lower ? 0 : n - 1
    let rows = shape[1..<a].reduce(1, *)
    return (
      (0..<planes.count * rows).flatMap { o in (0..<inner).map { (o * n + j) * inner + $0 } },
      planes.lowerBound * rows * inner
    )
  }
}
