import Formulas
import Grids
import RealModule

/// A place in a closed box where a formula without branches is not analytic: an algebraic or
/// logarithmic singularity, at an end, on a side, or inside.
struct Singularity {
  /// What vanishes there.
  let base: Formula
  /// How many derivatives along the axes are finite there.
  let finite: Int

  /// Derivatives are looked at up to this order.
  private static let highest = 10

  /// The worst of a formula; nil where none is found.
  ///
  /// Zeros of ``Formula/singularBases`` are looked for on a lattice with the ends, and from its lowest
  /// values downwards: one that touches 0 between its points is found if it is not too narrow for them.
  init?(of u: Formula, on grid: Grid) {
    var worst: Singularity?
    for base in u.singularBases {
      guard let zeros = Self.zeros(of: base, on: grid) else { continue }
      // Only where the base is 0 to the last digit does an infinite derivative come out infinite.
      let isExact = !zeros.isEmpty && zeros.allSatisfy { base.value(at: $0) == 0 }
      let finite = isExact ? zeros.map { Self.finiteDerivatives(of: u, at: $0) }.min()! : 0
      if finite < worst?.finite ?? .max { worst = Singularity(base: base, finite: finite) }
    }
    guard let worst else { return nil }
    self = worst
  }

  private init(base: Formula, finite: Int) {
    self.base = base
    self.finite = finite
  }

  /// `x = 0`
  var words: String { "\(base) = 0" }

  /// Where on an interval a formula may be singular: zeros that lie on the lattice, its ends among them.
  static func places(of u: Formula, on grid: Grid) -> [[Double]] {
    guard grid.rank == 1 else { return [] }
    return u.singularBases.flatMap { base in
      (zeros(of: base, on: grid) ?? []).filter { base.value(at: $0) == 0 }
    }
  }

  /// What is left of a prediction for a norm of order s: nodal errors of u = x^p at an end are
  /// min(r, p) and p + ½ − s, those of jumps inside one order less; a rate r is safe for p > r + s + 1.
  func limit(_ prediction: Prediction, order s: Double) -> Prediction {
    guard prediction.rate != nil || prediction.isExponential else { return prediction }
    let needed = prediction.rate.map { $0 + max(s, 0) + 1 } ?? Double(Self.highest)
    guard Double(finite) < min(needed, Double(Self.highest)) else { return prediction }
    return .none("not predicted: u is singular where \(words)")
  }

  /// Points where a function vanishes, none where it is seen to only between them; nil where it does not.
  private static func zeros(of g: Formula, on grid: Grid) -> [[Double]]? {
    let count = [257, 65, 25][grid.rank - 1]
    let lines = grid.axes.map { axis in
      (0..<count).map { k in
        k == count - 1
          ? Double(axis.upper)
          : Double(axis.lower) + Double(axis.length) * Double(k) / Double(count - 1)
      }
    }
    let values = g.values(on: lines)
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return [] }
    let tiny = 1e-13 * max(-low, high)
    func point(_ index: Int) -> [Double] {
      var rest = index
      var point: [Double] = []
      for line in lines.reversed() {
        point.insert(line[rest % count], at: 0)
        rest /= count
      }
      return point
    }
    let zeros = values.indices.filter { values[$0].magnitude <= tiny }
    if !zeros.isEmpty {
      let stride = Swift.max(1, zeros.count / 8)
      return zeros.indices.filter { $0.isMultiple(of: stride) || $0 == zeros.count - 1 }
        .map { point(zeros[$0]) }
    }
    if low < 0, high > 0 { return [] }
    let lowest = values.indices.filter { values[$0].isFinite }
      .sorted { values[$0].magnitude < values[$1].magnitude }.prefix(8)
    let box = grid.axes.map { Double($0.lower)...Double($0.upper) }
    let steps = box.map { ($0.upperBound - $0.lowerBound) / Double(count - 1) }
    return lowest.contains { index in
      g.leastMagnitude(from: point(index), steps: steps, in: box, until: tiny) <= tiny
    } ? [] : nil
  }

  private static func finiteDerivatives(of u: Formula, at point: [Double]) -> Int {
    point.indices.map { axis in
      var d = u
      for q in 1...highest {
        guard let next = try? d.derivative(Coordinate(rawValue: axis)!),
          next.value(at: point).isFinite
        else { return q - 1 }
        d = next
      }
      return highest
    }.min()!
  }
}

extension Formula {
  /// The least |u| that steps along the axes, halved where none goes down, find in a box.
  fileprivate func leastMagnitude(
    from start: [Double], steps: [Double], in box: [ClosedRange<Double>], until tiny: Double
  ) -> Double {
    var (point, steps) = (start, steps)
    var least = value(at: start).magnitude
    for _ in 0..<200 where least > tiny {
      var isLower = false
      for axis in point.indices {
        for sign in [-1.0, 1] {
          var next = point
          next[axis] = min(
            max(next[axis] + sign * steps[axis], box[axis].lowerBound), box[axis].upperBound)
          let size = value(at: next).magnitude
          guard size < least else { continue }
          (point, least, isLower) = (next, size, true)
        }
      }
      if !isLower { steps = steps.map { $0 / 2 } }
    }
    return least
  }
}
