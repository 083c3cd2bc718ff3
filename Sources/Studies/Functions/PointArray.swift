import Grids

/// Values on a lattice of points, real and imaginary parts, before they are a function on a grid.
struct PointArray {
  var parts: [[Extended]]
  var shape: [Int]

  /// The values with one index of an axis fixed.
  private func plane(axis a: Int, _ i: Int, part: Int) -> [Extended] {
    let inner = shape[(a + 1)...].reduce(1, *)
    let outer = shape[..<a].reduce(1, *)
    return (0..<outer).flatMap { o in
      let start = (o * shape[a] + i) * inner
      return parts[part][start..<(start + inner)]
    }
  }

  private func largest(axis a: Int, _ i: Int) -> Extended {
    parts.indices.reduce(0) { size, part in
      plane(axis: a, i, part: part).reduce(size) { max($0, $1.magnitude) }
    }
  }

  /// The places along an axis that a boundary condition speaks of, lower end first.
  private func dirichletEnds(axis a: Int, _ boundary: Boundary) -> [(side: Side, index: Int)] {
    guard case .bounded(let lower, let upper) = boundary else { return [] }
    return [(Side.lower, lower, 0), (.upper, upper, shape[a] - 1)].filter { $0.1 == .dirichlet }
      .map { ($0.0, $0.2) }
  }

  /// What speaks for it that an axis holds both ends; nil where nothing does.
  func evidence(axis a: Int, _ boundary: Boundary, _ tolerance: Extended) -> String? {
    guard shape[a] > 2 else { return nil }
    if boundary == .periodic {
      // Constant along the axis, every plane is equal to the first.
      guard differ(axis: a, 0, 1, tolerance) else { return nil }
      return differ(axis: a, 0, shape[a] - 1, tolerance)
        ? nil : "the first and last points are equal"
    }
    let ends = dirichletEnds(axis: a, boundary)
    let isZero = (0..<shape[a]).allSatisfy { largest(axis: a, $0) <= tolerance }
    guard !isZero, !ends.isEmpty, ends.allSatisfy({ largest(axis: a, $0.index) <= tolerance })
    else { return nil }
    return ends.count == 2
      ? "the first and last points are 0"
      : "the \(ends[0].side == .lower ? "first" : "last") point is 0"
  }

  private func differ(axis a: Int, _ i: Int, _ j: Int, _ tolerance: Extended) -> Bool {
    parts.indices.contains { part in
      zip(plane(axis: a, i, part: part), plane(axis: a, j, part: part)).contains {
        ($0 - $1).magnitude > tolerance
      }
    }
  }

  /// Whether the ends are what the boundary says they are.
  func check(axis a: Int, _ boundary: Boundary, _ tolerance: Extended) throws(ArrayError) {
    for part in parts.indices {
      if boundary == .periodic {
        let pairs = zip(plane(axis: a, 0, part: part), plane(axis: a, shape[a] - 1, part: part))
        if let (x, y) = pairs.first(where: { ($0 - $1).magnitude > tolerance }) {
          throw .endsDiffer(axis: a, first: "\(Double(x))", last: "\(Double(y))")
        }
      }
      for (side, index) in dirichletEnds(axis: a, boundary) {
        if let x = plane(axis: a, index, part: part).first(where: { $0.magnitude > tolerance }) {
          throw .endNotZero(axis: a, side: side, value: "\(Double(x))")
        }
      }
    }
  }

  /// Leaves out the end points that the grid of a boundary does not have.
  mutating func dropEnds(axis a: Int, _ boundary: Boundary) {
    var kept = 0..<shape[a]
    if boundary == .periodic { kept = 0..<(shape[a] - 1) }
    for (side, _) in dirichletEnds(axis: a, boundary) {
      kept = side == .lower ? 1..<kept.upperBound : kept.lowerBound..<(kept.upperBound - 1)
    }
    let inner = shape[(a + 1)...].reduce(1, *)
    let outer = shape[..<a].reduce(1, *)
    for part in parts.indices {
      parts[part] = (0..<outer).flatMap { o in
        let start = o * shape[a] * inner
        return parts[part][(start + kept.lowerBound * inner)..<(start + kept.upperBound * inner)]
      }
    }
    shape[a] = kept.count
  }
}
