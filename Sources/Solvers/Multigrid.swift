public import Fields
import Grids
import RealModule
public import Transforms

/// A cycle of geometric multigrid for −∇·(a∇u) + c u as a preconditioner: for rough a of high
/// contrast.
///
/// Every second point is kept from level to level. Interpolation follows the operator, coarse
/// operators are Galerkin's products, points are relaxed by Gauss and Seidel in colours, and the
/// coarsest system is solved directly; a problem in one dimension is solved exactly. M⁻¹ is symmetric
/// and positive in the grid's inner product, the same for every number of threads, on every kind of
/// axis and for every n. Where constants are the kernel, they are projected out.
///
/// The operator is that of staggered differences of order 2, with conductances between neighbours.
/// Those of higher order and series are equivalent to it independently of the mesh, but not of a
/// contrast across jumps: their derivatives reach over them.
///
/// - Complexity: set-up O(N), cycle O(N).
public struct Multigrid<Scalar: TransformScalar>: Preconditioner {
  /// The space it acts on.
  public let space: FunctionSpace<Scalar>
  let hierarchy: MultigridHierarchy
  /// What the operator was divided by: single precision has a range of its own.
  private let scale: Double
  /// The points' weights over those of an inner point, one table an axis; nil where all are 1.
  private let weights: [[Double]]?

  /// The points of every level along the axes of the grid, the finest first.
  public var levels: [[Int]] {
    (hierarchy.levels.map(\.stencil) + [hierarchy.last]).map {
      Array($0.shape.suffix(space.grid.rank))
    }
  }

  /// The fields of a hierarchy for a form with so many links: the stencil, the transfer and the
  /// coarser levels in single precision, two vectors in double precision.
  static func fields(links: Int) -> Double { 3.5 + Double(links) / 2 }

  /// The cycle of an operator over an inner point's weight.
  init(
    _ stencil: MultigridStencil, scale: Double, isSingular: Bool, in space: FunctionSpace<Scalar>,
    direct: Int?
  ) {
    self.space = space
    self.scale = scale
    let axes = space.grid.axes
    let keeps = axes.map { $0.end(.lower) != .dirichlet }
    hierarchy = MultigridHierarchy(
      stencil, keepsFirst: Array(repeating: true, count: 3 - axes.count) + keeps,
      isSingular: isSingular, direct: direct)
    let weights = axes.map { axis in axis.weights.map { Double($0 / axis.spacing) } }
    self.weights = weights.allSatisfy { $0.allSatisfy { $0 == 1 } } ? nil : weights
  }

  /// Replaces r by M⁻¹ r.
  ///
  /// - Complexity: a cycle; a vector of scratch, kept for the next call.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func precondition(_ r: inout Field<Scalar>) {
    Swift.precondition(r.space == space, "a field of another space")
    if hierarchy.isSingular { r.add(-r.mean) }
    let fine = hierarchy.fine
    let n = fine.shape[2]
    let rows = fine.shape[0] * fine.shape[1]
    hierarchy.withVectors { vectors in
      withRightSide(r) { hierarchy.cycle(vectors, MultigridRows(first: $0, stride: n)) }
      let x = vectors.solutions[0]
      let factor = 1 / scale
      r.values.withUnsafeMutableBufferPointer { u in
        for row in 0..<rows {
          let y = x + row * fine.stride + 1
          for m in 0..<n { u[row * n + m] = Scalar(factor * y[m]) }
        }
      }
    }
    if hierarchy.isSingular { r.add(-r.mean) }
  }

  /// W r in double precision; r itself where that is it.
  @inline(__always)
  private func withRightSide(
    _ r: Field<Scalar>, _ body: (UnsafePointer<Double>) -> Void
  ) {
    if weights == nil, let values = r.values as? [Double] {
      return values.withUnsafeBufferPointer { body($0.baseAddress!) }
    }
    var values = r.values.map { Double($0) }
    if let weights { Fields.scale(&values, by: weights) }
    values.withUnsafeBufferPointer { body($0.baseAddress!) }
  }
}
