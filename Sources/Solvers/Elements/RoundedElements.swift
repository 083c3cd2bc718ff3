import Fields
import Grids
import RealModule
import Transforms

/// Multilinear elements of the plane, or differences with mixed derivatives there: their matrix in single
/// precision while the residual is large, then its residual made that of A, or A without a matrix.
///
/// The matrix has weights of both signs. Where a jump cuts an element, what rounding changes is 2⁻²⁴ of
/// the larger a, and a function may have the energy of the smaller one only: δ has the contrast as a factor.
///
/// In a cell of the plane the diagonals of differences have the weights ±a₁₂/2h₁h₂. Beside the energy of
/// a₁₁ and a₂₂ there, with means gᵢ of the slopes,
///
///     |a₁₂|/2h₁h₂ ((h₁g₁ + h₂g₂)² + (h₁g₁ − h₂g₂)²) ≤ max(t, 1/t) (a₁₁g₁² + a₂₂g₂²),   t² = h₁²a₂₂/h₂²a₁₁:
///
/// no jump is seen, but the anisotropy of one cell, at most the root of the contrast of all aᵢᵢ. In both a
/// tensor may leave λ of the energy of its diagonal, the least eigenvalue of its correlation.
struct RoundedElements<Scalar: TransformScalar>: RoundedMatrix {
  let edges: RoundedEdges<Scalar>
  /// A
  let form: ElementForm<Scalar>

  init(_ edges: RoundedEdges<Scalar>, _ form: ElementForm<Scalar>) {
    self.edges = edges
    self.form = form
  }

  var space: FunctionSpace<Scalar> { form.space }

  var rounding: Double {
    let contrast = form.range.upperBound / form.range.lowerBound
    let factor =
      switch form.rows {
      case .elements: contrast
      case .differences:
        contrast.squareRoot() * Double(spacings.max()! / spacings.min()!)
      }
    return Self.unitRounding * min(factor / form.definiteness, 0x1p20)
  }

  private var spacings: [Extended] { space.grid.axes.map(\.spacing) }

  var exact: (any IterationMatrix<Scalar>)? { Exact(form: form, edges: edges) }

  func restore(_ r: inout Field<Scalar>, of x: Field<Scalar>, _ z: inout Field<Scalar>) {
    edges.edges.apply(x.values, to: &z.values)
    r.add(1, times: z)
    form.apply(x, to: &z)
    z.scaleEnds(by: 0.5)
    r.add(-1 / edges.unit, times: z)
  }

  /// A/υ
  private struct Exact: IterationMatrix {
    let form: ElementForm<Scalar>
    let edges: RoundedEdges<Scalar>

    var space: FunctionSpace<Scalar> { form.space }

    func advance(
      _ x: inout Field<Scalar>, _ alpha: Scalar, _ p: inout Field<Scalar>, _ beta: Scalar,
      _ z: inout Field<Scalar>
    ) -> Scalar {
      let curvature = form.advance(&x, alpha, &p, beta, &z)
      edges.divide(&z)
      return curvature / edges.unit
    }
  }
}
