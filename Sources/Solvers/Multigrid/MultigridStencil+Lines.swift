import Transforms

extension MultigridStencil {
  /// One sweep of Gauss and Seidel over whole lines along an axis, by the colours of the others; each of its
  /// systems is solved: x ← x + T⁻¹ (b − S x) on a line, T the part of S within it.
  ///
  /// Lines of a colour have no link between them: neither the order nor the threads matter.
  func relaxLines<Vector: TransformScalar>(
    along axis: Int, _ x: UnsafeMutablePointer<Vector>, _ b: UnsafePointer<Vector>,
    _ colours: [[MultigridColour]], isReversed: Bool
  ) {
    let others = (0..<3).filter { $0 != axis }
    let pairs = colours[others[0]].flatMap { p in colours[others[1]].map { (p, $0) } }
    for (p, q) in isReversed ? pairs.reversed() : pairs {
      let lines = MultigridLines(self, along: axis, p, q)
      Threads.forEachChunk(count: lines.bundles, minimum: 8192 / lines.points + 1) { chunk in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: lines.capacity) { scratch in
          for bundle in chunk { lines.relax(bundle, x, b, scratch.baseAddress!) }
        }
      }
    }
  }
}
