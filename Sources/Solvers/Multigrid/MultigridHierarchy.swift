import Grids
import RealModule
import Synchronization
import Transforms

/// Operators on coarser and coarser points, each Galerkin's product of the one before.
///
/// An axis is made coarser where its links are among the strong ones: the others' turn comes when
/// they have become as strong, so that relaxation at points is enough for an anisotropy that is the
/// same everywhere.
final class MultigridHierarchy: Sendable {
  /// The points of every level along the three axes, the finest first.
  let shapes: [[Int]]
  /// From every level but the last to the next.
  let transfers: [MultigridTransfer]
  /// The operators of the levels between the finest and the last: that one is factorised.
  let matrices: [MultigridMatrix]
  let coarsest: MultigridCoarsest
  /// What the coarser operators are divided by: single precision has a range of its own.
  let scale: Double
  /// Whether constants are the kernel.
  let isSingular: Bool
  /// Vectors that are free.
  private let pool = Mutex<[MultigridVectors]>([])

  /// A link is strong from this share of the strongest axis's on.
  static let strength = 0.4

  private init(
    shapes: [[Int]], transfers: [MultigridTransfer], matrices: [MultigridMatrix],
    coarsest: MultigridCoarsest, scale: Double, isSingular: Bool
  ) {
    self.shapes = shapes
    self.transfers = transfers
    self.matrices = matrices
    self.coarsest = coarsest
    self.scale = scale
    self.isSingular = isSingular
  }

  /// The levels below an operator.
  ///
  /// - Parameters:
  ///   - keepsEnds: for each axis which of its ends are kept.
  ///   - direct: a system of as many points is solved directly; nil where ``direct(_:)`` has the say.
  ///   - strength: from which share of the strongest axis's links on an axis is made coarser.
  ///   - turns: whether the anisotropy is another one from place to place.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  static func below<Scalar: TransformScalar>(
    _ stencil: MultigridStencil<Scalar>, scale: Double, keepsEnds: [MultigridEnds],
    isSingular: Bool,
    direct: Int?, strength: Double, turns: Bool
  ) -> MultigridHierarchy {
    let direct = direct ?? MultigridHierarchy.direct(stencil.shape)
    var transfers: [MultigridTransfer] = []
    var matrices: [MultigridMatrix] = []
    if let coarsening = coarsening(of: stencil, keepsEnds, direct, strength, turns) {
      let first = MultigridTransfer(coarsening)
      first.weigh(stencil)
      transfers.append(first)
      matrices.append(MultigridGalerkin(stencil, first).product(over: scale))
    }
    while let stencil = matrices.last?.stencil,
      let coarsening = coarsening(of: stencil, keepsEnds, direct, strength, turns)
    {
      let next = MultigridTransfer(coarsening)
      next.weigh(stencil)
      transfers.append(next)
      matrices.append(MultigridGalerkin(stencil, next).product(over: 1))
    }
    let last = matrices.popLast()
    return MultigridHierarchy(
      shapes: [stencil.shape] + transfers.map { $0.shapes[0] }, transfers: transfers,
      matrices: matrices,
      coarsest: withExtendedLifetime(last) {
        last.map { MultigridCoarsest($0.stencil, isSingular: isSingular) }
          ?? MultigridCoarsest(stencil, isSingular: isSingular)
      },
      scale: scale, isSingular: isSingular)
  }

  /// How many points are solved for directly.
  ///
  /// Islands closer than the points of a level are lost to it, so that this is as many as is cheap: in
  /// the plane M = 6.5 N^{2/3}, where the 10 M^{3/2} operations of nested dissection are O(N). From
  /// 1024 × 1024 points two steps lead there, and to squares of 8 points belong 2 × 2 of the last.
  static func direct(_ shape: [Int]) -> Int {
    guard shape.contains(1) else { return 1000 }
    return max(1000, Int(6.5 * Double.pow(Double(shape.reduce(1, *)), 2.0 / 3)))
  }

  /// In the plane a quarter of these where the finest level has four links a point: one level more, so that
  /// all is eight fields at most. What lies between two visits of a W costs next to no iterations.
  static func direct(_ grid: Grid, links: Int) -> Int? {
    links == 4 ? smallDirect(grid) : nil
  }

  /// In the plane a quarter of what is cheap, for the memory.
  static func smallDirect(_ grid: Grid) -> Int? {
    grid.rank == 2 ? direct([1] + grid.shape) / 4 : nil
  }

  private static func coarsening<Scalar: TransformScalar>(
    of stencil: MultigridStencil<Scalar>, _ keepsEnds: [MultigridEnds], _ direct: Int,
    _ strength: Double,
    _ turns: Bool
  ) -> MultigridCoarsening? {
    MultigridCoarsening(
      stencil.shape, stencil.isPeriodic, links: (14..<27).filter { stencil.links[$0] != nil },
      keepsEnds: keepsEnds, direct: direct, strength: strength, turns: turns
    ) { stencil.strengths(beside: strength) }
  }

  /// Calls `body` with vectors for all levels.
  func withVectors(_ body: (MultigridVectors) -> Void) {
    let vectors = pool.withLock { $0.popLast() } ?? MultigridVectors(self)
    body(vectors)
    pool.withLock { $0.append(vectors) }
  }
}
