extension Formula {
  /// Where along a coordinate the function may be less smooth than elsewhere on a whole plane inside a box,
  /// ascending: a condition of its branches changes sign there on every line that is looked at.
  ///
  /// A surface that is not perpendicular to the coordinate is none, nor is a condition that other variables
  /// have a part in than the box's.
  ///
  /// - Complexity: some 10³ values of each condition; none where all is smooth.
  package func breakPlanes(along c: Coordinate, in box: Box) -> [Double] {
    guard depends(on: c), box.intervals.indices.contains(c.rawValue) else { return [] }
    return BreakSearch(self, along: c.rawValue, in: box)?.planes() ?? []
  }

  /// Whether the function may be less smooth somewhere inside a box than elsewhere: a condition of its
  /// branches changes on a line that is looked at.
  ///
  /// - Complexity: some 10⁴ values of each condition; none where all is smooth.
  ///
  /// - Parameter planes: Where along each coordinate it may break on planes that are not to be counted.
  package func breaks(in box: Box, beside planes: [[Double]] = []) -> Bool {
    box.intervals.indices.contains { a in
      let planes = planes.indices.contains(a) ? planes[a] : []
      return BreakSearch(self, along: a, in: box)?.isBroken(beside: planes) ?? false
    }
  }
}

extension BreakSearch {
  fileprivate func isBroken(beside planes: [Double]) -> Bool {
    let places = places([1024, 256, 128][others.count])
    return conditions.contains { s in
      s.graph.mask >> UInt64(box.intervals.count) == 0
        && lines.contains { line in
          breaks(of: s, values(s, places, line), places, line).contains { b in
            // The place of a double zero is known to half the digits.
            let width = b.isTouched ? 1e-6 * (upper - lower) : 4 * reach
            return !planes.contains { ($0 - (b.left + b.right) / 2).magnitude <= width }
          }
        }
    }
  }

  fileprivate func planes() -> [Double] {
    var found: [Double] = []
    for s in conditions where s.graph.mask >> UInt64(box.intervals.count) == 0 {
      let isAlone = others.allSatisfy { !s.depends(on: Coordinate(rawValue: $0)!) }
      let lines = isAlone ? [self.lines[0]] : self.lines
      let places = places(isAlone ? 1024 : [1024, 256, 128][others.count])
      for b in breaks(of: s, values(s, places, lines[0]), places, lines[0])
      where isAlone || (!b.isTouched && lines.dropFirst().allSatisfy { changes(s, at: b, $0) }) {
        found.append((b.left + b.right) / 2)
      }
    }
    return found.sorted().reduce(into: []) { planes, t in
      if planes.last.map({ t - $0 > 2 * reach }) ?? true { planes.append(t) }
    }
  }

  private func changes(_ s: Formula, at b: Break, _ point: [Double]) -> Bool {
    side(s.value(at: moved(point, to: max(lower, b.left - reach))))
      != side(s.value(at: moved(point, to: min(upper, b.right + reach))))
  }
}
