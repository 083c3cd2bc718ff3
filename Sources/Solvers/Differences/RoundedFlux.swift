import Fields
import Formulas
import RealModule
import Transforms

/// Differences of order 2 in single precision, whose residual is made A's when it has become small.
///
/// As no weight is negative, the residuals of A and Ã differ in the dual norm by 2⁻²⁴ of the energy of x
/// at most, whatever the contrast: made right when ρ of the first one is left, it stays so to 2⁻²⁴ ρ.
struct RoundedFlux<Scalar: TransformScalar>: RoundedMatrix {
  let space: FunctionSpace<Scalar>
  let edges: RoundedEdges<Scalar>
  /// A
  private let slabs: FluxSlabs<Scalar>

  /// - Parameter form: of coefficients.
  init(_ form: FluxForm<Scalar>, reaction: Formula) {
    space = form.space
    edges = RoundedEdges(form.edges)
    slabs = FluxSlabs(form, reaction: reaction)
  }

  var rounding: Double { Self.unitRounding }
  var exact: (any IterationMatrix<Scalar>)? { nil }

  func restore(_ r: inout Field<Scalar>, of x: Field<Scalar>, _ z: inout Field<Scalar>) {
    edges.edges.apply(x.values, to: &z.values)
    slabs.subtract(x, over: edges.unit, from: &z)
    r.add(1, times: z)
  }
}
