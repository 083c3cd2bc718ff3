import Grids

extension Multigrid {
  /// What a hierarchy holds beside the form and the vectors of the iteration, in fields: the weights
  /// of P, two vectors for every level but the finest, the operators between the finest level and the
  /// last, and the factors of that one.
  ///
  /// - Parameters:
  ///   - direct: the most points of the last level; if nil, those of ``MultigridHierarchy/direct(_:)``.
  ///   - diffusion: what a is along each axis, as far as it is an anisotropy of the whole.
  ///   - strength: from which share of the strongest axis's links on an axis is made coarser.
  /// - Complexity: O(N^{2/3}) in the plane.
  static func fields(
    on grid: Grid, direct: Int? = nil, diffusion: [Double], strength: Double
  ) -> Double {
    let missing = 3 - grid.rank
    var shape = Array(repeating: 1, count: missing) + grid.shape
    let isPeriodic = Array(repeating: false, count: missing) + grid.axes.map(\.isPeriodic)
    var strengths =
      Array(repeating: 0, count: missing)
      + zip(diffusion, grid.axes).map { $0 / Double($1.spacing * $1.spacing) }
    let direct = direct ?? MultigridHierarchy.direct(shape)
    var (bytes, last, points) = (0, 0, 0)
    // In the plane no axis waits, and diagonals do not matter.
    var links = MultigridOffset.straight
    while let next = MultigridCoarsening(
      shape, isPeriodic, links: links, keepsEnds: keepsEnds(grid), direct: direct,
      strength: strength, strengths: { strengths })
    {
      links = next.links
      let axes = next.axes
      shape = next.shape
      for a in 0..<3 where axes[a].isCoarsened { strengths[a] /= 4 }
      last = MultigridMatrix.size(next)
      points = shape.reduce(1, *)
      bytes +=
        MemoryLayout<Int16>.stride * MultigridTransfer.size(axes)
        + MemoryLayout<Float>.stride * (last + 2 * points)
    }
    // The last operator is not kept, and b stands in the place of x there.
    bytes += MultigridCoarsest.bytes(shape: shape, isPeriodic: isPeriodic)
    bytes -= MemoryLayout<Float>.stride * (last + points)
    return Double(bytes) / Double(MemoryLayout<Scalar>.stride * grid.count)
  }
}

extension MultigridCoarsest {
  /// The memory of the factors of so many points, and of a solve's scratch.
  fileprivate static func bytes(shape: [Int], isPeriodic: [Bool]) -> Int {
    let dissection = MultigridDissection(shape: shape, isPeriodic: isPeriodic)
    let count = shape.reduce(1, *)
    let perPoint =
      2 * MemoryLayout<Double>.stride + MemoryLayout<Float>.stride + MemoryLayout<Int32>.stride
    return perPoint * count
      + dissection.parts.reduce(0) { $0 + $1.entries } * MemoryLayout<Int16>.stride
      + dissection.rings.count * MemoryLayout<Int32>.stride
      + dissection.parts.count * MemoryLayout<MultigridDissection.Part>.stride
  }
}
