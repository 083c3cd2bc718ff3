public import Fields
import Grids
import RealModule
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
    self.init(form, direct: direct)
  }

  /// The cycle for a sum over edges.
  init(_ form: FluxForm<Scalar>, direct: Int? = nil) {
    let isSingular = form.space.grid.hasConstants && form.edges.diagonal.allSatisfy { $0 == 0 }
    let ends = form.edges.weights.withUnsafeBufferPointer { extremes($0) }
    let largest = Double(max(ends.lower.magnitude, ends.upper.magnitude))
    let scale = largest > 0 ? largest : 1
    self.init(
      MultigridStencil(form.edges, scale: scale), scale: scale, isSingular: isSingular,
      in: form.space, direct: direct)
  }
}

extension MultigridStencil {
  /// The form divided by `scale`: conductances are the weights of edges.
  convenience init<Scalar: TransformScalar>(_ edges: EdgeForm<Scalar>, scale: Double) {
    let missing = [Int](repeating: 1, count: 3 - edges.shape.count)
    let offsets = edges.offsets.map { missing.map { _ in 0 } + $0 }
    self.init(
      shape: missing + edges.shape,
      isPeriodic: missing.map { _ in false } + edges.isPeriodic,
      codes: offsets.map(MultigridStencil.code))
    edges.weights.withUnsafeBufferPointer { w in
      copy(w.baseAddress!, to: excess, scale)
      for (k, o) in offsets.enumerated() {
        // A point that is its own neighbour has no link.
        guard zip(o, shape).allSatisfy({ $0 == 0 || $1 > 1 }) else { continue }
        copy(
          w.baseAddress! + edges.range(ofOffset: k).lowerBound,
          to: links[MultigridStencil.code(o)]!,
          scale)
      }
    }
    closeRows()
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  private func copy<Scalar: TransformScalar>(
    _ w: UnsafePointer<Scalar>, to k: UnsafeMutablePointer<Float>, _ scale: Double
  ) {
    let n = shape[2]
    for r in 0..<shape[0] * shape[1] {
      for m in 0..<n { k[r * stride + 1 + m] = Float(Double(w[r * n + m]) / scale) }
    }
  }
}
