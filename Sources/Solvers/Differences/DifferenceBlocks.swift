import Grids
import RealModule
import Transforms

/// The points with every neighbour along the axes before the last, block by block of rows.
struct DifferenceBlocks<Scalar: TransformScalar> {
  private let terms: DifferenceTerms<Scalar>
  /// At the ends of rows.
  private let ends: [DifferenceEnds<Scalar>]
  private let rows: StencilRows
  private let grid: Grid
  /// The points along each axis before the last, one where there is no such axis.
  private let inside: [Range<Int>]
  private let counts: [Int]
  /// Rows of a block, at most.
  private let block: [Int]

  init(
    _ terms: DifferenceTerms<Scalar>, _ ends: [DifferenceEnds<Scalar>], _ rows: StencilRows,
    on grid: Grid
  ) {
    self.terms = terms
    self.ends = ends
    self.rows = rows
    self.grid = grid
    inside = grid.axes.dropLast().map(PointBox.inside)
    counts = grid.shape.dropLast()
    let most = max(1, Self.target(grid.count) / rows.length)
    // What is sampled beside a block is taken twice: eight layers.
    block =
      switch inside.count {
      case 0: []
      case 1: [min(most, max(1, inside[0].count))]
      default:
        [min(8, max(1, inside[0].count)), min(max(2, most / 8), max(1, inside[1].count))]
      }
  }

  /// Points of a block, about: a small share of the grid's, many beside what an evaluation sets up, few
  /// enough for the caches.
  private static func target(_ count: Int) -> Int { min(1 << 15, max(1 << 12, count / 64)) }

  /// What a thread has of its own.
  var capacity: Int {
    terms.lattices.reduce(copies * (rows.length + 2)) { $0 + $1.capacity(block) }
  }

  /// Around a circle rows are copied, with their neighbours at both ends.
  private var copies: Int { rows.isPeriodic ? terms.hasDiagonals ? 9 : 1 : 0 }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func apply(_ u: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>) {
    if inside.contains(where: \.isEmpty) { return }
    let parts = zip(inside, block).map { ($0.count + $1 - 1) / $1 }
    // Threads write disjoint rows.
    nonisolated(unsafe) let (u, r) = (u, r)
    Threads.forEachChunk(count: parts.reduce(1, *)) { chunk in
      withUnsafeTemporaryAllocation(of: Scalar.self, capacity: capacity) { memory in
        var (starts, next): ([UnsafeMutablePointer<Scalar>], Int) = ([], copies * (rows.length + 2))
        for lattice in terms.lattices {
          starts.append(memory.baseAddress! + next)
          next += lattice.capacity(block)
        }
        var values: [CoefficientLattice<Scalar>.Rows] = []
        for part in chunk {
          let place = [part / (parts.last ?? 1), part % (parts.last ?? 1)].suffix(parts.count)
          let ranges = zip(place, zip(block, inside)).map { k, axis in
            k * axis.0..<min((k + 1) * axis.0, axis.1.count)
          }
          for (l, lattice) in terms.lattices.enumerated() {
            if l == values.count {
              values.append(lattice.fill(ranges, starts[l]))
            } else if lattice.isMoving {
              values[l] = lattice.fill(ranges, starts[l])
            }
          }
          apply(ranges, values, u, to: r, memory.baseAddress!)
        }
      }
    }
  }

  /// The rows of a block.
  @inline(__always)
  private func apply(
    _ ranges: [Range<Int>], _ values: [CoefficientLattice<Scalar>.Rows],
    _ u: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>,
    _ scratch: UnsafeMutablePointer<Scalar>
  ) {
    let n = rows.length
    let along = PointBox.inside(grid.axes.last!)
    let first = ranges.count > 0 ? ranges[0] : 0..<1
    let second = ranges.count > 1 ? ranges[1] : 0..<1
    // A step along an axis; around a circle its last point is beside its first one.
    func step(_ axis: Int, _ j: Int, _ by: Int) -> Int {
      guard axis < counts.count else { return 0 }
      return (inside[axis].lowerBound + j + by + counts[axis]) % counts[axis]
    }
    let width = counts.count > 1 ? counts[1] : 1
    values.withUnsafeBufferPointer { values in
      for i in first {
        for j in second {
          func row(_ s: Int, _ t: Int) -> Int { step(0, i, s) * width + step(1, j, t) }
          func source(_ s: Int, _ t: Int) -> UnsafePointer<Scalar> { u + row(s, t) * n }
          let target = r + row(0, 0) * n
          if !along.isEmpty {
            if rows.isPeriodic {
              func copied(_ s: Int, _ t: Int) -> UnsafePointer<Scalar> {
                guard terms.hasDiagonals else {
                  return s == 0 && t == 0 ? UnsafePointer(scratch + 1) : source(s, t)
                }
                return UnsafePointer(scratch + (3 * s + t + 4) * (n + 2) + 1)
              }
              for s in terms.hasDiagonals ? -1...1 : 0...0 {
                for t in terms.hasDiagonals ? -1...1 : 0...0 {
                  close(source(s, t), into: UnsafeMutablePointer(mutating: copied(s, t)) - 1, n)
                }
              }
              terms.apply(
                values.baseAddress!, i - first.lowerBound, j - second.lowerBound, copied,
                to: target, n)
            } else {
              terms.apply(
                values.baseAddress!, i - first.lowerBound, j - second.lowerBound,
                { source($0, $1) + along.lowerBound }, to: target + along.lowerBound, along.count)
            }
          }
          for end in ends {
            let part = i * (inside.count > 1 ? inside[1].count : 1) + j
            target[end.box.ranges.last!.lowerBound] = end.value(part, n) {
              source($0.count > 1 ? $0[0] : 0, $0.count > 2 ? $0[1] : 0)
            }
          }
        }
      }
    }
  }
}

/// A row around a circle, with the last value before it and the first one behind.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func close<Scalar: TransformScalar>(
  _ u: UnsafePointer<Scalar>, into v: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  v[0] = u[n - 1]
  for i in 0..<n { v[i + 1] = u[i] }
  v[n + 1] = u[0]
}
