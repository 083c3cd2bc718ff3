public import Formulas

/// a∇: what stands under a divergence, a a number, a function, one an axis, or a symmetric matrix.
///
///     2 * .gradient        a * .gradient        [a, b] * .gradient        [[a, b], [b, c]] * .gradient
public struct Flux: Sendable {
  /// a
  public let diffusion: SecondOrderOperator.Diffusion

  init(_ diffusion: SecondOrderOperator.Diffusion) { self.diffusion = diffusion }

  /// ∇
  public static let gradient = Flux(.scalar(1))

  /// a · (b∇)
  public static func * (a: Formula, flux: Flux) -> Flux {
    switch flux.diffusion {
    case .scalar(let b): Flux(.scalar(a * b))
    case .diagonal(let b): Flux(.diagonal(b.map { a * $0 }))
    case .tensor(let b): Flux(.tensor(b.map { $0.map { a * $0 } }))
    }
  }

  /// (a₁∂₁, a₂∂₂, …); traps where the flux is not a multiple of ∇.
  public static func * (a: [Formula], flux: Flux) -> Flux {
    Flux(.diagonal(a.map { $0 * flux.factor }))
  }

  /// The matrix a times ∇; traps where the flux is not a multiple of ∇.
  public static func * (a: [[Formula]], flux: Flux) -> Flux {
    Flux(.tensor(a.map { $0.map { $0 * flux.factor } }))
  }

  /// b of b∇.
  private var factor: Formula {
    guard case .scalar(let b) = diffusion else {
      preconditionFailure("a matrix times a multiple of the gradient, not of another flux")
    }
    return b
  }
}
