import Synchronization

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
  ///   - direct: a system of as many points is solved directly.
  init(_ stencil: MultigridStencil, keepsFirst: [Bool], isSingular: Bool, direct: Int) {
    self.isSingular = isSingular
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
    var sums = [0.0, 0.0, 0.0]
    for i in 0..<shape[0] {
      for j in 0..<shape[1] {
        let here = row(i, j)
        for k in 0..<shape[2] {
          var along = SIMD4<Double>(repeating: 0)
          for a in 0..<3 {
            if let values = links[[22, 16, 14][a]] { along[a] = Double(values[here + k]) }
          }
          for (code, axes) in MultigridStencil.diagonals {
            guard let values = links[code] else { continue }
            for a in axes { along[a] += 2 * Double(values[here + k]) }
          }
          let sum = along.sum()
          guard sum > 0 else { continue }
          for a in 0..<3 { sums[a] += along[a] / sum }
        }
      }
    }
    return sums
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
