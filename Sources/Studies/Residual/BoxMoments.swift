import Discretizations
import Grids
import RealModule
import Transforms

/// Integrals over a box in a cell, of values in the points of a Gauss rule and next to the box's ends.
struct BoxMoments<Scalar: TransformScalar> {
  let rule: GaussRule
  /// Of the parts of a cell along an axis, which recur.
  private var known: [Part: Tables] = [:]

  private struct Part: Hashable {
    let lower: Extended
    let width: Extended
  }

  private struct Tables {
    let gauss: [[Scalar]]
    let trapezoid: [[Scalar]]
    let shares: [[Scalar]]
  }

  init(_ rule: GaussRule) { self.rule = rule }

  /// Adds the integrals of a box to a cell's: P f, and the mean square.
  ///
  /// - Parameter isCut: whether the trapezoidal rule is a second one.
  mutating func add(
    _ values: [Scalar], lower: [Extended], width: [Extended], isCut: Bool,
    to cell: inout CutCells<Scalar>.Cell
  ) {
    let parts = zip(lower, width).map { tables(of: Part(lower: $0, width: $1)) }
    let own = moments(values, parts.map(\.gauss))
    for j in own.indices { cell.values[j] += own[j] }
    cell.rest += moments(values.map { $0 * $0 }, parts.map(\.shares))[0]
    guard isCut else { return }
    let other = moments(values, parts.map(\.trapezoid))
    if cell.difference.isEmpty { cell.difference = own.map { _ in 0 } }
    for j in own.indices { cell.difference[j] += other[j] - own[j] }
  }

  /// Takes ‖P f‖² off the mean square of f.
  func finish(_ cell: inout CutCells<Scalar>.Cell, rank: Int) {
    let shares = (0..<rank).map { _ in rule.weights.map { [Scalar($0)] } }
    cell.rest = max(0, cell.rest - moments(cell.values.map { $0 * $0 }, shares)[0])
  }

  private mutating func tables(of part: Part) -> Tables {
    if let tables = known[part] { return tables }
    if known.count > 1000 { known = [:] }
    let nodes = [0] + rule.points + [1]
    let gauss = [0] + rule.weights + [0]
    let trapezoid = nodes.map { $0 == 0 || $0 == 1 ? Extended(0.5) : 0 }
    let made = Tables(
      gauss: table(nodes, gauss, part), trapezoid: table(nodes, trapezoid, part),
      shares: gauss.map { [Scalar(part.width * $0)] })
    known[part] = made
    return made
  }

  /// Of each node of a box along an axis w ℓ_j/w_j, w its weight in the cell.
  private func table(_ nodes: [Extended], _ weights: [Extended], _ part: Part) -> [[Scalar]] {
    zip(nodes, weights).map { node, weight in
      let x = part.lower + part.width * node
      return rule.points.indices.map { j in
        let point = rule.points[j]
        let lagrange = rule.points.reduce(Extended(1)) {
          $1 == point ? $0 : $0 * (x - $1) / (point - $1)
        }
        return Scalar(part.width * weight * lagrange / rule.weights[j])
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
