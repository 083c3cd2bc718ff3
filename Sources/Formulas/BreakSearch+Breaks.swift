extension BreakSearch {
  /// Two numbers next to each other between which a condition changes, or where it touches 0.
  struct Break {
    var left: Double
    var right: Double
    var isTouched = false
  }

  /// Where a condition that has these values at places of a line changes or touches 0.
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
  func descend(_ s: Formula, from start: [Double], _ steps: Int) -> [Double]? {
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
}
