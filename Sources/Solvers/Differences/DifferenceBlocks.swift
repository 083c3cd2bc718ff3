import Grids
import RealModule
import Transforms

/// All points, block by block of rows.
struct DifferenceBlocks<Scalar: TransformScalar> {
  private typealias Rows = BlockRows<Scalar>

  private let terms: DifferenceTerms<Scalar>
  /// The points of a row.
  private let along: GhostPoints
  /// The axes before the last, and of each a first block, at most so many rows.
  private let axes: (Rows.Axis, Rows.Axis)
  private let copies: Rows.Copies

  private var length: Int { along.count }

  init(_ terms: DifferenceTerms<Scalar>, on grid: Grid) {
    self.terms = terms
    along = GhostPoints(grid.axes.last!)
    copies = terms.hasDiagonals ? .all : .own
    let sides = grid.axes.dropLast().map { Rows.Axis(points: GhostPoints($0)) }
    var first = sides.first ?? Rows.Axis()
    var second = sides.count > 1 ? sides[1] : Rows.Axis()
    let most = max(1, Self.target(grid.count) / along.count)
    // What is sampled beside a block is taken twice: eight layers.
    let counts = sides.count > 1 ? (8, max(2, most / 8)) : (most, 1)
    first.block = 0..<min(counts.0, max(1, first.points.count))
    second.block = 0..<min(counts.1, max(1, second.points.count))
    axes = (first, second)
  }

  /// Points of a block, about: a small share of the grid's, many beside what an evaluation sets up, few
  /// enough for the caches.
  ///
  /// Measured, not derived: smaller blocks sample more beside them and set up more evaluations, larger ones
  /// leave the caches. Off by four either way it costs time alone; no value depends on it.
  private static func target(_ count: Int) -> Int { min(1 << 15, max(1 << 12, count / 64)) }

  /// What a thread has of its own.
  var capacity: Int {
    let counts = counts
    return terms.lattices.reduce(copied) { $0 + $1.capacity(counts) }
  }

  private var copied: Int { Rows.capacity(length, axes.1, copies) }

  /// Of the axes that there are.
  private func ranges(_ all: [Range<Int>]) -> [Range<Int>] {
    Array(all.prefix(axes.0.margin + axes.1.margin))
  }

  /// Rows of a block, at most.
  private var counts: [Int] { ranges([axes.0.block, axes.1.block]).map(\.count) }

  /// r ← A u at these points.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func apply(_ u: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>) {
    let all = (0..<max(1, axes.0.points.count), 0..<max(1, axes.1.points.count))
    let parts = (all.0.parts(of: axes.0.block.count), all.1.parts(of: axes.1.block.count))
    // Threads write disjoint rows.
    nonisolated(unsafe) let (u, r) = (u, r)
    Threads.forEachChunk(count: parts.0 * parts.1) { chunk in
      withUnsafeTemporaryAllocation(of: Scalar.self, capacity: capacity) { memory in
        let memory = memory.baseAddress!
        let starts = starts(memory + copied)
        var values: [CoefficientLattice<Scalar>.Rows] = []
        for part in chunk {
          var axes = self.axes
          axes.0.block = all.0.part(part / parts.1, of: axes.0.block.count)
          axes.1.block = all.1.part(part % parts.1, of: axes.1.block.count)
          sample(&values, ranges([axes.0.block, axes.1.block]), starts)
          var rows = Rows(of: u, along, axes, copies, memory)
          apply(&rows, values, to: r)
        }
      }
    }
  }

  /// Where the samples of each coefficient are.
  private func starts(
    _ memory: UnsafeMutablePointer<Scalar>
  ) -> [UnsafeMutablePointer<Scalar>] {
    let counts = counts
    var next = memory
    return terms.lattices.map { lattice in
      defer { next += lattice.capacity(counts) }
      return next
    }
  }

  /// Samples what differs from block to block, and what has not been sampled yet.
  private func sample(
    _ values: inout [CoefficientLattice<Scalar>.Rows], _ block: [Range<Int>],
    _ starts: [UnsafeMutablePointer<Scalar>]
  ) {
    for (l, lattice) in terms.lattices.enumerated() {
      if l == values.count {
        values.append(lattice.fill(block, starts[l]))
      } else if lattice.isMoving {
        values[l] = lattice.fill(block, starts[l])
      }
    }
  }

  /// The points of a block.
  @inline(__always)
  private func apply(
    _ rows: inout Rows, _ values: [CoefficientLattice<Scalar>.Rows],
    to r: UnsafeMutablePointer<Scalar>
  ) {
    let (first, second) = (rows.axes.0.block, rows.axes.1.block)
    values.withUnsafeBufferPointer { values in
      for i in first {
        rows.begin(layer: i)
        for j in second {
          rows.begin(row: i, j)
          terms.apply(
            values.baseAddress!, i - first.lowerBound, j - second.lowerBound,
            { rows.beside($0, $1) }, to: r + rows.start(i, j), length)
        }
      }
    }
  }
}

extension Range<Int> {
  /// How many parts of so many there are.
  fileprivate func parts(of size: Int) -> Int { (count + size - 1) / size }

  /// One of them, counted from the first element.
  fileprivate func part(_ k: Int, of size: Int) -> Range<Int> {
    k * size..<Swift.min((k + 1) * size, count)
  }
}
