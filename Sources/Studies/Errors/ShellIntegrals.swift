import Formulas
import Grids
import RealModule

/// What shells about a point of a box add to ∫|f|^p,
///
///     I_k = ∫ |f|^p   over   2^{−k−1} < |x − x₀|/R < 2^{−k}
///
/// For |f| ~ |x − x₀|^q it is 2^{−k(pq + d)}: the integral is infinite where I_k does not fall.
struct ShellIntegrals {
  private let point: [Extended]
  private let box: [ClosedRange<Extended>]
  private let directions: [[Extended]]
  private let radius: Extended

  init(about point: [Double], in grid: Grid) {
    self.point = point.map { Extended($0) }
    box = grid.axes.map { $0.lower...$0.upper }
    radius = grid.axes.map(\.length).min()! / 2
    switch grid.rank {
    case 1: directions = [[-1], [1]]
    case 2:
      directions = (0..<64).map { k in
        let angle = 2 * .pi * (Extended(k) + 0.4142) / 64
        return [.cos(angle), .sin(angle)]
      }
    default:
      // Fibonacci's points: equal areas in z, golden angles.
      directions = (0..<256).map { k in
        let z = 1 - (2 * Extended(k) + 1) / 256
        let angle = Extended(k) * .pi * (3 - Extended(5).squareRoot())
        let width = (1 - z * z).squareRoot()
        return [width * .cos(angle), width * .sin(angle), z]
      }
    }
  }

  /// Whether ∫|f|^p diverges at the point: the shells 16, 24 and 32, which see the leading power alone, add
  /// the same to a hundredth, or more and more. An f that is no number near the point is not judged.
  func diverge(_ f: Formula, exponent p: Double) -> Bool {
    guard let a = shell(16, f, p), let b = shell(24, f, p), let c = shell(32, f, p), a > 0 else {
      return false
    }
    return b > 0.99 * a && c > 0.99 * b
  }

  /// I_k but for a factor, by the middle radius in every direction; nil where it is no number.
  private func shell(_ k: Int, _ f: Formula, _ p: Double) -> Extended? {
    let r = radius * Extended.exp2(-Extended(k) - 0.5)
    var total: Extended = 0
    for direction in directions {
      let place = zip(point, direction).map { $0 + r * $1 }
      guard zip(box, place).allSatisfy({ $0.contains($1) }) else { continue }
      total += Extended.pow(f.value(at: place).magnitude, Extended(p))
    }
    guard total.isFinite else { return nil }
    return total * Extended.pow(r, box.count)
  }
}
