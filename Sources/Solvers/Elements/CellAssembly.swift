import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// A form on the nodes of a box, its boundary among them, summed from its cells:
///
///     a(u, v) = Σ_cells |cell| Σ_ξ ω_ξ (Σ_ij a_ij(ξ) D_i u D_j v + c(ξ) u v)
///
/// with derivatives that are sums over the cell's corners. Every pair of corners is an edge.
struct CellAssembly<Scalar: TransformScalar> {
  /// One place in every cell.
  struct Place {
    /// Where it is in a cell of the grid, along each axis; on a periodic axis of cells the corners
    /// are the middles of those.
    let offset: [Extended]
    /// |cell|⁻¹ times its part of ∫ D_i φ_a D_j φ_b, a and b corners.
    let stiffness: (_ i: Int, _ j: Int, _ a: [Int], _ b: [Int]) -> Extended
    /// Likewise of ∫ φ_a; nil where c is not taken here.
    let value: ((_ a: [Int]) -> Extended)?
  }

  let grid: Grid
  let nodes: ClosedElements<Scalar>
  private let corners: CellCorners
  var closed: EdgeForm<Scalar>
  /// Whether c may be negative.
  var isSigned = false
  /// The least and the largest a_ii.
  private(set) var range: (lower: Scalar, upper: Scalar) = (.infinity, 0)
  /// Whether only edges along the axes are taken; c and β are lumped then.
  let isStraight: Bool

  /// The zero form; nil for cells that end at a boundary, whose points are not its corners.
  ///
  /// - Parameter sharing: whether the diagonals of a cell are equally heavy, and those of each of its sides:
  ///   those of multilinear elements are for diagonal a and any c, in the plane
  ///
  ///       ∂ₓφ_a ∂ₓφ_b = −y(1 − y)/hₓ²,   φ_a φ_b = x(1 − x) y(1 − y)
  ///
  ///   for both pairs of opposite corners.
  /// - Parameter isStraight: whether only edges along the axes are taken, all that differences of a
  ///   diagonal a have; c and β are lumped then.
  init?(on grid: Grid, sharing: Bool = false, isStraight: Bool = false) {
    guard let nodes = ClosedElements<Scalar>(Scheme(.spline(degree: 1)), on: grid)
    else { return nil }
    self.grid = grid
    self.nodes = nodes
    self.isStraight = isStraight
    corners = CellCorners(of: grid)
    var offsets = corners.offsets
    if sharing { offsets = offsets.filter { !$0.contains(-1) } }
    if isStraight { offsets = offsets.filter { $0.count { $0 != 0 } == 1 } }
    closed = EdgeForm(
      shape: nodes.shape, isPeriodic: grid.axes.map(\.isPeriodic),
      offsets: offsets.sorted { $0.lexicographicallyPrecedes($1) }, sharesDiagonals: sharing)
  }

  /// Adds a form at one place of every cell.
  ///
  /// - Throws: where a coefficient of the diagonal, or c, is negative or one is not finite.
  mutating func add(_ op: SecondOrderOperator, at place: Place) throws(SolverError) {
    try add(op, at: place, over: Scalar(1))
  }

  /// Adds a form over a unit at one place of every cell, sampled in the unit's precision.
  ///
  /// - Throws: where a coefficient of the diagonal, or c, is negative or one is not finite.
  mutating func add<Sample: TransformScalar>(
    _ op: SecondOrderOperator, at place: Place, over unit: Sample
  ) throws(SolverError) {
    let d = grid.rank
    let factor = 1 / Extended(unit)
    let x = zip(grid.axes, place.offset).map { axis, xi in
      (0..<axis.cells).map { j in
        // Between the middles of two grid cells lies the upper half of one, then the lower of the next.
        let cell = axis.placement == .cells && xi < 0.5 ? (j + 1) % axis.cells : j
        return Sample(axis.place(cell: cell, offset: xi))
      }
    }
    var components: [(Formula, [(Int, Int)])] = []
    if case .scalar(let a) = op.diffusion {
      components = [(a, (0..<d).map { ($0, $0) })]
    } else {
      for i in 0..<d {
        for j in i..<d where !op.diffusion(i, j).isZero {
          components.append((op.diffusion(i, j), i == j ? [(i, i)] : [(i, j), (j, i)]))
        }
      }
    }
    for (a, entries) in components {
      let isDiagonal = entries[0].0 == entries[0].1
      let samples = a.values(on: x)
      let ends = try check(samples, x, "diffusion", signed: !isDiagonal)
      if isDiagonal {
        range = (min(range.lower, Scalar(ends.lower)), max(range.upper, Scalar(ends.upper)))
      }
      add(samples) { a, b in
        -factor * entries.reduce(0) { $0 + place.stiffness($1.0, $1.1, a, b) }
      }
    }
    guard let value = place.value, !op.reaction.isZero else { return }
    let samples = op.reaction.values(on: x)
    _ = try check(samples, x, "reaction", signed: isSigned)
    let total = corners.all.reduce(Extended(0)) { $0 + value($1) }
    if !isStraight { add(samples) { a, b in -factor * value(a) * value(b) / total } }
    for corner in corners.all {
      scatter(samples, Scalar(factor * value(corner)), block: 0, corner)
    }
  }

