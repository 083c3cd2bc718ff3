public import Fields
import Grids
import Transforms

extension Multigrid {
  /// The cycle for differences of order 2 of an operator.
  ///
  /// - Parameters:
  ///   - op: its tensor's diagonal counts; advection does not.
  ///   - faces: what stands between two points; as in the scheme whose system is solved.
  ///   - direct: a level of as many points is the coarsest, and solved directly; if nil, of as many as
  ///     cost no more to eliminate than the finest points cost to set up, O(N^{2/3}) in the plane.
  /// - Throws: ``SolverError/coefficient(_:value:point:)``
  public init(
    _ op: SecondOrderOperator, faces: FaceRule = .sampled, in space: FunctionSpace<Scalar>,
    direct: Int? = nil
  ) throws(SolverError) {
    let form = try FluxForm(
      FaceCoefficients(
        space: space, diffusion: (0..<space.grid.rank).map { op.diffusion($0, $0) }, rule: faces),
      reaction: op.reaction)
    self.init(
      RoundedEdges(form.edges), in: space, direct: direct,
      turns: AxisRatios(op, on: space.grid).turns)
  }
}

extension EdgeForm {
  /// Calls `body` with the form as a stencil, in its own memory; where s is wanted point by point, as
  /// to set the levels up, with a field of it if need be.
  @inline(__always)
  func withStencil<Result>(
    isPointwise: Bool = false, _ body: (MultigridStencil<Scalar>) -> Result
  ) -> Result {
    precondition(
      !sharesDiagonals || !isPeriodic.dropFirst().contains(true),
      "a cell begins at its first corner")
    let missing = 3 - shape.count
    func call(
      _ w: UnsafeBufferPointer<Scalar>, _ excess: UnsafeMutablePointer<Scalar>?,
      _ rows: EdgeDiagonal<Scalar>?
    ) -> Result {
      var links = [UnsafeMutablePointer<Scalar>?](repeating: nil, count: 27)
      for (k, offset) in offsets.enumerated() {
        let o = Array(repeating: 0, count: missing) + offset
        // Nothing writes to the finest level.
        links[MultigridOffset.code(o)] =
          UnsafeMutablePointer(mutating: w.baseAddress!) + range(ofOffset: k).lowerBound
      }
      if sharesDiagonals {
        for offset in offsets {
          let shared = links[MultigridOffset.code(Array(repeating: 0, count: missing) + offset)]!
          for other in Self.mirrored(offset) {
            // Their weight stands at the cell's first corner, before theirs.
            let back = zip(other, shape).reduce(0) { $0 * $1.1 + min(0, $1.0) }
            links[MultigridOffset.code(Array(repeating: 0, count: missing) + other)] = shared + back
          }
        }
      }
      return body(
        MultigridStencil(
          shape: Array(repeating: 1, count: missing) + shape,
          isPeriodic: Array(repeating: false, count: missing) + isPeriodic, excess: excess,
          rows: rows, links: links))
    }
    return weights.withUnsafeBufferPointer { w in
      guard let rows else { return call(w, UnsafeMutablePointer(mutating: w.baseAddress!), nil) }
      guard isPointwise else { return call(w, nil, rows) }
      var s = rows.values
      return s.withUnsafeMutableBufferPointer { call(w, $0.baseAddress!, nil) }
    }
  }
}
