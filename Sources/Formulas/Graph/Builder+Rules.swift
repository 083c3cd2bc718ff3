import RealModule

extension Builder {
  /// f′(u) of a function of one operand; `value` is the node f(u).
  ///
  /// In the forms that do not cancel: 1/cosh² for 1 − tanh², (1 − u)(1 + u) for 1 − u².
  mutating func derivative(of function: Function, _ u: Int, value: Int) -> Int {
    switch function {
    case .sin: return apply(.cos, [u])
    case .cos: return negate(apply(.sin, [u]))
    case .tan: return power(apply(.cos, [u]), -2)
    case .asin: return powers(u, -0.5, -0.5)
    case .acos: return negate(powers(u, -0.5, -0.5))
    case .atan: return power(onePlusSquare(u), -1)
    case .sinh: return apply(.cosh, [u])
    case .cosh: return apply(.sinh, [u])
    case .tanh: return power(apply(.cosh, [u]), -2)
    case .asinh: return power(onePlusSquare(u), -0.5)
    case .acosh:
      let below = sum([Term(coefficient: 1, node: u)], plus: -1)
      let above = sum([Term(coefficient: 1, node: u)], plus: 1)
      return product([Factor(node: below, exponent: -0.5), Factor(node: above, exponent: -0.5)])
    case .atanh: return powers(u, -1, -1)
    case .exp: return value
    case .expm1: return apply(.exp, [u])
    case .log: return power(u, -1)
    case .log1p: return power(sum([Term(coefficient: 1, node: u)], plus: 1), -1)
    case .log10: return scale(1 / Constant.log(10), power(u, -1))
    case .log2: return scale(1 / Constant.log(2), power(u, -1))
    case .cbrt: return scale(1 / 3, power(value, -2))
    case .abs: return apply(.side, [u])
    case .erf, .erfc:
      let gauss = apply(.exp, [negate(power(u, 2))])
      return scale((function == .erf ? 2 : -2) / Constant.sqrt(.pi), gauss)
    case .gamma:
      let zero = constant(0)
      return multiply(value, apply(.polygamma, [zero, u]))
    case .side: return constant(0)
    case .sqrt, .power, .hypot, .atan2, .min, .max, .choice, .polygamma, .sign, .heaviside, .floor,
      .ceil, .mod, .less, .lessEqual, .equal, .notEqual:
      preconditionFailure("\(function) has a rule of its own")
    }
  }

  /// (1 − u)^a (1 + u)^b
  private mutating func powers(_ u: Int, _ a: Constant, _ b: Constant) -> Int {
    let below = sum([Term(coefficient: -1, node: u)], plus: 1)
    let above = sum([Term(coefficient: 1, node: u)], plus: 1)
    return product([Factor(node: below, exponent: a), Factor(node: above, exponent: b)])
  }

  private mutating func onePlusSquare(_ u: Int) -> Int {
    sum([Term(coefficient: 1, node: power(u, 2))], plus: 1)
  }
}
