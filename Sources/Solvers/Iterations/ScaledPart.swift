import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// D (−Σ mᵢ ∂ᵢ² + q)⁻¹ D, D = a^{-1/2} sampled whenever it is applied: beside what leaves no room for D, as
/// operators with advection, whose a varies smoothly, and products on a finer grid.
///
/// With v = √a u the symmetric part has no contrast (``SymbolPreconditioner``), and of b·∇u there is
/// (b/a)·∇v left, and a potential: the contrast of a does not matter but for that of b/a.
struct ScaledPart<Scalar: TransformScalar>: NormPreconditioner {
  let space: FunctionSpace<Scalar>
  private let scheme: Scheme
  private let symbol: SymbolPreconditioner<Scalar>
  private let roots: PointSamples<Scalar>

  /// D about −Σ mᵢ ∂ᵢ² + q.
  ///
  /// - Throws: where the scheme has no symbol.
  init(
    _ problem: SecondOrderProblem, _ op: EllipticOperator, scheme: Scheme,
    in space: FunctionSpace<Scalar>
  ) throws(SolverError) {
    (self.space, self.scheme) = (space, scheme)
    roots = try PointSamples(problem.op.inverseRoot(on: space.grid), on: space.grid, nil)
    symbol = try SymbolPreconditioner(op, scheme: scheme, in: space)
  }

  /// The fields of what is sampled at once.
  static func fields(on grid: Grid) -> Double {
    Double(PointSamples<Scalar>.block(of: grid.shape)) / Double(grid.count)
  }

  /// - Parameter apply: A; the mean of D A D 1 is q.
  /// - Throws: where the scheme has no symbol.
  init(
    _ problem: SecondOrderProblem, means: [Scalar], scheme: Scheme, in space: FunctionSpace<Scalar>,
    _ apply: (Field<Scalar>) -> Field<Scalar>
  ) throws(SolverError) {
    let grid = space.grid
    let d = Field(sampling: problem.op.inverseRoot(on: grid), in: space)
    var image = apply(d)
    image.multiply(by: d.values)
    image.scaleEnds(by: 0.5)
    var q = image.values.withUnsafeBufferPointer { grid.meanInside($0) }
    if !(q.isFinite && q > 0) {
      let length = grid.axes.map(\.length).max()!
      q = grid.hasConstants ? means.max()! / Scalar(length * length) : 0
    }
    try self.init(
      problem,
      EllipticOperator(diffusion: means.map { Extended($0) }, reaction: Extended(q)),
      scheme: scheme, in: space)
  }

  /// Replaces r by M⁻¹ r.
  ///
  /// - Complexity: two transforms and two samples of a at each point; the memory of a few planes.
  func precondition(_ r: inout Field<Scalar>) {
    multiply(&r)
    symbol.precondition(&r)
    multiply(&r)
  }

  func square(
    of z: Field<Scalar>, _ scratch: inout (Field<Scalar>, Field<Scalar>)
  ) -> Scalar {
    scratch.0.scale(by: 0, adding: z)
    scale(&scratch.0, divideRow)
    return symbol.op.square(of: scratch.0, scheme: scheme, &scratch.1)
  }

  /// r ← D r
  private func multiply(_ r: inout Field<Scalar>) { scale(&r, multiplyRow) }

  /// Does it with D on whole rows.
  private func scale(
    _ r: inout Field<Scalar>,
    _ body: (UnsafeMutablePointer<Scalar>, UnsafePointer<Scalar>, Int) -> Void
  ) {
    let plane = space.count / space.grid.shape[0]
    r.values.withUnsafeMutableBufferPointer { r in
      // Threads write disjoint planes.
      nonisolated(unsafe) let r = r
      roots.forEachBlock(byThreads: true) { planes, values in
        body(r.baseAddress! + planes.lowerBound * plane, values.baseAddress!, values.count)
      }
    }
  }
}

extension SecondOrderOperator {
  /// (Π aᵢ)^{-1/2d}; a^{-1/2} for a scalar.
  fileprivate func inverseRoot(on grid: Grid) -> Formula {
    let a = grid.axes.indices.map { diffusion($0, $0) }
    let product = a.dropFirst().reduce(a[0]) { $0 * $1 }
    let mean =
      diffusion.isScalar || grid.rank == 1
      ? a[0] : grid.rank == 2 ? .sqrt(product) : .pow(product, Formula(1.0 / 3))
    return 1 / Formula.sqrt(mean)
  }
}

/// r ← d r
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func multiplyRow<Scalar: TransformScalar>(
  _ r: UnsafeMutablePointer<Scalar>, _ d: UnsafePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { r[i] *= d[i] }
}

/// r ← r/d
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func divideRow<Scalar: TransformScalar>(
  _ r: UnsafeMutablePointer<Scalar>, _ d: UnsafePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { r[i] /= d[i] }
}
