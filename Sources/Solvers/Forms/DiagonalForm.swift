public import Discretizations
public import Fields
public import Grids
public import Norms
import RealModule
public import Transforms

/// A form that is diagonal in the grid's basis: a(u, u) = Σ μ_k w_k |û_k|².
///
/// Its operator is the multiplication of the coefficients by w.
public struct DiagonalForm<Scalar: TransformScalar>: SymmetricForm {
  /// The space it lives on.
  public let space: FunctionSpace<Scalar>
  /// w
  public let symbol: Symbol<Scalar>
  /// The last modes' shares of their energy on the grid; nil where all are 1.
  private let shares: [[Scalar]]?

  /// Σ μ w |û|², last modes by their policy.
  public init(
    _ symbol: Symbol<Scalar>, in space: FunctionSpace<Scalar>, lastMode: LastMode = .parseval
  ) {
    self.space = space
    self.symbol = symbol
    shares =
      lastMode == .parseval
      ? nil
      : space.grid.tabulate { axis, i in
        Scalar(axis.squareNorm(i, lastMode: lastMode) / axis.squareNorm(i))
      }
  }

  /// The square of a norm; nil where the norm is not a weight or the scheme not conforming.
  public init?(
    _ norm: Norm, scheme: Scheme, in space: FunctionSpace<Scalar>, lastMode: LastMode = .parseval
  ) {
    guard let symbol: Symbol<Scalar> = norm.symbol(scheme, on: space.grid) else { return nil }
    self.init(symbol, in: space, lastMode: scheme.isSpectral ? lastMode : .parseval)
  }

  /// A u: two transforms.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func applied(to u: Field<Scalar>) -> Field<Scalar> {
    var uHat = Coefficients(u)
    uHat.multiply(by: symbol)
    if let shares { uHat.multiply(by: Symbol(.products([.init(1, shares)]))) }
    return Field(consuming: uHat)
  }

  /// A⁺ f: f̂/w, and 0 where w is 0. Two transforms.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func pseudoinverse(_ f: Field<Scalar>) -> Field<Scalar> {
    var fHat = Coefficients(f)
    let reciprocal = { (tables: [[Scalar]]) in tables.map { $0.map { $0 == 0 ? 0 : 1 / $0 } } }
    let ones = Symbol<Scalar>.Product(1, space.grid.tabulate { _, _ in 1 })
    if let numerator = symbol.numerator {
      fHat.multiply(by: Symbol(symbol.rule))
      fHat.multiply(
        by: Symbol(
          .products([.init(1 / numerator.coefficient, reciprocal(numerator.tables))])))
    } else {
      fHat.multiply(by: Symbol(symbol.rule, numerator: ones))
    }
    if let shares { fHat.multiply(by: Symbol(.products([.init(1, reciprocal(shares))]))) }
    return Field(consuming: fHat)
  }
}
