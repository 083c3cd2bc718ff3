import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// ∫ c φ of multilinear elements in the plane a unit of volume, row by row of the nodes, c sampled as it is
/// wanted: the row sums of their matrix.
struct ElementSums<Scalar: TransformScalar>: Sendable {
  private let samples: ElementSamples<Scalar>
  private var axes: [ElementAxis<Scalar>] { samples.axes }

  /// q Gauss points a direction.
  init(_ c: Formula, on grid: Grid, points q: Int) {
    precondition(grid.rank == 2, "elements of the plane")
    samples = ElementSamples(
      [ElementAxis(grid.axes[0], points: q), ElementAxis(), ElementAxis(grid.axes[1], points: q)],
      [c])
  }

  /// Writes rows of nodes, given by their unknowns, one after the other.
  func walk() -> (_ row: Int, _ s: UnsafeMutablePointer<Scalar>) -> Void {
    let walk = Walk(self)
    return { walk.write($0, to: $1) }
  }

  /// Layers of elements in memory, and what the layer below has added to a row.
  private final class Walk {
    private let sums: ElementSums
    private let memory: UnsafeMutablePointer<Scalar>
    private var block: ElementSamples<Scalar>.Block?
    /// The layer whose share of its upper row is at hand.
    private var layer: Int?

    init(_ sums: ElementSums) {
      self.sums = sums
      memory = .allocate(capacity: 2 * (sums.axes[2].cells + 1) + sums.samples.capacity)
    }

    deinit { memory.deallocate() }

    func write(_ unknown: Int, to s: UnsafeMutablePointer<Scalar>) {
      let (x, z) = (sums.axes[0], sums.axes[2])
      let n = z.cells + 1
      let (lower, upper) = (memory, memory + n)
      let node = unknown + x.first
      let hasLower = x.isPeriodic || node > 0
      let hasUpper = x.isPeriodic || node < x.cells
      if hasLower, layer != node - 1 { take(node - 1, lower, upper) }
      s.update(repeating: 0, count: z.nodes)
      if hasLower { fold(upper, to: s) }
      if hasUpper {
        take(node, lower, upper)
        fold(lower, to: s)
      }
    }

    /// Around the last axis the node after the last is the first.
    private func fold(_ row: UnsafeMutablePointer<Scalar>, to s: UnsafeMutablePointer<Scalar>) {
      let z = sums.axes[2]
      addMultiple(1, UnsafePointer(row), to: s, z.nodes)
      if z.isPeriodic { s[0] += row[z.cells] }
    }

    /// What a layer adds to the rows below and above it.
    private func take(
      _ i: Int, _ lower: UnsafeMutablePointer<Scalar>, _ upper: UnsafeMutablePointer<Scalar>
    ) {
      let (x, z, samples) = (sums.axes[0], sums.axes[2], sums.samples)
      if block?.layers.contains(i) != true {
        let end = x.isPeriodic ? i + samples.layers : min(i + samples.layers, x.cells)
        block = samples.fill(memory + 2 * (z.cells + 1), layers: i..<end, rows: 0..<1)
      }
      layer = i
      let (start, strides) = samples.row(0, block!, layer: i, row: 0)
      lower.update(repeating: 0, count: 2 * (z.cells + 1))
      for (corner, row) in [lower, upper].enumerated() {
        for g2 in 0..<z.points {
          for g0 in 0..<x.points {
            let share = x.weights[g0] * z.weights[g2] * x.shape(corner, g0)
            let c = start + g0 * strides.0 + g2 * strides.2
            addMultiple(share * z.shape(0, g2), c, to: row, z.cells)
            addMultiple(share * z.shape(1, g2), c, to: row + 1, z.cells)
          }
        }
      }
    }
  }
}
