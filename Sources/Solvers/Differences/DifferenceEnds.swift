import Formulas
import Grids
import RealModule
import Transforms

/// A ``DifferenceSystem`` at the points of a box next to a side: there its weights are held.
struct DifferenceEnds<Scalar: TransformScalar> {
  let box: PointBox
  private let diagonal: [Scalar]
  private let links: [(offset: [Int], values: [Scalar])]
  /// What the data of the sides add to f; empty where they are 0.
  private let load: [Scalar]
  /// Where the rows of the box begin.
  private let starts: [Int]

  init(_ part: DifferenceWeights<Scalar>) {
    box = part.box
    diagonal = part.weights.diagonal
    links = part.weights.links
    load = part.load.contains { $0 != 0 } ? part.load : []
    starts = box.rows
  }

  /// Adds what the data of the sides are.
  func addLoad(to f: inout [Scalar]) {
    guard !load.isEmpty else { return }
    let n = box.ranges.last!.count
    for (part, start) in starts.enumerated() {
      for k in 0..<n { f[start + k] += load[part * n + k] }
    }
  }

  /// Its numbers, in fields.
  static func fields(_ op: SecondOrderOperator, on grid: Grid) -> Double {
    var links = 1.0
    for i in 0..<op.rank {
      if !op.diffusion(i, i).isZero || !op.advection[i].isZero { links += 2 }
      links += Double(4 * (0..<i).count { !op.diffusion(i, $0).isZero })
    }
    let points = PointBox.ends(of: grid).reduce(0) { $0 + $1.count }
    return links * Double(points) / Double(grid.count)
  }

  /// r ← A u on whole rows.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func apply(
    _ rows: StencilRows, _ u: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>
  ) {
    let n = rows.length
    // Threads write disjoint rows.
    nonisolated(unsafe) let (u, r) = (u, r)
    Threads.forEachChunk(count: starts.count, minimum: (1 << 13) / n + 1) { chunk in
      for part in chunk {
        let row = starts[part] / n
        let (v, target) = (u + row * n, r + row * n)
        for k in 0..<n { target[k] = diagonal[part * n + k] * v[k] }
        for link in links {
          let beside = rows.neighbour(of: row, link.offset).map { u + $0 * n }
          link.values.withUnsafeBufferPointer {
            addDifferences(
              to: target, $0.baseAddress! + part * n, v, beside, shift: link.offset.last!, n,
              rows.isPeriodic)
          }
        }
      }
    }
  }

  /// Where the one point of a row is along it.
  var place: Int { box.ranges.last!.lowerBound }

  /// A u at the one point of a row.
  ///
  /// - Parameters:
  ///   - part: Which of the box's rows.
  ///   - u: That row of u, or one beside it, by two steps.
  @inline(__always)
  func value(_ part: Int, _ n: Int, beside u: (Int, Int) -> UnsafePointer<Scalar>) -> Scalar {
    let k = place
    let own = u(0, 0)[k]
    var sum = diagonal[part] * own
    for link in links {
      let place = k + link.offset.last!
      let steps = link.offset
      let row = u(steps.count > 1 ? steps[0] : 0, steps.count > 2 ? steps[1] : 0)
      let beside = (0..<n).contains(place) ? row[place] : 0
      sum += link.values[part] * (beside - own)
    }
    return sum
  }
}
