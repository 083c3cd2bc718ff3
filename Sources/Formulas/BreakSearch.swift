/// The places on lines of a box at which a function may jump, and whether it does.
struct BreakSearch {
  private let u: Formula
  let axis: Int
  let box: Formula.Box
  let conditions: [Formula]
  /// The other coordinates on which u depends.
  let others: [Int]
  let lower: Double
  let upper: Double
  /// How far beside a place u is looked at: nearer, round-off says on which side it is.
  let reach: Double

  private var length: Double { upper - lower }

  /// nil where nothing can jump.
  init?(_ u: Formula, along axis: Int, in box: Formula.Box) {
    let c = Coordinate(rawValue: axis)!
    conditions = u.breakConditions.filter { $0.depends(on: c) }
    guard !conditions.isEmpty || box.isPeriodic[axis] else { return nil }
    (self.u, self.axis, self.box) = (u, axis, box)
    others = box.intervals.indices.filter {
      $0 != axis && u.depends(on: Coordinate(rawValue: $0)!)
    }
    (lower, upper) = (box.intervals[axis].lowerBound, box.intervals[axis].upperBound)
    reach = max(1e-13 * (upper - lower), 8 * max(lower.magnitude, upper.magnitude).ulp)
  }

  /// The first jump that is found.
  func firstJump() -> Formula.Jump? {
    let (points, steps) = (lines, [1024, 256, 128][others.count])
    let places = places(steps)
    let size = points.reduce(0) { max($0, largest(u, places, $1)) }
    if box.isPeriodic[axis] {
      for point in points
      where isJump(1e-6 * size, beside: reach, { gap(upper - $0, lower + $0, point) }) {
        return Formula.Jump(condition: nil, point: moved(point, to: upper))
      }
    }
    for s in conditions {
      var nearest: (value: Double, point: [Double]) = (.infinity, [])
      var isFound = false
      for point in points {
        let values = values(s, places, point)
        let breaks = breaks(of: s, values, places, point)
        if let jump = firstJump(at: breaks, s, point, size) { return jump }
        isFound = isFound || !breaks.isEmpty
        guard let i = values.indices.min(by: { values[$0].magnitude < values[$1].magnitude }),
          values[i].magnitude < nearest.value
        else { continue }
        nearest = (values[i].magnitude, moved(point, to: places[i]))
      }
      guard !isFound, !others.isEmpty, !nearest.point.isEmpty,
        let point = descend(s, from: nearest.point, steps)
      else { continue }
      let more = (places + [point[axis]]).sorted()
      let breaks = breaks(of: s, values(s, more, point), more, point)
      if let jump = firstJump(at: breaks, s, point, size) { return jump }
    }
    return nil
  }

  /// The places of a line that are looked at.
  func places(_ steps: Int) -> [Double] {
    let places: [Double] = (0..<steps).map { (Double($0) + 0.4142) / Double(steps) }
    // Next to the ends, too; a switch on an end is none of the box.
    return ([1e-7] + places + [1 - 1e-7]).map { lower + $0 * length }
  }

  private func firstJump(
    at breaks: [Break], _ s: Formula, _ point: [Double], _ size: Double
  ) -> Formula.Jump? {
    for b in breaks {
      // The place of a double zero is known to half the digits.
      let (reach, tolerance) = b.isTouched ? (1e-6 * length, 1e-4) : (reach, 1e-6)
      let isJump = isJump(tolerance * size, beside: reach) {
        gap(max(lower, b.left - $0), min(upper, b.right + $0), point)
      }
      guard isJump else { continue }
      return Formula.Jump(condition: s, point: moved(point, to: b.right))
    }
    return nil
  }

  /// Two numbers next to each other between which a condition changes, or where it touches 0.
  struct Break {
    var left: Double
    var right: Double
    var isTouched = false
  }

  func breaks(
    of s: Formula, _ values: [Double], _ places: [Double], _ point: [Double]
  ) -> [Break] {
    let size = values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    var found: [Break] = []
    for i in values.indices.dropFirst() {
      if side(values[i]) != side(values[i - 1]) {
        found.append(bisect(s, places[i - 1], places[i], point))
      }
      guard i + 1 < values.count else { continue }
      let (a, b, c) = (values[i - 1], values[i], values[i + 1])
      guard side(a) == side(b), side(b) == side(c), b.magnitude < a.magnitude,
        b.magnitude <= c.magnitude, found.count < 64
      else { continue }
      let t = leastPlace(s, places[i - 1], places[i + 1], point)
      let least = s.value(at: moved(point, to: t))
      if side(least) == -side(b) {
        found.append(bisect(s, places[i - 1], t, point))
        found.append(bisect(s, t, places[i + 1], point))
      } else if least.magnitude <= 1e-9 * size {
        found.append(Break(left: t, right: t, isTouched: true))
      }
    }
    return found
  }

