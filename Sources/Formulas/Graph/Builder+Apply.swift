extension Builder {
  /// f(u, …), folded if every operand is constant.
  mutating func apply(_ function: Function, _ operands: [Int]) -> Int {
    if let simple = simplified(function, operands) { return simple }
    let values = operands.compactMap { value(of: $0) }
    if values.count == operands.count { return constant(folded(function, values)) }
    return intern(.apply(function, operands))
  }

  /// f of numbers; 0 where a sine, cosine or tangent is 0 up to the rounding of its own argument.
  ///
  /// On the side x = 1 sin πx is then 0 and no datum of 1e-20.
  private func folded(_ function: Function, _ values: [Formula.Constant]) -> Formula.Constant {
    let value = function.value(values)
    switch function {
    case .sin, .cos, .tan: return value.magnitude <= 2 * values[0].ulp ? 0 : value
    default: return value
    }
  }

  /// What is no node of its own: roots and powers are products, equal branches are one.
  private mutating func simplified(_ function: Function, _ operands: [Int]) -> Int? {
    switch function {
    case .sqrt: return power(operands[0], 0.5)
    case .power:
      if let exponent = value(of: operands[1]) { return power(operands[0], exponent) }
      return value(of: operands[0]) == 1 ? operands[0] : nil
    case .choice:
      if let c = value(of: operands[0]) { return c != 0 ? operands[1] : operands[2] }
      return operands[1] == operands[2] ? operands[1] : nil
    case .hypot:
      // A corner in one dimension: as |u| its switch is known.
      if value(of: operands[0]) == 0 { return apply(.abs, [operands[1]]) }
      if value(of: operands[1]) == 0 { return apply(.abs, [operands[0]]) }
      return nil
    case .min, .max: return operands[0] == operands[1] ? operands[0] : nil
    default: return nil
    }
  }

  /// f(u, …) where a function of two operands is folded over more.
  mutating func fold(_ function: Function, _ operands: [Int]) -> Int {
    guard function.isVariadic else { return apply(function, operands) }
    return operands.dropFirst().reduce(operands[0]) { apply(function, [$0, $1]) }
  }
}
