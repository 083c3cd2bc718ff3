import Formulas
import Grids

/// Whether a flux jumps along its own axis: its derivative is then no function.
///
/// On lines along the axis q(b) − q(a) is compared with (b − a) q′ in the middle. Where they differ on one
/// of 1024 pieces, the half on which they differ more is taken over and over: of a q′ that jumps nothing
/// is left, of a q that does its jump.
struct FluxJumps {
  private let flux: Formula
  private let slope: Formula
  private let axis: Int
  /// The places along the axis between which q is looked at, and those of the lines.
  private let places: [[Double]]
  private let least: Double

  /// nil where q has no derivative by its rules.
  ///
  /// - Parameter size: beside which 1e-6 is nothing.
  init?(_ flux: Formula, along i: Int, of grid: Grid, beside size: Double) {
    guard let slope = try? flux.derivative(Coordinate(rawValue: i)!) else { return nil }
    (self.flux, self.slope, axis) = (flux, slope, i)
    least = 1e-6 * size
    places = grid.axes.enumerated().map { a, axis in
      let count = a == i ? Self.pieces + 1 : grid.rank == 3 ? 6 : 16
      return (0..<count).map { j in
        Double(axis.lower + axis.length * (Extended(j) + 0.4142) / Extended(count))
      }
    }
  }

  private static let pieces = 1024

  var areThere: Bool {
    let middles = lattice(zip(places[axis], places[axis].dropFirst()).map { ($0 + $1) / 2 })
    let (q, slopes) = (flux.values(on: places), slope.values(on: middles))
    let inner = places[(axis + 1)...].reduce(1) { $0 * $1.count }
    let width = places[axis][1] - places[axis][0]
    for p in slopes.indices {
      let (o, k, i) = (p / inner / Self.pieces, p / inner % Self.pieces, p % inner)
      let at = (o * (Self.pieces + 1) + k) * inner + i
      if !((q[at + inner] - q[at] - width * slopes[p]).magnitude <= least) {
        if jumps(on: line(at), places[axis][k], places[axis][k + 1]) { return true }
      }
    }
    return false
  }

  /// Whether something of the difference is left on a piece of a millionth.
  private func jumps(on line: [[Double]], _ a: Double, _ b: Double) -> Bool {
    var (a, b) = (a, b)
    let goal = (b - a) / 1e6
    while b - a > goal {
      let middle = (a + b) / 2
      if gap(line, a, middle) > gap(line, middle, b) { b = middle } else { a = middle }
    }
    return !(gap(line, a, b) <= least)
  }

  private func gap(_ line: [[Double]], _ a: Double, _ b: Double) -> Double {
    var line = line
    line[axis] = [a, b]
    let q = flux.values(on: line)
    line[axis] = [(a + b) / 2]
    return (q[1] - q[0] - (b - a) * slope.values(on: line)[0]).magnitude
  }

  private func lattice(_ along: [Double]) -> [[Double]] {
    var places = places
    places[axis] = along
    return places
  }

  /// The coordinates of a line through a place, by its number.
  private func line(_ number: Int) -> [[Double]] {
    var rest = number
    var line = places
    for a in places.indices.reversed() {
      line[a] = [places[a][rest % places[a].count]]
      rest /= places[a].count
    }
    return line
  }
}