  /// Adds samples times a weight for every pair of corners to the edges.
  private mutating func add<Sample: TransformScalar>(
    _ samples: [Sample], _ weight: (_ a: [Int], _ b: [Int]) -> Extended
  ) {
    for a in corners.all {
      for b in corners.all where a.lexicographicallyPrecedes(b) {
        guard let step = corners.step(from: a, to: b),
          let k = closed.offsets.firstIndex(of: step.offset)
        else { continue }
        scatter(samples, Scalar(weight(a, b)), block: k + 1, step.isReversed ? b : a)
      }
    }
  }

  /// Adds c times samples of the cells at one of their corners.
  private mutating func scatter<Sample: TransformScalar>(
    _ samples: [Sample], _ c: Scalar, block: Int, _ corner: [Int]
  ) {
    guard c != 0 else { return }
    let walk = EdgeWalk(shape: nodes.shape, isPeriodic: grid.axes.map(\.isPeriodic))
    let (start, cells) = (block * closed.count, grid.cells)
    closed.weights.withUnsafeMutableBufferPointer { w in
      samples.withUnsafeBufferPointer { s in
        walk.forEachCellRun(cells, corner) { cell, node, n in
          addRounded(c, s.baseAddress! + cell, to: w.baseAddress! + start + node, n)
        }
      }
    }
  }

  /// Adds c u² at the nodes: lumped.
  mutating func addLumped(_ c: Formula) throws(SolverError) { try addLumped(c, over: Scalar(1)) }

  /// Adds c u² over a unit at the nodes, sampled in the unit's precision.
  mutating func addLumped<Sample: TransformScalar>(
    _ c: Formula, over unit: Sample
  ) throws(SolverError) {
    guard !c.isZero else { return }
    let x = grid.axes.map { ClosedAxis<Sample>($0).coordinates }
    var samples = c.values(on: x)
    _ = try check(samples, x, "reaction", signed: false)
    scale(
      &samples,
      by: grid.axes.enumerated().map { a, axis -> [Sample] in
        let share = a == 0 ? 1 / unit : 1
        return axis.isPeriodic
          ? axis.points.map { _ in share }
          : (0...axis.cells).map { $0 == 0 || $0 == axis.cells ? share / 2 : share }
      })
    closed.weights.withUnsafeMutableBufferPointer { w in
      samples.withUnsafeBufferPointer {
        addRounded(1, $0.baseAddress!, to: w.baseAddress!, $0.count)
      }
    }
  }

  /// The ends of samples.
  ///
  /// - Throws: where one is not finite, or is negative and may have no sign.
  func check<Sample: TransformScalar>(
    _ values: [Sample], _ x: [[Sample]], _ name: String, signed: Bool
  ) throws(SolverError) -> (lower: Sample, upper: Sample) {
    let ends = values.withUnsafeBufferPointer { extremes($0) }
    if ends.lower >= (signed ? -Sample.greatestFiniteMagnitude : 0), ends.upper.isFinite {
      return ends
    }
    let i = values.firstIndex { !$0.isFinite || (!signed && $0 < 0) }!
    let index = x.map(\.count).unravel(i)
    throw .coefficient(
      name, value: Double(values[i]), point: zip(x, index).map { Double($0[$1]) })
  }
}

/// y ← y + c x in y's precision.
@specialized(where Scalar == Double, Sample == Double)
@specialized(where Scalar == Float, Sample == Float)
@specialized(where Scalar == Float80, Sample == Float80)
@specialized(where Scalar == Float, Sample == Double)
@specialized(where Scalar == Float, Sample == Float80)
private func addRounded<Scalar: TransformScalar, Sample: TransformScalar>(
  _ c: Scalar, _ x: UnsafePointer<Sample>, to y: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { y[i] += c * Scalar(x[i]) }
}
