import Fields
import Formulas
import Transforms

/// A u = f of an operator that is not symmetric. f is formed whenever it is asked for: while an iteration runs
/// nobody holds it.
struct NonsymmetricSystem<Scalar: TransformScalar> {
  /// A
  let op: any LinearOperator<Scalar>
  /// A function W that has the data; nil where they are 0 or part of f.
  let lift: Formula?
  /// Whether A u = f is an equation for u − W.
  let isLifted: Bool
  /// f, with what the data of the sides add to it.
  let right: () throws(SolverError) -> Field<Scalar>

  init(
    op: any LinearOperator<Scalar>, lift: Formula?, isLifted: Bool = false,
    right: @escaping () throws(SolverError) -> Field<Scalar>
  ) {
    (self.op, self.lift, self.isLifted, self.right) = (op, lift, isLifted, right)
  }
}
