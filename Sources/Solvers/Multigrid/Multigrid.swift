public import Fields
import Grids
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
/// contrast across jumps: their derivatives reach over it.
///
/// - Complexity: set-up O(N), cycle O(N).
public struct Multigrid<Scalar: TransformScalar>: CorrectingPreconditioner {
  /// The space it acts on.
  public let space: FunctionSpace<Scalar>
  /// The operator of the finest level.
  let finest: Finest
  let hierarchy: MultigridHierarchy
  /// Sweeps over the finest points before and after.
  private let sweeps: Int

  /// The points of every level along the axes of the grid, the finest first.
  public var levels: [[Int]] {
    hierarchy.shapes.map { Array($0.suffix(space.grid.rank)) }
  }

  /// The operator of the finest level, W A.
  enum Finest: Sendable {
    /// One that is held by another, too.
    case given(EdgeForm<Scalar>)
    /// One in single precision.
    case rounded(RoundedEdges<Scalar>)
  }

  /// The cycle for W A, the sum over edges.
  ///
  /// - Parameter turns: whether the anisotropy is another one from place to place.
  init(
    _ edges: EdgeForm<Scalar>, in space: FunctionSpace<Scalar>, direct: Int?, turns: Bool
  ) {
    self.space = space
    sweeps = 1
    finest = .given(edges)
    let largest = Double(edges.largest)
    let isSingular = space.grid.hasConstants && edges.diagonal.allSatisfy { $0 == 0 }
    hierarchy = edges.withStencil(isPointwise: true) {
      MultigridHierarchy.below(
        $0, scale: largest > 0 ? largest : 1, keepsEnds: Self.keepsEnds(space.grid),
        isSingular: isSingular, direct: direct, strength: MultigridHierarchy.strength,
        turns: turns)
    }
  }

  /// The cycle for W A, a sum over edges in single precision.
  init(
    _ rounded: RoundedEdges<Scalar>, in space: FunctionSpace<Scalar>, direct: Int?, turns: Bool,
    sweeps: Int = 1, strength: Double = MultigridHierarchy.strength
  ) {
    self.space = space
    self.sweeps = sweeps
    finest = .rounded(rounded)
    hierarchy = rounded.edges.withStencil(isPointwise: true) {
      MultigridHierarchy.below(
        $0, scale: 1, keepsEnds: Self.keepsEnds(space.grid),
        isSingular: space.grid.hasConstants && !rounded.hasDiagonal, direct: direct,
        strength: strength, turns: turns)
    }
  }

  /// For each of three axes, the grid's the last ones, which of its ends are kept.
  static func keepsEnds(_ grid: Grid) -> [MultigridEnds] {
    Array(repeating: MultigridEnds(), count: 3 - grid.rank) + grid.axes.map { MultigridEnds($0) }
  }

  /// Replaces r by M⁻¹ r.
  ///
  /// - Complexity: a cycle; a field of scratch.
  public func precondition(_ r: inout Field<Scalar>) {
    Swift.precondition(r.space == space, "a field of another space")
    if hierarchy.isSingular { r.add(-r.mean) }
    var b = r
    b.scaleEnds(by: 0.5)
    correct(&r, from: b)
    if hierarchy.isSingular { r.add(-r.mean) }
  }

  /// z ← M⁻¹ W⁻¹ r, of zero mean only up to the sweeps' where constants are the kernel.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func correct(_ z: inout Field<Scalar>, from r: Field<Scalar>) {
    r.values.withUnsafeBufferPointer { b in
      z.values.withUnsafeMutableBufferPointer { x in
        switch finest {
        case .given(let edges):
          edges.withStencil {
            hierarchy.cycle($0, b.baseAddress!, to: x.baseAddress!, sweeps: sweeps)
          }
        case .rounded(let rounded):
          rounded.edges.withStencil {
            hierarchy.cycle($0, b.baseAddress!, to: x.baseAddress!, sweeps: sweeps)
          }
          rounded.divide(x)
        }
      }
    }
  }
}