  private func bisect(
    _ s: Formula, _ low: Double, _ high: Double, _ point: [Double]
  ) -> Break {
    var found = Break(left: low, right: high)
    let own = side(s.value(at: moved(point, to: low)))
    for _ in 0..<80 {
      let middle = (found.left + found.right) / 2
      guard middle > found.left, middle < found.right else { break }
      if side(s.value(at: moved(point, to: middle))) == own {
        found.left = middle
      } else {
        found.right = middle
      }
    }
    return found
  }

  /// The place of the least |s| in an interval, by the golden section.
  private func leastPlace(
    _ s: Formula, _ low: Double, _ high: Double, _ point: [Double]
  ) -> Double {
    func size(_ t: Double) -> Double { s.value(at: moved(point, to: t)).magnitude }
    let g = 0.618_033_988_749_894_9
    var (a, b) = (low, high)
    var (c, d) = (b - g * (b - a), a + g * (b - a))
    var (p, q) = (size(c), size(d))
    for _ in 0..<60 {
      if p <= q {
        (b, d, q) = (d, c, p)
        c = b - g * (b - a)
        p = size(c)
      } else {
        (a, c, p) = (c, d, q)
        d = a + g * (b - a)
        q = size(d)
      }
    }
    return p <= q ? c : d
  }

  /// A point of the other sign, down the slope of |s|; nil where none is found.
  private func descend(_ s: Formula, from start: [Double], _ steps: Int) -> [Double]? {
    var point = start
    var best = s.value(at: point)
    let own = side(best)
    guard own != 0 else { return nil }
    var width = box.intervals.map { ($0.upperBound - $0.lowerBound) / Double(steps / 8) }
    for _ in 0..<60 {
      var isBetter = false
      for a in others + [axis] {
        for sign in [-1.0, 1] {
          var next = point
          next[a] += sign * width[a]
          guard box.intervals[a].contains(next[a]) else { continue }
          let value = s.value(at: next)
          if side(value) == -own { return next }
          guard value.magnitude < best.magnitude else { continue }
          (point, best, isBetter) = (next, value, true)
        }
      }
      if !isBetter { for a in width.indices { width[a] /= 2 } }
    }
    return nil
  }

  /// Whether a jump is left of a gap that is more than a tolerance where its reach goes to 0.
  private func isJump(
    _ tolerance: Double, beside reach: Double, _ gap: (Double) -> Double
  ) -> Bool {
    let gaps = [1.0, 4, 16].map { gap($0 * reach) }
    guard gaps[0].isFinite, gaps[0].magnitude > tolerance else { return false }
    return GapLimit(gaps).isJump
  }

  private func gap(_ left: Double, _ right: Double, _ point: [Double]) -> Double {
    u.value(at: moved(point, to: right)) - u.value(at: moved(point, to: left))
  }

  func side(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }

  func moved(_ point: [Double], to place: Double) -> [Double] {
    var point = point
    point[axis] = place
    return point
  }

  func values(_ f: Formula, _ places: [Double], _ point: [Double]) -> [Double] {
    f.values(
      atColumns: point.indices.map { a in
        a == axis ? places : [Double](repeating: point[a], count: places.count)
      })
  }

  private func largest(_ f: Formula, _ places: [Double], _ point: [Double]) -> Double {
    values(f, places, point).reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
  }

  /// A point of every line, at places that no symmetry of the box singles out.
  var lines: [[Double]] {
    let count = [1, 24, 8][others.count]
    var points = [box.intervals.map { $0.lowerBound + 0.4142 * ($0.upperBound - $0.lowerBound) }]
    for a in others {
      let interval = box.intervals[a]
      points = points.flatMap { point in
        (0..<count).map { j in
          var point = point
          point[a] =
            interval.lowerBound
            + (Double(j) + 0.4142) / Double(count) * (interval.upperBound - interval.lowerBound)
          return point
        }
      }
    }
    return points
  }
}
