public import Fields
import Grids
public import Transforms

/// ∇·v = Σ ∂ᵢ vᵢ.
///
/// Each vᵢ lives in the space whose derivative along axis i is the result's, as the components of a
/// ``Field/gradient`` do. Traps where the derivatives' spaces differ.
///
/// - Complexity: two transforms an axis.
public func divergence<Scalar: TransformScalar>(_ v: [Field<Scalar>]) -> Field<Scalar> {
  precondition(!v.isEmpty && v.count == v[0].grid.rank, "a vector field has a component an axis")
  return v.indices.dropFirst().reduce(v[0].derivative(along: 0)) {
    $0 + v[$1].derivative(along: $1)
  }
}

/// ∇×v in space, [∂₂v₃ − ∂₃v₂, ∂₃v₁ − ∂₁v₃, ∂₁v₂ − ∂₂v₁]; in the plane [∂₁v₂ − ∂₂v₁], one component.
///
/// Traps where the spaces of a component's two derivatives differ; those of a ``Field/gradient``
/// agree.
///
/// - Complexity: four transforms a component.
public func curl<Scalar: TransformScalar>(_ v: [Field<Scalar>]) -> [Field<Scalar>] {
  precondition(v.count == v.first?.grid.rank, "a vector field has a component an axis")
  func rotation(_ i: Int, _ j: Int) -> Field<Scalar> {
    v[j].derivative(along: i) - v[i].derivative(along: j)
  }
  switch v.count {
  case 2: return [rotation(0, 1)]
  case 3: return [rotation(1, 2), rotation(2, 0), rotation(0, 1)]
  default: preconditionFailure("curl is defined in the plane and in space")
  }
}
