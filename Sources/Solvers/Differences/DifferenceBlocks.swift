import Grids
import RealModule
import Transforms

/// The points with every neighbour along the axes before the last, block by block of rows.
struct DifferenceBlocks<Scalar: TransformScalar> {
  private typealias Rows = BlockRows<Scalar>

  private let terms: DifferenceTerms<Scalar>
  /// At the ends of rows.
  private let ends: [DifferenceEnds<Scalar>]
  /// Points of a row, and those of them that have every neighbour.
  private let length: Int
  private let along: Range<Int>
  /// The axes before the last, and of each a first block, at most so many rows.
  private let axes: (Rows.Axis, Rows.Axis)
  private let copies: Rows.Copies

  init(
    _ terms: DifferenceTerms<Scalar>, _ ends: [DifferenceEnds<Scalar>], on grid: Grid
  ) {
    self.terms = terms
    self.ends = ends
    length = grid.shape.last!
    along = PointBox.inside(grid.axes.last!)
    copies = !grid.axes.last!.isPeriodic ? .none : terms.hasDiagonals ? .all : .own
    let sides = grid.axes.dropLast().map {
      Rows.Axis(count: $0.count, inside: PointBox.inside($0))
    }
    var first = sides.first ?? Rows.Axis()
    var second = sides.count > 1 ? sides[1] : Rows.Axis()
    let most = max(1, Self.target(grid.count) / length)
    // What is sampled beside a block is taken twice: eight layers.
    let counts = sides.count > 1 ? (8, max(2, most / 8)) : (most, 1)
    first.block = 0..<min(counts.0, max(1, first.inside.count))
    second.block = 0..<min(counts.1, max(1, second.inside.count))
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
    let parts = (
      axes.0.inside.parts(of: axes.0.block.count), axes.1.inside.parts(of: axes.1.block.count)
    )
    // Threads write disjoint rows.
    nonisolated(unsafe) let (u, r) = (u, r)
    Threads.forEachChunk(count: parts.0 * parts.1) { chunk in
      withUnsafeTemporaryAllocation(of: Scalar.self, capacity: capacity) { memory in
        let memory = memory.baseAddress!
        let starts = starts(memory + copied)
        var values: [CoefficientLattice<Scalar>.Rows] = []
        for part in chunk {
          var axes = self.axes
          axes.0.block = axes.0.inside.part(part / parts.1, of: axes.0.block.count)
          axes.1.block = axes.1.inside.part(part % parts.1, of: axes.1.block.count)
          sample(&values, ranges([axes.0.block, axes.1.block]), starts)
          var rows = Rows(of: u, length, axes, copies, memory)
          if !along.isEmpty { apply(&rows, values, to: r) }
          applyEnds(rows, to: r)
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

  /// The points of a block that have every neighbour along rows, too.
  @inline(__always)
  private func apply(
    _ rows: inout Rows, _ values: [CoefficientLattice<Scalar>.Rows],
    to r: UnsafeMutablePointer<Scalar>
  ) {
    let (first, second) = (rows.axes.0.block, rows.axes.1.block)
    let (lower, count) = (along.lowerBound, along.count)
    values.withUnsafeBufferPointer { values in
      for i in first {
        rows.begin(layer: i)
        for j in second {
          rows.begin(row: i, j)
          terms.apply(
            values.baseAddress!, i - first.lowerBound, j - second.lowerBound,
            { rows.beside($0, $1) + lower }, to: r + rows.start(i, j) + lower, count)
        }
      }
    }
  }

  /// The points of a block at the ends of rows.
  @inline(__always)
  private func applyEnds(_ rows: Rows, to r: UnsafeMutablePointer<Scalar>) {
    guard !ends.isEmpty else { return }
    var rows = rows
    for i in rows.axes.0.block {
      for j in rows.axes.1.block {
        rows.begin(row: i, j)
        for end in ends {
          r[rows.start(i, j) + end.place] = end.value(
            i * axes.1.inside.count + j, length, beside: rows.beside)
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
