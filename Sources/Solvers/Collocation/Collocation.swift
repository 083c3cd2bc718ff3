package import Fields
import Formulas
import Grids
import RealModule
package import Transforms

/// −a : D²u + b·∇u + c u of a trigonometric function, at the points.
///
/// Exact where u is in the space and its last modes vanish. Odd derivatives have the other parity;
/// they are read at u's own points, and are 0 on an end where the other parity vanishes.
///
/// One axis after the other: −a_ii ∂ᵢ²u + bᵢ ∂ᵢu of some lines are taken while these are in cache
/// (``TrigonometricJet``), and coefficients are sampled for them. No field is held, and none is needed
/// beside the image.
package struct Collocation<Scalar: TransformScalar>: LinearOperator {
  package let space: FunctionSpace<Scalar>
  private let mixed: MixedCollocation<Scalar>?
  private let lines: [TrigonometricJet<Scalar>]
  /// c; nil for 0
  private let reaction: PointSamples<Scalar>?
  private let scratch: ScratchPool<Scalar>

  /// - Throws: where a has no exact derivative, or b none.
  package init(_ op: SecondOrderOperator, in space: FunctionSpace<Scalar>) throws(SolverError) {
    self.space = space
    let grid = space.grid
    let op = try op.written(as: .nondivergence, on: grid)
    mixed = try MixedCollocation(op, on: grid)
    let along = CollocatedLines(grid: grid)
    var lines: [TrigonometricJet<Scalar>] = []
    for i in grid.axes.indices {
      let jet: TrigonometricJet<Scalar>? = try along.jet(
        i, second: (-1, op.diffusion(i, i)), first: (1, op.advection[i]))
      if let jet { lines.append(jet) }
    }
    self.lines = lines
    reaction = op.reaction.isZero ? nil : try PointSamples(op.reaction, on: grid, nil)
    scratch = ScratchPool(
      count: (lines.map(\.scratchCount) + [mixed?.scratchCount ?? 0]).max() ?? 0)
  }

  /// r ← A u
  ///
  /// - Complexity: along each axis a transform ahead, and one back for each derivative; with mixed
  ///   derivatives four more in the plane, and ten in space; a sample of every coefficient a point.
  ///   Three blocks of lines a thread, and in space with mixed derivatives a plane.
  package func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    precondition(u.space == space && r.space == space, "a field of another space")
    u.values.withUnsafeBufferPointer { u in
      r.values.withUnsafeMutableBufferPointer { r in
        // Threads write at disjoint places.
        nonisolated(unsafe) let (u, r) = (u, r)
        let (from, to) = (u.baseAddress!, r.baseAddress!)
        mixed?.apply(from, to: to, scratch: scratch)
        for (i, jet) in lines.enumerated() {
          jet.add(from, to: to, replaces: i == 0 && mixed == nil, scratch: scratch)
        }
        if lines.isEmpty, mixed == nil { r.update(repeating: 0) }
        let plane = u.count / space.grid.shape[0]
        reaction?.forEachBlock(byThreads: true) { planes, c in
          let first = planes.lowerBound * plane
          addProduct(1, c.baseAddress!, from + first, to + first, c.count)
        }
      }
    }
  }

  /// The fields beside u and the image while one thread applies it.
  static func scratch(_ op: SecondOrderOperator, on grid: Grid) -> Double {
    let lines = CollocatedLines(grid: grid)
    let blocks = grid.axes.indices.map { lines.scratch($0, Scalar.self) }.max()!
    let hasPlane = grid.rank == 3 && op.hasMixedDerivatives
    return Double(blocks) / Double(grid.count) + (hasPlane ? 1 / Double(grid.shape[0]) : 0)
  }
}
