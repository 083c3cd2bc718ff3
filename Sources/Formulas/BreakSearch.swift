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
