import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// The places of a tensor lattice at which a coefficient is wanted, some of them beyond an end.
///
/// Around a circle a place is where it comes back to. Beyond an end a coefficient need not be
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
      guard !axis.isPeriodic, places.contains(where: { $0 < 0 || $0 > top }) else {
        coordinates.append(
          places.map { half in
            Scalar(axis.place(half: axis.isPeriodic ? ((half % top) + top) % top : half))
          })
        maps.append(nil)
        continue
      }
      var inside: [Int] = []
      var rows: [[AxisMap<Scalar>.Entry]] = []
      for half in places {
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

  /// The points of a grid moved by so many half cells an axis.
  init(points grid: Grid, moved halves: [Int], _ continuation: Continuation = .linear) {
    self.init(
      zip(grid.axes, halves).map { axis, move in
        (0..<axis.count).map { axis.firstHalf + 2 * $0 + move }
      }, on: grid, continuation)
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
