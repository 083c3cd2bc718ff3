import Discretizations
import Formulas
import Grids
import RealModule
import Transforms

/// The boxes into which a cell is halved where a formula is rough.
///
/// A box is looked at in the points of a Gauss rule and at its ends. f is rough along an axis where the
/// divided difference of highest order, its coefficients of sum 1 in modulus, is more than 1e-4 of the
/// largest value: a jump makes it a tenth of itself, a wave of κh = 1 with four points 1e-5.
struct CutBox<Scalar: TransformScalar> {
  private let f: Formula
  private let grid: Grid
  private let rule: GaussRule
  /// The ends and the points between them.
  private let nodes: [Extended]
  /// Of the divided difference, in modulus of sum 1.
  private let differences: [Scalar]
  private let tolerance: Scalar
  /// Of the parts of a cell along an axis, which recur.
  private var tables: [Part: Tables] = [:]

  private struct Part: Hashable {
    let lower: Extended
    let width: Extended
  }

  private struct Tables {
    let gauss: [[Scalar]]
    let trapezoid: [[Scalar]]
    let shares: [[Scalar]]
  }

  init(_ f: Formula, on grid: Grid, _ rule: GaussRule) {
    (self.f, self.grid, self.rule) = (f, grid, rule)
    let nodes = [0] + rule.points + [1]
    self.nodes = nodes
    let weights = nodes.map { x in
      nodes.reduce(Extended(1)) { $1 == x ? $0 : $0 / (x - $1) }
    }
    let sum = weights.reduce(0) { $0 + $1.magnitude }
    differences = weights.map { Scalar($0 / sum) }
    let middles = grid.axes.map { axis in
      (0..<axis.cells).map { Scalar(axis.place(cell: $0, offset: 0.4142)) }
    }
    let size = f.values(on: middles).reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    tolerance = size / 10000
  }

  /// The cells of a row along the last axis on which f is rough.
  func roughCells(_ row: [Int]) -> [Int] {
    let last = grid.rank - 1
    let m = nodes.count
    var places = row.enumerated().map { a, c in
      nodes.map { Scalar(grid.axes[a].place(cell: c, offset: $0)) }
    }
    let count = grid.axes[last].cells
    places.append(
      (0..<count).flatMap { c in
        nodes.map { Scalar(grid.axes[last].place(cell: c, offset: $0)) }
      })
    let values = f.values(on: places)
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
    let axes = 0..<grid.rank
    let size = axes.reduce(1) { product, _ in product * rule.points.count }
    var result = CutCells<Scalar>.Cell(
      values: [Scalar](repeating: 0, count: size), difference: [], rest: 0)
    var boxes = [(lower: axes.map { _ in Extended(0) }, width: axes.map { _ in Extended(1) })]
    // The widest are halved first, as long as a cell is worth more boxes.
    let most = [250, 40, 9][grid.rank - 1]
    var next = 0
    while next < boxes.count {
      let (lower, width) = boxes[next]
      next += 1
      var values = values(of: cell, lower, width)
      let rough = roughAxes(values).filter { width[$0] > Extended(Scalar.ulpOfOne) }
      guard rough.isEmpty || boxes.count >= most else {
        boxes += halves(lower, width, rough)
        continue
      }
      // A pole at an end of a box has no weight.
      for i in values.indices where !values[i].isFinite { values[i] = 0 }
      let parts = axes.map { tables(of: Part(lower: lower[$0], width: width[$0])) }
      let own = moments(values, parts.map(\.gauss))
      for j in own.indices { result.values[j] += own[j] }
      result.rest += moments(values.map { $0 * $0 }, parts.map(\.shares))[0]
      guard !rough.isEmpty else { continue }
      let other = moments(values, parts.map(\.trapezoid))
      if result.difference.isEmpty { result.difference = own.map { _ in 0 } }
      for j in own.indices { result.difference[j] += other[j] - own[j] }
    }
    let shares = axes.map { _ in rule.weights.map { [Scalar($0)] } }
    result.rest = max(0, result.rest - moments(result.values.map { $0 * $0 }, shares)[0])
    return result
  }

  /// f in the nodes of a box.
  private func values(of cell: [Int], _ lower: [Extended], _ width: [Extended]) -> [Scalar] {
    f.values(
      on: cell.enumerated().map { a, c in
        nodes.map { Scalar(grid.axes[a].place(cell: c, offset: lower[a] + width[a] * $0)) }
      })
  }

  /// The axes along which f is rough on a box; none where it is not finite.
  private func roughAxes(_ values: [Scalar]) -> [Int] {
    guard values.allSatisfy(\.isFinite) else { return [] }
    let m = nodes.count
    return (0..<grid.rank).filter { a in
      let inner = (a + 1..<grid.rank).reduce(1) { product, _ in product * m }
      return (0..<(values.count / m)).contains { line in
        let start = line / inner * m * inner + line % inner
        var difference: Scalar = 0
        for i in 0..<m { difference += differences[i] * values[start + i * inner] }
        return difference.magnitude > tolerance
      }
    }
  }

  private func halves(
    _ lower: [Extended], _ width: [Extended], _ axes: [Int]
  ) -> [(lower: [Extended], width: [Extended])] {
    axes.reduce([(lower, width)]) { boxes, a in
      boxes.flatMap { lower, width -> [(lower: [Extended], width: [Extended])] in
        var (low, high, half) = (lower, lower, width)
        half[a] /= 2
        low[a] = lower[a]
        high[a] += half[a]
        return [(low, half), (high, half)]
      }
    }
  }

  private mutating func tables(of part: Part) -> Tables {
    if let known = tables[part] { return known }
    let gauss = [0] + rule.weights + [0]
    let trapezoid = nodes.map { $0 == 0 || $0 == 1 ? Extended(0.5) : 0 }
    let made = Tables(
      gauss: table(gauss, part.lower, part.width),
      trapezoid: table(trapezoid, part.lower, part.width),
      shares: gauss.map { [Scalar(part.width * $0)] })
    tables[part] = made
    return made
  }

  /// Of each node of a box along an axis w ℓ_j/w_j, w its weight in the cell.
  private func table(
    _ weights: [Extended], _ lower: Extended, _ width: Extended
  ) -> [[Scalar]] {
    zip(nodes, weights).map { node, weight in
      let x = lower + width * node
      return rule.points.indices.map { j in
        let point = rule.points[j]
        let lagrange = rule.points.reduce(Extended(1)) {
          $1 == point ? $0 : $0 * (x - $1) / (point - $1)
        }
        return Scalar(width * weight * lagrange / rule.weights[j])
      }
    }
  }

  /// Σ f_i Π t_{i j}, an axis after the other.
  private func moments(_ values: [Scalar], _ tables: [[[Scalar]]]) -> [Scalar] {
    var current = values
    var outer = 1
    for table in tables {
      let (m, q) = (table.count, table[0].count)
      let inner = current.count / (outer * m)
      var next = [Scalar](repeating: 0, count: outer * q * inner)
      for o in 0..<outer {
        for i in 0..<m {
          for j in 0..<q {
            let t = table[i][j]
            for p in 0..<inner {
              next[(o * q + j) * inner + p] += t * current[(o * m + i) * inner + p]
            }
          }
        }
      }
      current = next
      outer *= q
    }
    return current
  }
}
