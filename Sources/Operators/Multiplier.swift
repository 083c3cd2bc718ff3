import Discretizations
import Grids
public import Transforms

/// A Fourier multiplier m(D): an operator that is a number at every mode.
///
///     (m(D) u)^ = m(κ) û
///
/// Acts on fields and coefficients of every grid and leaves their space as it is. Functions of λ,
/// the eigenvalue of −Δ (or of a scheme's −Δ_h), act on every kind of axis; general symbols by the
/// rules of ``init(complex:)``. Multipliers are sums and products of each other and of numbers, and
/// all commute:
///
///     let A: Multiplier<Double> = .identity - 0.1 * .laplacian
///     let r = A(u) - f
///
/// Exact for every function of the space; a last mode is multiplied by the mean of m over ±κ.
public struct Multiplier<Scalar: TransformScalar>: Sendable {
  /// A step of the symbol's evaluation on a stack of rows.
  enum Instruction: Sendable {
    case constant(Scalar)
    /// w(λ_h)
    case weight(Symbol<Scalar>.Weight, Scheme)
    case general(GeneralSymbol<Scalar>)
    case add
    case multiply
    case scale(Scalar)
  }

  /// The symbol in postfix order.
  let program: [Instruction]

  init(_ program: [Instruction]) { self.program = program }

  /// The number c at every mode.
  public init(_ c: Scalar) { self.init([.constant(c)]) }

  /// A real symbol m(κ) of the angular frequencies, one an axis.
  ///
  /// - Precondition: where it is applied, m is even in κ on every bounded axis, and m(−κ) = m(κ).
  public init(_ symbol: @escaping @Sendable (_ kappa: [Scalar]) -> Scalar) {
    self.init([.general(.init(isComplex: false) { (symbol($0), 0) })])
  }

  /// A complex symbol m(κ) of the angular frequencies, one an axis.
  ///
  /// - Precondition: where it is applied, m is even in κ on every bounded axis, m(−κ) is the
  ///   conjugate of m(κ), and some axis is periodic: a real function stays real.
  public init(complex symbol: @escaping @Sendable (_ kappa: [Scalar]) -> (re: Scalar, im: Scalar)) {
    self.init([.general(.init(isComplex: true, value: symbol))])
  }

  /// Whether the symbol is real: the operator is then self-adjoint.
  public var isReal: Bool {
    program.allSatisfy {
      if case .general(let symbol) = $0 { return !symbol.isComplex }
      return true
    }
  }
}
