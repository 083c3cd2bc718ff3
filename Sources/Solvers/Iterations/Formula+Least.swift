import Formulas
import Grids
import RealModule

extension Formula {
  /// The least value over a closed box, its ends included, or over one of its sides.
  ///
  /// The least of the values at the ends, the points and the middles between them, which are all that a
  /// difference scheme of order 2 takes; and of those to which steps from there, halved where none goes
  /// down, descend. Values that are not numbers do not count.
  ///
  /// - Complexity: the lattice of the coordinates on which it depends, a slab at a time.
  func least(over grid: Grid, on side: BoxSide? = nil) -> Double {
    if let constant { return Double(constant) }
    let lines = grid.axes.enumerated().map { a, axis -> [Double] in
      if let side, side.axis == a {
        return [Double(side.side == .lower ? axis.lower : axis.upper)]
      }
      guard depends(on: Coordinate(rawValue: a)!) else { return [Double(axis.lower)] }
      return (0...2 * axis.cells).map { Double(axis.place(half: $0)) }
    }
    var least = Double.infinity
    var lowest = lines.map { $0[0] }
    let plane = lines.dropFirst().reduce(1) { $0 * $1.count }
    let thickness = max(1, 65536 / plane)
    for start in stride(from: 0, to: lines[0].count, by: thickness) {
      var slab = lines
      slab[0] = Array(lines[0][start..<min(start + thickness, lines[0].count)])
      for (i, value) in values(on: slab).enumerated() where value < least {
        least = value
        var rest = i
        for a in slab.indices.reversed() {
          lowest[a] = slab[a][rest % slab[a].count]
          rest /= slab[a].count
        }
      }
    }
    guard least.isFinite else { return least }
    return descended(from: lowest, lines)
  }

  /// Down from a point of a lattice to 10⁻¹⁰ of its steps, the place of a minimum to half of the digits.
  private func descended(from start: [Double], _ lines: [[Double]]) -> Double {
    var (point, least) = (start, value(at: start))
    var share = 0.5
    while share > 1e-10 {
      var isLower = false
      for (a, line) in lines.enumerated() where line.count > 1 {
        let step = share * (line[1] - line[0])
        for move in [-step, step] {
          var next = point
          next[a] = min(max(next[a] + move, line[0]), line[line.count - 1])
          let there = value(at: next)
          guard there < least else { continue }
          (point, least, isLower) = (next, there, true)
        }
      }
      if !isLower { share /= 2 }
    }
    return least
  }
}
