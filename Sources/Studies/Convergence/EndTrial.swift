import Formulas
import Grids
import RealModule
import Solvers

/// Whether derivatives of a solution vanish on a side, or agree around a period, but for round-off.
struct EndTrial {
  private let grid: Grid
  /// A few places that no symmetry of the box singles out.
  private let places: [[Extended]]

  init(on grid: Grid) {
    self.grid = grid
    places = grid.axes.map { axis in
      [0.0718, 0.2203, 0.3819, 0.5347, 0.6871, 0.8129, 0.9414].map {
        axis.lower + Extended($0) * axis.length
      }
    }
  }

  /// The largest |u| over the places.
  func largest(_ u: Formula) -> Extended {
    u.values(on: places).reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
  }

  /// Whether d, a q-th derivative along the axis of a side, is nothing there beside a u of a size: less than
  /// 10⁻⁹ of one that varies over the length once, or no more than the round-off of d.
  func vanishes(_ d: Formula, on side: BoxSide, beside size: Extended, order q: Int) -> Bool {
    let least = scale(size, side.axis, q)
    return points(on: side).allSatisfy { point in
      isNothing(d, [(1, point)], above: least, order: q)
    }
  }

  /// Whether the q-th derivative d along an axis is the same at both ends of its period.
  func closes(_ d: Formula, around axis: Int, beside size: Extended, order q: Int) -> Bool {
    let ends = [Side.upper, .lower].map { points(on: BoxSide(axis: axis, side: $0)) }
    let least = scale(size, axis, q)
    return zip(ends[0], ends[1]).allSatisfy { upper, lower in
      isNothing(d, [(1, upper), (-1, lower)], above: least, order: q)
    }
  }

  /// Whether u is its own reflection at both ends of an axis, odd at a Dirichlet end and even at a Neumann
  /// one: then no derivative of an analytic function jumps.
  ///
  /// A q-th derivative that counts as a jump leaves 2·10⁻⁹ (2πt/L)^q/q! of u at the distance t, more than
  /// 4·10⁻¹³ for q ≤ 10 and t = 0.31 L.
  func isReflected(_ u: Formula, axis a: Int, beside size: Extended) -> Bool {
    let distances = [0.07, 0.18, 0.31].map { Extended($0) * grid.axes[a].length }
    return Side.allCases.allSatisfy { side in
      let side = BoxSide(axis: a, side: side)
      let sign: Extended = grid.end(side) == .dirichlet ? 1 : -1
      return points(on: side).allSatisfy { point in
        distances.allSatisfy { t in
          var (before, behind) = (point, point)
          before[a] -= t
          behind[a] += t
          let pair = [(Extended(1), before), (sign, behind)]
          return u.value(at: before).isFinite && u.value(at: behind).isFinite
            && isNothing(u, pair, above: 1e-13 * size, order: 0)
        }
      }
    }
  }

  /// Whether g is 0 on a side but for round-off: on a lattice in double precision, and at some places no more
  /// than some units in the last place of its size inside, or than the error of its own terms. What is below
  /// 10⁻⁹ of that on the lattice and vanishes at all places is none.
  func isRoundoff(_ g: Formula, on side: BoxSide, beside size: Extended) -> Bool {
    guard !exceeds(g, on: side, Double(1e-9 * size)) else { return false }
    let values = points(on: side).map { g.roundedValue(at: $0) }
    guard values.allSatisfy({ $0.value.isFinite && $0.error.isFinite }) else { return false }
    let most = values.reduce(0) { max($0, $1.value.magnitude) }
    return most <= max(8 * Extended.ulpOfOne * size, values.reduce(0) { max($0, $1.error) })
  }

  /// Whether |g| is above a number somewhere on a lattice of a side, or no number.
  private func exceeds(_ g: Formula, on side: BoxSide, _ least: Double) -> Bool {
    let count = [1, 257, 65][grid.rank - 1]
    var lattice = grid.axes.map { axis in
      (0..<count).map {
        Double(axis.lower + axis.length * (Extended($0) + 0.4142) / Extended(count))
      }
    }
    lattice[side.axis] = [Double(side.place(on: grid))]
    return !g.values(on: lattice).allSatisfy { $0.magnitude <= least }
  }

  /// Whether Σ s d(p) is less than a number, or than its own round-off: constants of a q-th derivative are
  /// products of 2q numbers at most. What is not finite is not judged.
  private func isNothing(
    _ d: Formula, _ terms: [(sign: Extended, point: [Extended])], above least: Extended,
    order q: Int
  ) -> Bool {
    let sum = terms.reduce(0) { $0 + $1.sign * d.value(at: $1.point) }
    guard sum.isFinite, sum.magnitude > least else { return true }
    let error = terms.reduce(Extended(0)) { $0 + d.roundedValue(at: $1.point).error }
    return !(sum.magnitude > Extended(2 * q + 1) * error)
  }

  /// 10⁻⁹ of the size of a q-th derivative of a function that varies over the length once.
  private func scale(_ size: Extended, _ axis: Int, _ q: Int) -> Extended {
    1e-9 * size * Extended.pow(2 * .pi / grid.axes[axis].length, q)
  }

  private func points(on side: BoxSide) -> [[Extended]] {
    var lines = places
    lines[side.axis] = [side.place(on: grid)]
    return lines.reduce([[]]) { points, line in points.flatMap { p in line.map { p + [$0] } } }
  }
}
