import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// c of a lumped ∫ c u φ: at the nodes, sampled as it is wanted, some planes of the first axis at a time.
struct NodalReaction<Scalar: TransformScalar>: Sendable {
  private let formula: Formula
  private let constant: Scalar?
  /// Where the unknowns are.
  private let coordinates: [[Scalar]]
  /// A node's share of a cell along each of three axes.
  private let shares: [[Scalar]]
  private let plane: Int
  /// Planes of a sample.
  private let planes: Int

  /// nil for c = 0.
  ///
  /// - Throws: where c is negative or not finite at a node, those of Dirichlet sides among them.
  init?(_ c: Formula, on grid: Grid) throws(SolverError) {
    guard !c.isZero else { return nil }
    let lines = grid.axes.map { ClosedAxis<Scalar>($0) }
    _ = try PointSamples(c, at: lines.map(\.coordinates), "reaction")
    formula = c
    constant = c.constant.map { Scalar($0) }
    coordinates = zip(grid.axes, lines).map {
      Array($1.coordinates[$1.offset..<$1.offset + $0.count])
    }
    var shares = zip(grid.axes, lines).map { axis, line in
      (0..<axis.count).map { k -> Scalar in
        let node = k + line.offset
        return !axis.isPeriodic && (node == 0 || node == axis.cells) ? 0.5 : 1
      }
    }
    if grid.rank == 2 { shares.insert([1], at: 1) }
    self.shares = shares
    plane = shares[1].count * shares[2].count
    planes = min(shares[0].count, max(1, (1 << 13) / plane))
  }

  /// The values of a sample.
  var capacity: Int { constant == nil ? planes * plane : 0 }

  /// The planes of unknowns whose c is in memory.
  struct Sample {
    var planes = 0..<0
    let values: UnsafeMutablePointer<Scalar>
  }

  /// Adds W c p on a row of unknowns, the next planes sampled if need be.
  @inline(__always)
  func add(
    _ i: Int, _ j: Int, _ sample: inout Sample, _ p: UnsafePointer<Scalar>,
    to r: UnsafeMutablePointer<Scalar>
  ) {
    let n = shares[2].count
    let share = shares[0][i] * shares[1][j]
    if let constant {
      shares[2].withUnsafeBufferPointer {
        addProduct(share * constant, $0.baseAddress!, p, r, n)
      }
      return
    }
    if !sample.planes.contains(i) {
      sample.planes = i..<min(i + planes, shares[0].count)
      var along = coordinates
      along[0] = Array(along[0][sample.planes])
      formula.fill(
        UnsafeMutableBufferPointer(start: sample.values, count: sample.planes.count * plane),
        on: along)
    }
    let c = sample.values + (i - sample.planes.lowerBound) * plane + j * n
    // A share is ½ at the ends alone.
    r[0] += shares[2][0] * share * c[0] * p[0]
    guard n > 1 else { return }
    r[n - 1] += shares[2][n - 1] * share * c[n - 1] * p[n - 1]
    addProduct(share, c + 1, p + 1, r + 1, n - 2)
  }
}
