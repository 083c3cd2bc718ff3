import Grids

extension Multigrid {
  /// What a hierarchy holds beside the form and the vectors of the iteration, in fields: the weights
  /// of P, two vectors for every level but the finest, the operators between the finest level and the
  /// last, and the factors of that one.
  ///
  /// - Parameters:
  ///   - direct: the most points of the last level; if nil, those of ``MultigridHierarchy/direct(_:)``.
  ///   - samples: at some places, the links along each axis.
  ///   - turns: whether their anisotropy is another one from place to place.
  ///   - strength: from which share of the strongest axis's links on an axis is made coarser.
  /// - Complexity: O(N^{2/3}) in the plane.
  static func fields(
    on grid: Grid, direct: Int? = nil, links samples: [[Double]], turns: Bool, strength: Double
  ) -> Double {
    let missing = 3 - grid.rank
    var shape = Array(repeating: 1, count: missing) + grid.shape
    let isPeriodic = Array(repeating: false, count: missing) + grid.axes.map(\.isPeriodic)
    var samples = samples.map { links in
      var along = SIMD4<Double>()
      for (a, link) in links.enumerated() { along[missing + a] = link }
      return along
    }
    func strengths() -> MultigridStrengths {
      let isWide = MultigridOffset.wide(shape)
      return MultigridStrengths(rows: 1, points: samples.count) { _ in
        var sum = MultigridStrengths.Sum()
        for along in samples { sum.add(along, isWide, strength: strength) }
        return sum
      }
    }
    let direct = direct ?? MultigridHierarchy.direct(shape)
    var (bytes, last, points) = (0, 0, 0)
    // In the plane no axis waits, and diagonals do not matter.
    var links = MultigridOffset.straight
    while let next = MultigridCoarsening(
      shape, isPeriodic, links: links, keepsEnds: keepsEnds(grid), direct: direct,
      strength: strength, turns: turns, strengths: strengths)
    {
      links = next.links
      let axes = next.axes
      shape = next.shape
      for a in 0..<3 where axes[a].isCoarsened {
        for i in samples.indices { samples[i][a] /= 4 }
      }
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
