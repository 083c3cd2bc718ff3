/// What an iteration did.
public struct IterationRecord: Hashable, Sendable {
  /// The preconditioner in use; never `auto`.
  public var preconditioner: IterationOptions.Preconditioner
  /// The dual norm of the residual over that of the right-hand side, before the first iteration and
  /// after each.
  public var history: [Double]
  /// Lanczos' estimates of c and C in c‖u‖ ≤ √a(u, u) ≤ C‖u‖, ‖·‖ the norm of the preconditioner in
  /// use; nil for an iteration that is not symmetric.
  public var constants: ClosedRange<Double>?
  /// The least and the largest a.
  public var diffusionRange: ClosedRange<Double>

  /// α in (A u, u) ≥ α ‖u‖²_{H¹}, the constant of Lax and Milgram's theorem, of an operator that is
  /// not symmetric: not above 0 where that theorem does not apply; nil where it is not known.
  public var coercivity: Double?

  /// The number of iterations.
  public var iterations: Int { history.count - 1 }

  /// What was achieved: the last of the history; NaN for an iteration that did not start.
  public var residual: Double { history.last ?? .nan }

  /// A record.
  public init(
    preconditioner: IterationOptions.Preconditioner, history: [Double],
    constants: ClosedRange<Double>?, diffusionRange: ClosedRange<Double>,
    coercivity: Double? = nil
  ) {
    self.preconditioner = preconditioner
    self.history = history
    self.constants = constants
    self.diffusionRange = diffusionRange
    self.coercivity = coercivity
  }
}
