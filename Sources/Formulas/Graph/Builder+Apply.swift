extension Builder {
  /// f(u, …), folded if every operand is constant.
  mutating func apply(_ function: Function, _ operands: [Int]) -> Int {
    if let simple = simplified(function, operands) { return simple }
    let values = operands.compactMap { value(of: $0) }
    if values.count == operands.count {
      return constant(function.vanishes(at: values[0]) ? 0 : function.value(values))
    }
    return intern(.apply(function, operands))
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

extension Function {
  /// Whether the argument is a zero of sine, cosine or tangent as nearly as a rounded π can say: so
  /// that sin πx is 0 at x = 1, and a function that vanishes on a side has no datum there.
  fileprivate func vanishes(at c: Formula.Constant) -> Bool {
    // π is rounded once, and its multiple once; a function of a larger argument is as good as unknown.
    guard self == .sin || self == .cos || self == .tan, c.magnitude < 1e6 else { return false }
    return value([c]).magnitude <= c.magnitude * 2 * Formula.Constant.ulpOfOne
  }
}
