import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// The places of a tensor lattice at which a coefficient is wanted, some of them beyond an end.
///
/// Around a circle a place is where it comes back to; on its seam the mean of both limits is taken.
/// Beyond an end a coefficient need not be
/// defined: it is continued from inside, linearly or evenly.
struct PlaceSamples<Scalar: TransformScalar> {
  /// How a coefficient goes on beyond an end.
  enum Continuation { case linear, even }

  private var coordinates: [[Scalar]] = []
  private var maps: [AxisMap<Scalar>?] = []

  /// The places t = half/2 of every axis, beyond an end by one cell at most.
  init(_ halves: [[Int]], on grid: Grid, _ continuation: Continuation) {
    for (axis, places) in zip(grid.axes, halves) {
      let top = 2 * axis.cells
      let places = axis.isPeriodic ? places.map { (($0 % top) + top) % top } : places
      let isPlain = places.allSatisfy { (0...top).contains($0) && !(axis.isPeriodic && $0 == 0) }
      guard !isPlain else {
        coordinates.append(places.map { Scalar(axis.place(half: $0)) })
        maps.append(nil)
        continue
      }
      var inside: [Int] = []
      var rows: [[AxisMap<Scalar>.Entry]] = []
      for half in places {
        if axis.isPeriodic, half == 0 {
          rows.append([.init(inside.count, 0.5), .init(inside.count + 1, 0.5)])
          inside += [0, top]
          continue
        }
        let end = half < 0 ? 0 : half > top ? top : half
        let mirror = min(max(2 * end - half, 0), top)
        if end == half || continuation == .even {
          rows.append([.init(inside.count, 1)])
          inside.append(mirror)
        } else {
          rows.append([.init(inside.count, 2), .init(inside.count + 1, -1)])
          inside += [end, mirror]
        }
      }
      coordinates.append(inside.map { Scalar(axis.place(half: $0)) })
      maps.append(AxisMap(columns: inside.count, rows: rows))
    }
  }

  /// The points of a box moved by so many half cells an axis.
  init(points box: PointBox, moved halves: [Int], _ continuation: Continuation = .linear) {
    self.init(
      box.grid.axes.indices.map { a in
        box.ranges[a].map { box.grid.axes[a].firstHalf + 2 * $0 + halves[a] }
      }, on: box.grid, continuation)
  }

  /// The values there, row-major.
  func callAsFunction(_ f: Formula) -> [Scalar] {
    var values: [Scalar] = f.values(on: coordinates)
    var shape = coordinates.map(\.count)
    for (a, map) in maps.enumerated() {
      guard let map else { continue }
      values = map.apply(values, shape: shape, axis: a)
      shape[a] = map.rows.count
    }
    return values
  }
}
