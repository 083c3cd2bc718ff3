public import Fields
public import Formulas
public import Transforms

/// A discrete solution.
public struct Solution<Scalar: TransformScalar>: Sendable {
  /// Nodal values.
  public var u: Field<Scalar>
  /// W: a function with the boundary data; the method means R(u − W) + W. nil for homogeneous data.
  public var lift: Formula?
  /// The mean of the scheme's right-hand side that was projected out.
  public var meanDefect: Scalar
  /// Why the lifting is not as deep as was asked; nil where it is.
  public var liftLimit: LiftLimit?
  /// What the iteration did; nil where the operator is diagonal.
  public var iteration: IterationRecord?

  /// The number of iterations; 0 where the operator is diagonal.
  public var iterations: Int { iteration?.iterations ?? 0 }

  /// The dual norm of the residual over that of the right-hand side, before the first iteration and
  /// after each; empty where the operator is diagonal.
  public var history: [Double] { iteration?.history ?? [] }

  /// Nodal values with their lift.
  public init(u: Field<Scalar>, lift: Formula?, meanDefect: Scalar) {
    self.u = u
    self.lift = lift
    self.meanDefect = meanDefect
  }
}
