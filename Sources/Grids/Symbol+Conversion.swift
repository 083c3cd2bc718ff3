extension Symbol {
  /// The symbol with its tables rounded to this precision.
  public init<Other>(_ other: Symbol<Other>) {
    let rule: Rule =
      switch other.rule {
      case .products(let products): .products(products.map { Product($0) })
      case .weight(let weight, let lambda, let factor, let shift):
        .weight(
          Weight(weight), lambda: lambda.map { $0.map { Scalar($0) } }, factor: Product(factor),
          shift: Scalar(shift))
      case .modes(let values, let shape): .modes(values.map { Scalar($0) }, shape: shape)
      }
    self.init(rule, numerator: other.numerator.map { Product($0) })
  }
}

extension Symbol.Product {
  fileprivate init<Other>(_ other: Symbol<Other>.Product) {
    self.init(Scalar(other.coefficient), other.tables.map { $0.map { Scalar($0) } })
  }
}

extension Symbol.Weight {
  fileprivate init<Other>(_ other: Symbol<Other>.Weight) {
    self =
      switch other {
      case .power(let s): .power(Scalar(s))
      case .bessel(let s): .bessel(Scalar(s))
      case .graph(let s): .graph(Scalar(s))
      case .heat(let t): .heat(Scalar(t))
      case .function(let w): .function { Scalar(w(Other($0))) }
      }
  }
}
