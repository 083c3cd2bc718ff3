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
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  static func below<Scalar: TransformScalar>(
    _ stencil: MultigridStencil<Scalar>, scale: Double, keepsEnds: [MultigridEnds],
    isSingular: Bool,
    direct: Int?, strength: Double
  ) -> MultigridHierarchy {
    let direct = direct ?? MultigridHierarchy.direct(stencil.shape)
    var transfers: [MultigridTransfer] = []
    var matrices: [MultigridMatrix] = []
    if let coarsening = coarsening(of: stencil, keepsEnds, direct, strength) {
      let first = MultigridTransfer(coarsening)
      first.weigh(stencil)
      transfers.append(first)
      matrices.append(MultigridGalerkin(stencil, first).product(over: scale))
    }
    while let stencil = matrices.last?.stencil,
      let coarsening = coarsening(of: stencil, keepsEnds, direct, strength)
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
    grid.rank == 2 && links == 4 ? direct([1] + grid.shape) / 4 : nil
  }

  private static func coarsening<Scalar: TransformScalar>(
    of stencil: MultigridStencil<Scalar>, _ keepsEnds: [MultigridEnds], _ direct: Int,
    _ strength: Double
  ) -> MultigridCoarsening? {
    MultigridCoarsening(
      stencil.shape, stencil.isPeriodic, links: (14..<27).filter { stencil.links[$0] != nil },
      keepsEnds: keepsEnds, direct: direct, strength: strength
    ) { stencil.strengths }
  }

  /// Calls `body` with vectors for all levels.
  func withVectors(_ body: (MultigridVectors) -> Void) {
    let vectors = pool.withLock { $0.popLast() } ?? MultigridVectors(self)
    body(vectors)
    pool.withLock { $0.append(vectors) }
  }
}

extension MultigridStencil {
  /// The mean share of each axis's links among those of a point.
  var strengths: [Double] {
    let rows = shape[0] * shape[1]
    var shares = [SIMD4<Double>](repeating: SIMD4(), count: rows)
    shares.withUnsafeMutableBufferPointer { shares in
      // Every row has a place of its own.
      nonisolated(unsafe) let shares = shares
      Threads.forEachChunk(count: rows, minimum: 8192 / shape[2] + 1) { chunk in
        for r in chunk { shares[r] = strengths(row: r) }
      }
    }
    let sum = shares.reduce(SIMD4(), +)
    return [sum[0], sum[1], sum[2]]
  }

  private func strengths(row r: Int) -> SIMD4<Double> {
    let straight = MultigridOffset.straight.enumerated().compactMap { a, code in
      links[code].map { values in (values, mask([a], 1)) }
    }
    let diagonal = MultigridOffset.diagonals.compactMap { code, axes in
      links[code].map { values in (values, mask(axes, 2)) }
    }
    var result = SIMD4<Double>()
    for p in r * length..<(r + 1) * length {
      var along = SIMD4<Double>()
      for (values, mask) in straight { along += Double(values[p]) * mask }
      for (values, mask) in diagonal { along += Double(values[p]) * mask }
      let sum = along.sum()
      if sum > 0 { result += along / sum }
    }
    return result
  }

  private func mask(_ axes: [Int], _ value: Double) -> SIMD4<Double> {
    var mask = SIMD4<Double>()
    for a in axes { mask[a] = value }
    return mask
  }
}

extension MultigridOffset {
  /// The links that lead along several axes, and which.
  fileprivate static let diagonals: [(code: Int, axes: [Int])] =
    (14..<27).compactMap { code in
      let axes = axes(code)
      // Both diagonals stand for a link that is counted twice.
      return axes.count > 1 ? (code, axes) : nil
    }
}
