/// A real function of the modes of a grid, held as one table an axis and a rule that joins them.
///
/// Acts on the stored modes of ``Grid/spectrumShape``. Everything in the house is one of these: a
/// norm is a symbol, an operator is a symbol, a solver divides by one.
public struct Symbol<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  /// coefficient · Π tables: one product of one-dimensional symbols.
  public struct Product: Sendable {
    /// The factor in front.
    public var coefficient: Scalar
    /// One table an axis.
    public var tables: [[Scalar]]

    /// coefficient · Π tables, one table an axis.
    public init(_ coefficient: Scalar, _ tables: [[Scalar]]) {
      self.coefficient = coefficient
      self.tables = tables
    }
  }

  /// A function of the eigenvalue λ.
  public enum Weight: Sendable {
    /// λ^s, with 0⁰ = 1 and 0 where λ = 0 and s < 0
    case power(Scalar)
    /// (1 + λ)^s
    case bessel(Scalar)
    /// 1 + λ^s
    case graph(Scalar)
    /// e^{−tλ}
    case heat(Scalar)
    /// Any function of λ.
    case function(@Sendable (_ lambda: Scalar) -> Scalar)
  }

  /// How the tables are joined.
  public enum Rule: Sendable {
    /// Σ of products
    case products([Product])
    /// w(Σᵢ λᵢ) · Π factors, plus `shift` times the factors
    case weight(Weight, lambda: [[Scalar]], factor: Product, shift: Scalar)
    /// A value for every stored mode, row-major over the spectrum's shape
    case modes([Scalar], shape: [Int])
  }

  /// The rule, and the tables it joins.
  public var rule: Rule
  /// Where it is not nil the symbol is numerator / rule, and 0 where the rule gives 0.
  public var numerator: Product?

  /// The symbol of a rule, or a numerator over it.
  public init(_ rule: Rule, numerator: Product? = nil) {
    self.rule = rule
    self.numerator = numerator
  }

  /// The constant 1 on a grid.
  public static func one(on grid: Grid) -> Symbol {
    Symbol(.products([Product(1, grid.spectrumShape.map { [Scalar](repeating: 1, count: $0) })]))
  }
}
