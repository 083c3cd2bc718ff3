import Discretizations
package import Fields
package import Formulas
package import Grids
import RealModule
package import Transforms

/// −∇·(a∇u) + c u by multilinear elements, or by differences of order 2 with mixed derivatives, without a
/// matrix: a and c are evaluated whenever it is applied, at the Gauss points; of differences at the
/// cells' middles and at the nodes.
///
/// In the plane and in space; the same form as that of ``CellAssembly``, to round-off. It holds D where
/// it is D A D, and a few planes of nodes a thread; an assembled form holds (3ᵈ + 1)/2 fields.
package struct ElementForm<Scalar: TransformScalar>: InPlaceForm {
  package let space: FunctionSpace<Scalar>
  /// The least and the largest a_ii.
  private(set) var range: ClosedRange<Double> = 0...0
  /// D; 1 where it is empty.
  package var scaling: [Scalar] = []
  let samples: ElementSamples<Scalar>
  let axes: [ElementAxis<Scalar>]
  let coefficients: ElementCoefficients
  private let rows: Rows
  /// c, where it is lumped.
  private let reaction: NodalReaction<Scalar>?
  private let sides: [ElementSide<Scalar>]

  /// What a row of cells adds.
  private enum Rows {
    case elements(ElementRows<Scalar>)
    case differences(DifferenceRows<Scalar>)

    var scratch: Int {
      switch self {
      case .elements(let rows): rows.scratch
      case .differences(let rows): rows.scratch
      }
    }
  }

  /// Whether the form is applied by samples: where a matrix would take more than four fields. In the
  /// plane that of a diagonal a takes four, or three and D (``ScaledLinks``).
  static func isTaken(_ op: SecondOrderOperator, _ scheme: Scheme, on grid: Grid) -> Bool {
    guard scheme.isLinearElements(on: grid),
      grid.axes.allSatisfy({ $0.isPeriodic || $0.placement == .nodes })
    else { return false }
    return grid.rank == 3 || (grid.rank == 2 && op.hasMixedDerivatives)
  }

  /// The fields beside the image while one thread applies it: four planes of nodes, and samples.
  static func scratch(_ op: SecondOrderOperator, on grid: Grid) -> Double {
    let formulas = ElementCoefficients(op, axes: Array(0..<grid.rank)).formulas.count
    return 4 / Double(grid.axes[0].count)
      + Double(formulas * ElementSamples<Scalar>.target) / Double(grid.count)
  }

  /// - Parameters:
  ///   - robin: β on sides.
  ///   - q: Gauss points a direction.
  /// - Throws: where a coefficient of the diagonal, c or β is negative, or one is not finite.
  package init(
    _ op: SecondOrderOperator, robin: [BoxSide: Formula], in space: FunctionSpace<Scalar>,
    points q: Int
  ) throws(SolverError) {
    self.space = space
    axes = Self.walk(space.grid.axes.map { ElementAxis<Scalar>($0, points: q) })
    coefficients = ElementCoefficients(op, axes: space.grid.rank == 2 ? [0, 2] : [0, 1, 2])
    rows = .elements(ElementRows(axes, coefficients))
    samples = ElementSamples(axes, coefficients.formulas)
    reaction = nil
    sides = try ElementSide.all(robin, of: space.grid, points: q)
    range = try survey()
  }

  /// Differences of order 2, c and β lumped at the nodes.
  ///
  /// - Throws: where a coefficient of the diagonal, c or β is negative, or one is not finite.
  package init(
    differences op: SecondOrderOperator, robin: [BoxSide: Formula], in space: FunctionSpace<Scalar>
  ) throws(SolverError) {
    self.space = space
    axes = Self.walk(space.grid.axes.map { ElementAxis<Scalar>(middlesOf: $0) })
    coefficients = ElementCoefficients(
      SecondOrderOperator(op.diffusion, rank: op.rank),
      axes: space.grid.rank == 2 ? [0, 2] : [0, 1, 2])
    rows = .differences(DifferenceRows(axes, coefficients))
    samples = ElementSamples(axes, coefficients.formulas)
    reaction = try NodalReaction(op.reaction, on: space.grid)
    sides = try ElementSide.all(robin, of: space.grid, points: nil)
    range = try survey()
  }

  /// Layers of the first axis and rows of the last are what the walk needs.
  private static func walk(_ axes: [ElementAxis<Scalar>]) -> [ElementAxis<Scalar>] {
    precondition(axes.count > 1, "a line has a matrix of two fields")
    return axes.count == 2 ? [axes[0], ElementAxis(), axes[1]] : axes
  }

  /// r ← A u
  ///
  /// - Complexity: qᵈ evaluations of every coefficient and some 10 qᵈ products an element, q Gauss
  ///   points a direction, one of differences; no memory but some rows and planes a thread.
  package func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    precondition(u.space == space, "a field of another space")
    u.values.withUnsafeBufferPointer { u in
      r.values.withUnsafeMutableBufferPointer {
        run(Source(unknowns: u.baseAddress!), to: $0.baseAddress!)
      }
    }
    for side in sides { side.add(u.values, scaling[...], to: &r.values) }
    r.scaleEnds(by: 2)
  }

  /// A u
  package func applied(to u: Field<Scalar>) -> Field<Scalar> {
    var r = Field<Scalar>(in: space)
    apply(u, to: &r)
    return r
  }

  /// W A w at the unknowns, for values w at the closed nodes; D has no part in it.
  package func image(ofClosed w: [Scalar]) -> [Scalar] {
    var image: [Scalar] = zeros(space.count)
    w.withUnsafeBufferPointer { w in
      image.withUnsafeMutableBufferPointer {
        run(Source(closed: w.baseAddress!), to: $0.baseAddress!)
      }
    }
    for side in sides { side.add(closed: w, to: &image) }
    return image
  }

  /// The mean of A 1 over the points that are not next to a Dirichlet side; 0 where there is none.
  var meanPotential: Scalar {
    var s = applied(to: Field(in: space, values: [Scalar](repeating: 1, count: space.count)))
    s.scaleEnds(by: 0.5)
    return s.values.withUnsafeBufferPointer { space.grid.meanInside($0) }
  }

  /// Values at the nodes.
  private struct Source {
    var unknowns: UnsafePointer<Scalar>?
    var closed: UnsafePointer<Scalar>?
  }

  /// Every thread has planes of its own; a layer of elements between two threads' planes is taken by
  /// both, so that every value is summed in the same order whatever their number. Pieces of eight planes at
  /// least: what is sampled twice is an eighth.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  private func run(_ source: Source, to result: UnsafeMutablePointer<Scalar>) {
    nonisolated(unsafe) let (source, result) = (source, result)
    let plane = axes[1].nodes * (axes[2].cells + 1)
    let capacity = 4 * plane + rows.scratch + samples.capacity + (reaction?.capacity ?? 0)
    scaling.withUnsafeBufferPointer { d in
      nonisolated(unsafe) let d = d.isEmpty || source.closed != nil ? nil : d.baseAddress
      Threads.forEachChunk(count: axes[0].count, minimum: max(8, 4096 / plane + 2)) { planes in
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: capacity) { memory in
          walk(planes, source, d, to: result, memory.baseAddress!)
        }
      }
    }
  }

  /// The planes of some unknowns of the first axis.
  @inline(__always)
  private func walk(
    _ planes: Range<Int>, _ source: Source, _ d: UnsafePointer<Scalar>?,
    to result: UnsafeMutablePointer<Scalar>, _ memory: UnsafeMutablePointer<Scalar>
  ) {
    let (x, plane) = (axes[0], axes[1].nodes * (axes[2].cells + 1))
    var (p, nextP) = (memory, memory + plane)
    var (r, nextR) = (memory + 2 * plane, memory + 3 * plane)
    let scratch = memory + 4 * plane
    let values = scratch + rows.scratch
    var nodal = NodalReaction<Scalar>.Sample(values: values + samples.capacity)
    let nodes = planes.lowerBound + x.first..<planes.upperBound + x.first
    var layer = x.isPeriodic ? nodes.lowerBound - 1 : max(0, nodes.lowerBound - 1)
    let end = x.isPeriodic ? nodes.upperBound : min(nodes.upperBound, x.cells)
    read(source, d, node: (layer + x.nodes) % x.nodes, into: p)
    r.update(repeating: 0, count: plane)
    while layer < end {
      let layers = layer..<min(layer + samples.layers, end)
      if layers.count > 1 || samples.rows == axes[1].cells {
        let block = samples.fill(values, layers: layers, rows: 0..<axes[1].cells)
        for i in layers {
          begin(i + 1, source, d, nextP, nextR)
          add(block, layer: i, (UnsafePointer(p), UnsafePointer(nextP)), (r, nextR), scratch)
          write(i, nodes, d, p, r, &nodal, to: result)
          (p, nextP, r, nextR) = (nextP, p, nextR, r)
        }
      } else {
        begin(layer + 1, source, d, nextP, nextR)
        for first in stride(from: 0, to: axes[1].cells, by: samples.rows) {
          let block = samples.fill(
            values, layers: layers, rows: first..<min(first + samples.rows, axes[1].cells))
          add(block, layer: layer, (UnsafePointer(p), UnsafePointer(nextP)), (r, nextR), scratch)
        }
        write(layer, nodes, d, p, r, &nodal, to: result)
        (p, nextP, r, nextR) = (nextP, p, nextR, r)
      }
      layer = layers.upperBound
    }
    // The last node of a bounded axis has no element above.
    if end < nodes.upperBound { write(end, nodes, d, p, r, &nodal, to: result) }
  }

  @inline(__always)
  private func begin(
    _ node: Int, _ source: Source, _ d: UnsafePointer<Scalar>?, _ p: UnsafeMutablePointer<Scalar>,
    _ r: UnsafeMutablePointer<Scalar>
  ) {
    read(source, d, node: (node + axes[0].nodes) % axes[0].nodes, into: p)
    r.update(repeating: 0, count: axes[1].nodes * (axes[2].cells + 1))
  }

  @inline(__always)
  private func add(
    _ block: ElementSamples<Scalar>.Block, layer: Int,
    _ p: (UnsafePointer<Scalar>, UnsafePointer<Scalar>),
    _ r: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>),
    _ scratch: UnsafeMutablePointer<Scalar>
  ) {
    let row = axes[2].cells + 1
    for j in block.rows {
      let corners = ElementRows.Corners(p: p, r: r, rows: (j * row, (j + 1) % axes[1].nodes * row))
      switch rows {
      case .elements(let rows): rows.add(samples, block, layer: layer, row: j, corners, scratch)
      case .differences(let rows): rows.add(samples, block, layer: layer, row: j, corners, scratch)
      }
    }
  }

  /// D p on a plane of nodes; 0 at those that are no unknowns. Around the last axis the first node
  /// follows the last.
  @inline(__always)
  private func read(
    _ source: Source, _ d: UnsafePointer<Scalar>?, node: Int, into p: UnsafeMutablePointer<Scalar>
  ) {
    let (x, y, z) = (axes[0], axes[1], axes[2])
    let row = z.cells + 1
    p.update(repeating: 0, count: y.nodes * row)
    for j in 0..<y.nodes {
      let line = p + j * row
      if let w = source.closed {
        line.update(from: w + (node * y.nodes + j) * z.nodes, count: z.nodes)
      } else if let i = x.unknown(node), let m = y.unknown(j) {
        let start = (i * y.count + m) * z.count
        copy(source.unknowns! + start, d.map { $0 + start }, to: line + z.first, z.count)
      }
      if z.isPeriodic { line[z.cells] = line[0] }
    }
  }

  /// D r at the unknowns of a plane of nodes, if it is one of these; a lumped c is added before.
  @inline(__always)
  private func write(
    _ node: Int, _ nodes: Range<Int>, _ d: UnsafePointer<Scalar>?,
    _ p: UnsafeMutablePointer<Scalar>, _ r: UnsafeMutablePointer<Scalar>,
    _ nodal: inout NodalReaction<Scalar>.Sample, to result: UnsafeMutablePointer<Scalar>
  ) {
    guard nodes.contains(node) else { return }
    let (x, y, z) = (axes[0], axes[1], axes[2])
    let row = z.cells + 1
    for m in 0..<y.count {
      let line = r + (m + y.first) * row
      if z.isPeriodic { line[0] += line[z.cells] }
      if let reaction {
        reaction.add(
          node - x.first, m, &nodal, p + (m + y.first) * row + z.first, to: line + z.first)
      }
      let start = ((node - x.first) * y.count + m) * z.count
      copy(line + z.first, d.map { $0 + start }, to: result + start, z.count)
    }
  }
}

/// y ← x, or d x
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func copy<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ d: UnsafePointer<Scalar>?, to y: UnsafeMutablePointer<Scalar>,
  _ n: Int
) {
  guard let d else { return y.update(from: x, count: n) }
  for i in 0..<n { y[i] = d[i] * x[i] }
}
