import Formulas
import Grids
import RealModule
import Transforms

/// What β on a side adds to a ``DifferenceSystem`` at the points of a box next to it: weights, which are held.
struct DifferenceEnds<Scalar: TransformScalar> {
  private let links: [(offset: [Int], values: [Scalar])]
  /// Where the rows of the box begin, and the first of their points and how many they are.
  private let starts: [Int]
  private let first: Int
  private let count: Int

  init(_ part: DifferenceWeights<Scalar>) {
    links = part.weights.links
    starts = part.box.rows
    first = part.box.ranges.last!.lowerBound
    count = part.box.ranges.last!.count
  }

  /// The boxes of a grid beside sides with something.
  static func boxes(of grid: Grid, beside hasSome: (BoxSide) -> Bool) -> [PointBox] {
    guard grid.sides.contains(where: hasSome) else { return [] }
    return PointBox.ends(of: grid).filter { $0.sides.contains(where: hasSome) }
  }

  /// Its numbers, in fields: with β u the flux through a side is known, and of mixed derivatives what it is
  /// at the neighbours along the side.
  static func fields(_ problem: SecondOrderProblem, on grid: Grid) -> Double {
    func hasRobin(_ side: BoxSide) -> Bool { problem.hasRobin(side) }
    let numbers = boxes(of: grid, beside: hasRobin).reduce(0) { sum, box in
      let axes = grid.axes.indices.count { t in
        box.sides.contains {
          hasRobin($0) && $0.axis != t && !problem.op.diffusion($0.axis, t).isZero
        }
      }
      return sum + box.count * (1 + 2 * axes)
    }
    return Double(numbers) / Double(grid.count)
  }

  /// r ← r + A u
  func add(
    _ rows: StencilRows, _ u: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>
  ) {
    let n = rows.length
    // Threads write disjoint rows.
    nonisolated(unsafe) let (u, r) = (u, r)
    Threads.forEachChunk(count: starts.count, minimum: (1 << 13) / count + 1) { chunk in
      for part in chunk {
        let row = starts[part] / n
        for link in links {
          guard let other = rows.neighbour(of: row, link.offset) else { continue }
          link.values.withUnsafeBufferPointer {
            addProducts(
              to: r + row * n, $0.baseAddress! + part * count, u + other * n, first, count,
              shift: link.offset.last!, n, rows.isPeriodic)
          }
        }
      }
    }
  }
}

extension SecondOrderProblem {
  /// Whether there is a β.
  func hasRobin(_ side: BoxSide) -> Bool { robin[side].map { !$0.isZero } ?? false }
}

/// r_i ← r_i + w_i u_{i+d} from a point on, u beyond an end 0.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addProducts<Scalar: TransformScalar>(
  to r: UnsafeMutablePointer<Scalar>, _ w: UnsafePointer<Scalar>, _ u: UnsafePointer<Scalar>,
  _ first: Int, _ count: Int, shift d: Int, _ n: Int, _ wraps: Bool
) {
  for k in 0..<count {
    let i = first + k
    let j = i + d
    if (0..<n).contains(j) {
      r[i] += w[k] * u[j]
    } else if wraps {
      r[i] += w[k] * u[j < 0 ? n - 1 : 0]
    }
  }
}
