import RealModule
import Transforms

extension ElementForm {
  /// Values at the nodes.
  struct Source {
    var unknowns: UnsafePointer<Scalar>?
    var closed: UnsafePointer<Scalar>?
  }

  /// Every thread has planes of its own; a layer of elements between two threads' planes is taken by
  /// both, so that every value is summed in the same order whatever their number. Pieces of eight planes at
  /// least: what is sampled twice is an eighth.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func run(_ source: Source, to result: UnsafeMutablePointer<Scalar>) {
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
