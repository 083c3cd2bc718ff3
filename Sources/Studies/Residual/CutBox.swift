import Discretizations
import Formulas
import Grids
import RealModule
import Transforms

/// The boxes into which a cell is divided where a formula is rough.
///
/// A box is looked at in the points of a Gauss rule and next to its ends, inside: a jump on an end is none
/// of the box. f is rough along an axis where on some line the
/// divided difference of highest order, its coefficients of sum 1 in modulus, is more than 1e-4 of the
/// largest value: a jump makes it a tenth of itself, a wave of κh = 1 with four points 1e-5. It is rough,
/// too, where it is finite at some points of a line only. What round-off makes of f, where its terms
/// cancel, is no jump.
struct CutBox<Scalar: TransformScalar> {
  let f: Formula
  let grid: Grid
  /// The cells along each axis, 1 where f does not depend on the coordinate.
  let counts: [Int]
  private var moments: BoxMoments<Scalar>
  /// Of the divided difference, in modulus of sum 1.
  private let differences: [Scalar]
  private let tolerance: Scalar
  /// How far from an end f is looked at, in cells: nearer, round-off says on which side of a jump a place is.
  let reach: [Extended]
  /// Where planes were found along which f jumps, by axis and by the cell along it.
  var planes: [[Int: Extended]]

  /// A part of a cell.
  struct Part {
    var lower: [Extended]
    var width: [Extended]
    /// Whether lines of the same axis jump at places of their own.
    var isOblique = false
    /// f in the nodes, where it is known.
    var values: [Scalar]?
  }

  init(_ f: Formula, on grid: Grid, _ rule: GaussRule) {
    (self.f, self.grid) = (f, grid)
    moments = BoxMoments(rule)
    counts = grid.axes.enumerated().map { a, axis in
      f.depends(on: Coordinate(rawValue: a)!) ? axis.cells : 1
    }
    let nodes = [0] + rule.points + [1]
    let weights = nodes.map { x in
      nodes.reduce(Extended(1)) { $1 == x ? $0 : $0 / (x - $1) }
    }
    let sum = weights.reduce(0) { $0 + $1.magnitude }
    differences = weights.map { Scalar($0 / sum) }
    let middles = zip(grid.axes, counts).map { axis, count in
      (0..<count).map { Scalar(axis.place(cell: $0, offset: 0.4142)) }
    }
    let size = f.values(on: middles).reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    // A kink is looked for by a sixteenth.
    tolerance = max(size / 10000, 16 * f.roundoff(on: middles))
    reach = grid.axes.map { axis in
      let size = max(axis.lower.magnitude, axis.upper.magnitude)
      return min(1 / 64, 8 * Extended(Scalar.ulpOfOne) * size / axis.spacing)
    }
    planes = grid.axes.map { _ in [:] }
  }

  /// The cells of a row along the last axis on which f is rough.
  func roughCells(_ row: [Int]) -> [Int] {
    let last = grid.rank - 1
    var places = row.enumerated().map { a, c in self.places(a, c, 0, 1) }
    let count = counts[last]
    places.append((0..<count).flatMap { self.places(last, $0, 0, 1) })
    let values = f.values(on: places)
    let m = differences.count
    let lines = values.count / (count * m)
    var own = [Scalar](repeating: 0, count: lines * m)
    return (0..<count).filter { c in
      for line in 0..<lines {
        for i in 0..<m { own[line * m + i] = values[(line * count + c) * m + i] }
      }
      return !roughAxes(own).isEmpty
    }
  }

