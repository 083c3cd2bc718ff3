import RealModule
import Synchronization
import Transforms

/// Operators on coarser and coarser points, each Galerkin's product of the one before.
///
/// An axis is made coarser where its links are among the strong ones: the others' turn comes when
/// they have become as strong, so that relaxation at points is enough for an anisotropy that is the
/// same everywhere.
final class MultigridHierarchy: Sendable {
  /// A level and the way to the next.
  struct Level: Sendable {
    let stencil: MultigridStencil
    let transfer: MultigridTransfer
  }

  let levels: [Level]
  /// The last operator.
  let last: MultigridStencil
  let coarsest: MultigridCoarsest
  /// Whether constants are the kernel.
  let isSingular: Bool
  /// Vectors that are free.
  private let pool = Mutex<[MultigridVectors]>([])

  /// A link is strong from this share of the strongest axis's on.
  private static let strength = 0.4

  /// - Parameters:
  ///   - keepsFirst: for each axis whether its first point is kept.
  ///   - direct: a system of as many points is solved directly; nil where ``direct(_:)`` has the say.
  init(_ stencil: MultigridStencil, keepsFirst: [Bool], isSingular: Bool, direct: Int?) {
    self.isSingular = isSingular
    let direct = direct ?? MultigridHierarchy.direct(stencil)
    var (levels, stencil) = ([Level](), stencil)
    while let axes = MultigridHierarchy.coarsening(of: stencil, keepsFirst, direct) {
      let transfer = MultigridTransfer(axes)
      transfer.weigh(stencil)
      levels.append(Level(stencil: stencil, transfer: transfer))
      stencil = MultigridGalerkin(stencil, transfer).product()
    }
    self.levels = levels
    last = stencil
    coarsest = MultigridCoarsest(stencil, isSingular: isSingular)
  }

  /// How many points are solved for directly.
  ///
  /// Islands closer than the points of a level are lost to it, so that this is as many as is cheap: in
  /// the plane M = 6.5 N^{2/3}, where the 10 M^{3/2} operations of nested dissection are O(N). From
  /// 1024 × 1024 points two steps lead there, and to squares of 8 points belong 2 × 2 of the last.
  private static func direct(_ stencil: MultigridStencil) -> Int {
    guard stencil.shape.contains(1) else { return 1000 }
    return max(1000, Int(6.5 * Double.pow(Double(stencil.count), 2.0 / 3)))
  }

  /// Which points of which axes are left out; nil where the system is solved directly: it is small,
  /// or has one axis.
  private static func coarsening(
    of stencil: MultigridStencil, _ keepsFirst: [Bool], _ direct: Int
  ) -> [MultigridAxis]? {
    let shape = stencil.shape
    guard stencil.count > direct, shape.filter({ $0 > 1 }).count > 1,
      shape.contains(where: { $0 > 2 })
    else { return nil }
    let strengths = stencil.strengths
    let strongest = (0..<3).filter { shape[$0] > 2 }.map { strengths[$0] }.max() ?? 0
    let axes = (0..<3).map { a in
      MultigridAxis(
        count: shape[a], isPeriodic: stencil.isPeriodic[a], keepsFirst: keepsFirst[a],
        isCoarsened: shape[a] > 2 && strengths[a] >= strength * strongest)
    }
    // Coefficients that are not numbers have no strength.
    return axes.contains(where: \.isCoarsened) ? axes : nil
  }

  /// Calls `body` with vectors for all levels.
  func withVectors(_ body: (MultigridVectors) -> Void) {
    let vectors = pool.withLock { $0.popLast() } ?? MultigridVectors(self)
    body(vectors)
    pool.withLock { $0.append(vectors) }
  }

  /// The length of the fine vector.
  var fine: MultigridStencil { levels.first?.stencil ?? last }
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
    let straight = [22, 16, 14].enumerated().compactMap { a, code in
      links[code].map { values in (values, mask([a], 1)) }
    }
    let diagonal = MultigridStencil.diagonals.compactMap { code, axes in
      links[code].map { values in (values, mask(axes, 2)) }
    }
    var result = SIMD4<Double>()
    for p in r * stride + 1..<r * stride + 1 + shape[2] {
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

  /// The links that lead along several axes, and which.
  private static let diagonals: [(code: Int, axes: [Int])] =
    (14..<27).compactMap { code in
      let o = [code / 9 - 1, code / 3 % 3 - 1, code % 3 - 1]
      let axes = (0..<3).filter { o[$0] != 0 }
      // Both diagonals stand for a link that is counted twice.
      return axes.count > 1 ? (code, axes) : nil
    }
}

/// Solutions and right-hand sides on all levels.
final class MultigridVectors: @unchecked Sendable {
  /// x on every level, with ghosts.
  let solutions: [UnsafeMutablePointer<Double>]
  /// b on every level but the first.
  let sources: [UnsafeMutablePointer<Double>]

  init(_ hierarchy: MultigridHierarchy) {
    func zeros(_ stencil: MultigridStencil) -> UnsafeMutablePointer<Double> {
      let p = UnsafeMutablePointer<Double>.allocate(capacity: stencil.size)
      p.initialize(repeating: 0, count: stencil.size)
      return p
    }
    let stencils = hierarchy.levels.map(\.stencil) + [hierarchy.last]
    solutions = stencils.map(zeros)
    sources = stencils.dropFirst().map(zeros)
  }

  deinit { for p in solutions + sources { p.deallocate() } }
}
