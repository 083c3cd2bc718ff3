import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// ∫ ∇u·a∇v + c u v of trigonometric functions by the midpoint rule on a grid of 3/2 as many cells,
/// a any symmetric tensor.
///
/// Products of a with a derivative are free of aliases in the modes that are kept where a has no
/// more modes than n/2: the form is then Galerkin's (Orszag's rule, J. Atmos. Sci. 28 (1971)).
/// All derivatives live on the same middles of cells, so that they can be mixed.
///
/// Only the first axis is refined everywhere: u and ∂u/∂x on its finer points are three fields. The
/// others are, a few planes at a time, with the gradient, whose place the fluxes take, and a that is
/// sampled there. Beside a cycle the first axis is refined in parts, too (``PaddedSlabs``).
struct PaddedForm<Scalar: TransformScalar>: InPlaceForm {
  let space: FunctionSpace<Scalar>
  /// a_ij, i ≤ j; nil where it is 0.
  private let diffusion: [[PointSamples<Scalar>?]]
  /// Whether a is the same along all axes.
  private let isScalar: Bool
  private let reaction: PointSamples<Scalar>?
  /// The points along each axis, refined.
  private let shape: [Int]
  /// Planes of the refined first axis that are done at once.
  private let perBlock: Int
  /// From and to a grid whose axes before are refined, of a block's planes but for the first.
  private let refinements: [TrigonometricRefinement<Scalar>]
  /// The finer points of the first axis part by part; nil where all are held at once.
  private(set) var slabs: PaddedSlabs<Scalar>?

  /// - Throws: where a_ii or c is negative or not finite at a fine point.
  init(_ op: SecondOrderOperator, in space: FunctionSpace<Scalar>) throws(SolverError) {
    self.space = space
    let fine = PaddedForm.refined(space.grid)
    shape = fine.shape
    perBlock = PaddedForm.planes(fine)
    isScalar = if case .scalar = op.diffusion { true } else { false }
    var rows: [[PointSamples<Scalar>?]] = []
    for i in 0..<op.rank {
      var row: [PointSamples<Scalar>?] = []
      for j in 0..<op.rank {
        let a = op.diffusion(i, j)
        let isWanted = i <= j && !a.isZero
        if isWanted, isScalar, i > 0 {
          row.append(rows[0][0])
          continue
        }
        row.append(isWanted ? try PointSamples(a, on: fine, i == j ? "diffusion" : nil) : nil)
      }
      rows.append(row)
    }
    diffusion = rows
    reaction = op.reaction.isZero ? nil : try PointSamples(op.reaction, on: fine, "reaction")
    let grid = space.grid
    let (shape, perBlock) = (shape, perBlock)
    refinements = grid.axes.enumerated().map { a, axis in
      TrigonometricRefinement(
        TransformKind(axis), cells: fine.axes[a].cells,
        frequencies: (0..<axis.count).map { Scalar(axis.frequency($0)) },
        outer: a == 0 ? 1 : shape[1..<a].reduce(perBlock, *),
        inner: grid.shape[(a + 1)...].reduce(1, *))
    }
  }

  /// Beside a cycle there is no room for three fields: part by part, which costs the first axis's transforms
  /// once more for each.
  mutating func makeRoom(beside choice: IterationOptions.Preconditioner) {
    let parts = Self.parts(beside: choice, on: space.grid, reaction: reaction?.formula ?? 0)
    guard parts > 1 else { return }
    slabs = PaddedSlabs(
      space.grid, refined: shape[0], parts: parts, perBlock: perBlock)
  }

  /// How many parts all is eight fields at most with; of less than 4 MB a field, about, one. Where c changes along
  /// a row of the plane, the cycle has half a field more.
  private static func parts(
    beside choice: IterationOptions.Preconditioner, on grid: Grid, reaction c: Formula
  ) -> Int {
    guard choice == .multigrid, grid.rank > 1, grid.count >= 1 << 19 else { return 1 }
    guard grid.rank == 2 else { return 8 }
    return c.depends(on: Coordinate(rawValue: 1)!) ? 6 : 3
  }

  /// 3/2 as many cells; of a bounded axis their middles.
  private static func refined(_ grid: Grid) -> Grid {
    Grid(
      grid.axes.map { axis in
        axis.with(cells: (3 * axis.cells + 1) / 2)
          .with(boundary: axis.boundary, placement: axis.isPeriodic ? axis.placement : .cells)
      })
  }

  /// Planes with so many points that blocks of lines are long, and fit into the cache if they can.
  private static func planes(_ fine: Grid) -> Int {
    min(fine.shape[0], max(1, (1 << 14) / fine.shape[1...].reduce(1, *)))
  }

