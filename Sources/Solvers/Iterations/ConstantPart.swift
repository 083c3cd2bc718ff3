import Discretizations
import Fields
import Grids
import RealModule
import Transforms

/// (−Σ āᵢ∂ᵢ² + c̄)⁻¹, a symbol of the scheme itself: the norm in which an operator that is not
/// symmetric is bounded and coercive.
struct ConstantPart<Scalar: TransformScalar>: NormPreconditioner {
  let space: FunctionSpace<Scalar>
  let op: EllipticOperator
  let scheme: Scheme

  /// The means of aᵢ and of c, at least 0, over the points. Where only Robin sides hold u, a c̄ that
  /// does.
  ///
  /// - Throws: ``SolverError/coefficient(_:value:point:)`` where some aᵢ < 0.
  init(
    _ problem: SecondOrderProblem, scheme: Scheme, in space: FunctionSpace<Scalar>
  ) throws(SolverError) {
    self.space = space
    self.scheme = scheme
    let grid = space.grid
    var means: [Extended] = []
    for i in grid.axes.indices {
      let a = Field(sampling: problem.op.diffusion(i, i), in: space)
      try a.checkCoefficient("diffusion")
      means.append(Extended(a.mean))
    }
    // An axis without diffusion of its own has some of the others'.
    let largest = means.max()!
    var c = Extended(Field(sampling: problem.op.reaction, in: space).mean)
    if grid.hasConstants, !(c > 0), !problem.isSingular(on: grid) {
      let length = grid.axes.map(\.length).max()!
      c = largest / (length * length)
    }
    op = EllipticOperator(
      diffusion: means.map { $0 > 0 ? $0 : largest > 0 ? largest : 1 }, reaction: max(c, 0))
    // The symbol is there, or its absence known, before the iteration begins.
    var zero = Field(in: space)
    try op.solve(inPlace: &zero, scheme: scheme)
  }

  /// Replaces r by M⁻¹ r; constants in the kernel are projected out.
  func precondition(_ r: inout Field<Scalar>) {
    if op.isSingular(on: space.grid) { r.add(-r.mean) }
    // It has thrown before, if ever.
    try? op.solve(inPlace: &r, scheme: scheme)
  }

  func square(
    of z: Field<Scalar>, _ scratch: inout (Field<Scalar>, Field<Scalar>)
  ) -> Scalar {
    op.square(of: z, scheme: scheme, &scratch.0)
  }
}

extension EllipticOperator {
  /// (A z, z) by the grid's quadrature, A as a scheme sees it whose coefficients are its nodal values; A z
  /// is written where it is told.
  ///
  /// - Complexity: two transforms.
  func square<Scalar: TransformScalar>(
    of z: Field<Scalar>, scheme: Scheme, _ image: inout Field<Scalar>
  ) -> Scalar {
    image.assign(z, multipliedBy: symbol(scheme, on: z.grid, Scalar.self)!)
    return image.inner(z)
  }
}