  /// P f on a cell, by number along each axis.
  mutating func projection(_ cell: [Int]) -> CutCells<Scalar>.Cell {
    let rank = grid.rank
    let size = cell.reduce(1) { product, _ in product * moments.rule.points.count }
    var result = CutCells<Scalar>.Cell(
      values: [Scalar](repeating: 0, count: size), difference: [], rest: 0)
    var parts = [Part(lower: cell.map { _ in 0 }, width: cell.map { _ in 1 })]
    // The widest are halved first, as long as a cell is worth more boxes.
    let most = [250, 40, 9][rank - 1]
    var (next, planes) = (0, 0)
    while next < parts.count {
      var part = parts[next]
      next += 1
      var values = part.values ?? values(of: cell, part)
      let rough = roughAxes(values).filter { part.width[$0] > 16 * reach[$0] }
      if !rough.isEmpty, !part.isOblique, planes < 50 {
        if let pieces = pieces(of: &part, cell, values, rough) {
          parts += pieces
          planes += 1
          continue
        }
      }
      guard rough.isEmpty || parts.count - 2 * planes >= most else {
        part.values = nil
        parts += part.halves(rough)
        continue
      }
      leaveOutEnds(&values)
      moments.add(
        values, lower: part.lower, width: part.width, isCut: !rough.isEmpty, to: &result)
    }
    moments.finish(&result, rank: rank)
    return result
  }

  /// The nodes of a part of a cell along an axis.
  func nodes(_ a: Int, _ lower: Extended, _ width: Extended) -> [Extended] {
    let inset = min(reach[a], width / 16)
    return [lower + inset] + moments.rule.points.map { lower + width * $0 }
      + [lower + width - inset]
  }

  func places(_ a: Int, _ c: Int, _ lower: Extended, _ width: Extended) -> [Scalar] {
    nodes(a, lower, width).map { Scalar(grid.axes[a].place(cell: c, offset: $0)) }
  }

  /// f in the nodes of a part.
  func values(of cell: [Int], _ part: Part) -> [Scalar] {
    f.values(on: cell.indices.map { places($0, cell[$0], part.lower[$0], part.width[$0]) })
  }

  /// A pole in a node at an end has no weight.
  private func leaveOutEnds(_ values: inout [Scalar]) {
    guard !values.allSatisfy(\.isFinite) else { return }
    let m = differences.count
    for i in values.indices where !values[i].isFinite {
      var rest = i
      var isEnd = false
      for _ in 0..<grid.rank {
        isEnd = isEnd || rest % m == 0 || rest % m == m - 1
        rest /= m
      }
      if isEnd { values[i] = 0 }
    }
  }

  /// The axes along which f is rough on a box; all where it is finite nowhere.
  func roughAxes(_ values: [Scalar]) -> [Int] {
    guard values.contains(where: \.isFinite) else { return Array(0..<grid.rank) }
    return (0..<grid.rank).filter { a in roughLines(values, a, least: true).first != nil }
  }

  /// The first and the last of the lines of an axis along which f is rough, by their first node; the
  /// first alone where no more is asked for.
  func roughLines(_ values: [Scalar], _ a: Int, least: Bool = false) -> (first: Int?, last: Int?) {
    let m = differences.count
    let inner = (a + 1..<grid.rank).reduce(1) { product, _ in product * m }
    var found: (first: Int?, last: Int?) = (nil, nil)
    for line in 0..<(values.count / m) {
      let start = line / inner * m * inner + line % inner
      guard isRough(values, start, inner) else { continue }
      if found.first == nil { found.first = start }
      found.last = start
      if least { break }
    }
    return found
  }

  /// Whether f is rough on a line of nodes.
  func isRough(_ values: [Scalar], _ start: Int, _ stride: Int, share: Scalar = 1) -> Bool {
    var difference: Scalar = 0
    var finite = 0
    for i in differences.indices {
      let value = values[start + i * stride]
      difference += differences[i] * value
      if value.isFinite { finite += 1 }
    }
    guard finite == differences.count else { return finite > 0 }
    return difference.magnitude > share * tolerance
  }
}

extension CutBox.Part {
  /// The halves along some axes.
  func halves(_ axes: [Int]) -> [CutBox.Part] {
    axes.reduce([self]) { parts, a in
      parts.flatMap { $0.cut(a, at: $0.lower[a] + $0.width[a] / 2) }
    }
  }

  /// The two parts below and above a place along an axis.
  func cut(_ a: Int, at place: Extended) -> [CutBox.Part] {
    var (below, above) = (self, self)
    (below.values, above.values) = (nil, nil)
    below.width[a] = place - lower[a]
    above.lower[a] = place
    above.width[a] = lower[a] + width[a] - place
    return [below, above]
  }
}