  /// The fields beside the image while one thread applies it: two on the refined first axis, blocks of
  /// its lines, and of some planes u, the gradient and half as much of fluxes, what is between two axes,
  /// and blocks of lines.
  static func scratch(
    on grid: Grid, beside choice: IterationOptions.Preconditioner = .symbol, reaction: Formula = 0
  ) -> Double {
    let fine = refined(grid)
    let plane = fine.shape[1...].reduce(1, *)
    let block = planes(fine) * plane
    let sampled = min(block, 1 << 13)
    var numbers = (grid.rank + 1) * (block + sampled)
    if grid.rank == 3 { numbers += 3 * block * grid.shape[2] / fine.shape[2] }
    let parts = parts(beside: choice, on: grid, reaction: reaction)
    numbers +=
      parts > 1
      ? PaddedSlabs<Scalar>.scratch(grid, refined: fine.shape[0])
      : TrigonometricRefinement<Scalar>.scratch(
        length: fine.shape[0], outer: 1, inner: grid.shape[1...].reduce(1, *))
    if grid.rank > 1 {
      numbers += TrigonometricRefinement<Scalar>.scratch(
        length: fine.shape[1], outer: planes(fine),
        inner: grid.shape[2...].reduce(1, *))
    }
    let blocks = (fine.shape[0] + planes(fine) - 1) / planes(fine)
    let rows = parts > 1 ? (blocks + parts - 1) / parts * planes(fine) : fine.shape[0]
    return 2 * Double(rows) / Double(grid.shape[0]) + Double(numbers) / Double(grid.count)
  }

  /// r ← A u.
  ///
  /// - Complexity: along each axis, of what is refined before it, transforms of u and to its values and
  ///   derivative, and back from both; an evaluation of every coefficient a fine point.
  func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    let plane = space.grid.shape[1...].reduce(1, *)
    let blocks = (shape[0] + perBlock - 1) / perBlock
    let perPart = slabs?.blocks ?? blocks
    // Whole blocks: the planes that there are not are computed, and not read.
    let count = perPart * perBlock * plane
    withMemory(2 * count) { (memory: UnsafeMutablePointer<Scalar>) in
      let (values, slopes) = (memory, memory + count)
      u.values.withUnsafeBufferPointer { u in
        r.values.withUnsafeMutableBufferPointer { r in
          if slabs != nil { clear(r.baseAddress!, r.count) }
          for start in stride(from: 0, to: blocks, by: perPart) {
            let first = start * perBlock
            let rows = first..<min(first + perPart * perBlock, shape[0])
            let rest = rows.count * plane
            clear(values + rest, count - rest)
            clear(slopes + rest, count - rest)
            if let slabs {
              slabs.refine(u.baseAddress!, rows, values: values, slopes: slopes)
            } else {
              refinements[0].refine(u.baseAddress!, values: values, slopes: slopes)
            }
            run(rows, values, slopes)
            if let slabs {
              slabs.add(values: values, slopes: slopes, rows, to: r.baseAddress!)
            } else {
              refinements[0].restrict(values: values, slopes: slopes, to: r.baseAddress!)
            }
          }
        }
      }
    }
  }

  /// Does to some planes of the refined first axis what a form does, block by block.
  private func run(
    _ rows: Range<Int>, _ values: UnsafeMutablePointer<Scalar>,
    _ slopes: UnsafeMutablePointer<Scalar>
  ) {
    let plane = space.grid.shape[1...].reduce(1, *)
    let block = block
    // Blocks are disjoint.
    nonisolated(unsafe) let (values, slopes) = (values, slopes)
    Threads.forEachChunk(count: (rows.count + perBlock - 1) / perBlock) { chunk in
      withMemory(block.count) { (buffer: UnsafeMutablePointer<Scalar>) in
        for b in chunk {
          let place = b * perBlock
          let first = rows.lowerBound + place
          block.run(
            first..<min(first + perBlock, rows.upperBound), values + place * plane,
            slopes + place * plane, buffer)
        }
      }
    }
  }

  private var block: PaddedBlock<Scalar> {
    PaddedBlock(
      coarse: [perBlock] + space.grid.shape[1...], fine: [perBlock] + shape[1...],
      refinements: Array(refinements[1...]), diffusion: diffusion,
      isScalar: isScalar, reaction: reaction)
  }
}

/// Calls `body` with so many numbers' memory.
func withMemory<Scalar: TransformScalar>(
  _ count: Int, _ body: (UnsafeMutablePointer<Scalar>) -> Void
) {
  let memory = UnsafeMutableBufferPointer<Scalar>.allocate(capacity: count)
  FreshMemory.prepare(memory)
  body(memory.baseAddress!)
  memory.deallocate()
}
