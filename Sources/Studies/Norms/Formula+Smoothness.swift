import Formulas
import Grids
import Solvers

extension Formula {
  /// The order q of the first derivative that jumps inside a box, 0 for the function itself; at most 6.
  ///
  /// - Complexity: some 10⁴ values of each derivative and of what switches its branches.
  func smoothness(in box: Box) -> Int {
    let most = 6
    return box.intervals.indices.reduce(most) { least, a in
      let c = Coordinate(rawValue: a)!
      var d = self
      for q in 0..<least {
        if d.jump(along: c, in: box) != nil { return q }
        guard let next = try? d.derivative(c) else { return q }
        d = next
      }
      return least
    }
  }
}

extension Domain {
  /// Whether values of a function at nodes on the ends of an axis have another share in a sum than half of
  /// its limit from inside: beside a break inside the box both may cancel.
  ///
  ///     nodes at Dirichlet ends: none;  at Neumann ends: half of the value there;
  ///     of a period: the value at its lower end for both ends
  func cutsAtEnds(_ f: Formula) -> Bool {
    intervals.indices.contains { a in
      let interval = intervals[a]
      guard interval.placement == .nodes else { return false }
      let (lower, upper) = (Double(interval.lower), Double(interval.upper))
      let near = 1e-9 * (upper - lower)
      return lines(across: a).contains { line in
        func value(_ x: Double) -> Double {
          var point = line
          point[a] = x
          return f.value(at: point)
        }
        let size = (0...16).reduce(0.0) {
          max($0, value(lower + (upper - lower) * (Double($1) + 0.4142) / 17).magnitude)
        }
        func differ(_ u: Double, _ v: Double) -> Bool { !((u - v).magnitude <= 1e-6 * size) }
        let (first, last) = (value(lower + near), value(upper - near))
        guard case .bounded(let low, let high) = interval.boundary else {
          return differ(first, last) || differ(first, value(lower))
        }
        return differ(first, low == .dirichlet ? 0 : value(lower))
          || differ(last, high == .dirichlet ? 0 : value(upper))
      }
    }
  }

  /// A point of every line along an axis that is looked at.
  private func lines(across axis: Int) -> [[Double]] {
    var points = [intervals.map { Double($0.lower) }]
    for a in intervals.indices where a != axis {
      let (lower, upper) = (Double(intervals[a].lower), Double(intervals[a].upper))
      points = points.flatMap { point in
        (0..<5).map { j in
          var point = point
          point[a] = lower + (upper - lower) * (Double(j) + 0.4142) / 5
          return point
        }
      }
    }
    return points
  }
}
