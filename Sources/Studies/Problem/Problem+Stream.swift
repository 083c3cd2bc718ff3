import Formulas
import Grids
import Solvers

/// What a stream b does to the sides that it passes: ∫ (b·∇v) v = −½ ∫ (∇·b) v² + ½ ∫_{∂Ω} b·n v².
extension Problem {
  /// b·n on a side, outwards; 0 where it is round-off beside b.
  func stream(through side: BoxSide, of grid: Grid) -> Formula {
    let b = op.advection[side.axis]
    guard !b.isZero else { return 0 }
    let trace = b.trace(on: side, of: grid)
    let onSide = trace.values(on: places()).reduce(0) { max($0, $1.magnitude) }
    guard onSide > roundoff(side.axis) else { return 0 }
    return side.side == .lower ? -trace : trace
  }

  /// Why ∇·b is no function: a b that jumps on a seam.
  func streamAcrossSeam(of grid: Grid) -> String? {
    for i in domain.intervals.indices where !op.advection[i].isZero && grid.axes[i].isPeriodic {
      let ends = [domain.intervals[i].lower, domain.intervals[i].upper].map {
        op.advection[i].values(on: places(i, $0))
      }
      guard zip(ends[0], ends[1]).allSatisfy({ ($0 - $1).magnitude <= roundoff(i) }) else {
        return "b jumps on the seam of axis \(i)"
      }
    }
    return nil
  }

  /// Why the symmetric part is no norm: a β + ½b·n that is negative on a free side.
  func streamWithoutANorm(of grid: Grid) -> String? {
    for i in domain.intervals.indices where !op.advection[i].isZero {
      let sides = [Side.lower, .upper].map { BoxSide(axis: i, side: $0) }
      for side in sides where grid.end(side) == .neumann {
        let weight = (robin[side] ?? 0) + 0.5 * stream(through: side, of: grid)
        let end = side.place(on: grid)
        let least = weight.values(on: places(i, end)).reduce(.infinity, min)
        guard least >= -roundoff(i) else {
          return "β + ½b·n is \(least.written(digits: 3)) on \(side.name), where the stream enters"
        }
      }
    }
    return nil
  }

  /// Half of the digits of b: rounding leaves less, whatever its unit, and a stream that is meant more.
  private func roundoff(_ i: Int) -> Double {
    let interval = domain.intervals[i]
    let all = [places(), places(i, interval.lower), places(i, interval.upper)]
    let size = all.map { op.advection[i].values(on: $0).reduce(0) { max($0, $1.magnitude) } }
    return Double.ulpOfOne.squareRoot() * size.max()!
  }

  /// Some places of the box, or of a plane of it.
  private func places(_ axis: Int? = nil, _ x: Extended = 0) -> [[Double]] {
    domain.intervals.enumerated().map { i, interval in
      let length = Double(interval.upper - interval.lower)
      return i == axis
        ? [Double(x)]
        : (0..<16).map { Double(interval.lower) + (Double($0) + 0.4142) / 16 * length }
    }
  }
}
