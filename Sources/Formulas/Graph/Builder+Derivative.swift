extension Builder {
  /// The derivative of a node by a variable: one pass over the nodes on which it depends.
  mutating func derivative(of root: Int, by slot: Int, names: [String]) throws(DifferentiationError)
    -> Int
  {
    let zero = constant(0)
    let bit: UInt64 = 1 << UInt64(slot)
    if masks[root] & bit == 0 { return zero }
    let isNeeded = isNeededForDerivative(of: root, bit)
    var d = [Int](repeating: zero, count: root + 1)
    for i in 0...root where isNeeded[i] {
      switch nodes[i] {
      case .constant: break
      case .variable: d[i] = constant(1)
      case .sum(_, let terms):
        d[i] = sum(terms.map { Term(coefficient: $0.coefficient, node: d[$0.node]) })
      case .product(let factors): d[i] = derivative(of: factors, d, bit)
      case .apply(let function, let u):
        if function.isRefusedByDerivatives {
          throw DifferentiationError(
            function: function.rawValue, expression: Printer(nodes, names: names).text(i))
        }
        d[i] = chain(function, u, d, value: i)
      case .call:
        throw DifferentiationError(
          function: DifferentiationError.closure, expression: Printer(nodes, names: names).text(i))
      }
    }
    return d[root]
  }

  /// The nodes that depend on the variable and whose derivative is asked for: conditions are not.
  private func isNeededForDerivative(of root: Int, _ bit: UInt64) -> [Bool] {
    var isNeeded = [Bool](repeating: false, count: root + 1)
    isNeeded[root] = true
    for i in stride(from: root, through: 0, by: -1) where isNeeded[i] {
      var operands = nodes[i].operands[...]
      if case .apply(let function, _) = nodes[i] {
        if function == .side { operands = [] }
        if function == .choice { operands = operands.dropFirst() }
      }
      for operand in operands where masks[operand] & bit != 0 { isNeeded[operand] = true }
    }
    return isNeeded
  }

  /// (Π uᵢ^eᵢ)′ = Π′ uᵢ^eᵢ Σ eᵢ uᵢ′/uᵢ Π″ uᵢ^eᵢ, with what does not depend on the variable in Π′, so that
  /// separable functions stay separable.
  private mutating func derivative(of factors: [Factor], _ d: [Int], _ bit: UInt64) -> Int {
    let dependent = factors.filter { masks[$0.node] & bit != 0 }
    let others = factors.filter { masks[$0.node] & bit == 0 }
    let terms = dependent.indices.map { i in
      var product = dependent
      let e = product[i].exponent
      product[i].exponent -= 1
      product.append(Factor(node: d[dependent[i].node], exponent: 1))
      return Term(coefficient: e, node: self.product(product))
    }
    return product([Factor(node: sum(terms), exponent: 1)] + others)
  }

  /// The chain rule: Σ ∂f/∂uᵢ uᵢ′.
  private mutating func chain(_ function: Function, _ u: [Int], _ d: [Int], value: Int) -> Int {
    switch function {
    case .min, .max:
      // At a tie the mean of both, as at every jump.
      let less = apply(.less, function == .min ? [u[0], u[1]] : [u[1], u[0]])
      let equal = apply(.equal, [u[0], u[1]])
      let sum = add(d[u[0]], d[u[1]])
      let tie = apply(.choice, [equal, scale(0.5, sum), d[u[1]]])
      return apply(.choice, [less, d[u[0]], tie])
    case .choice: return apply(.choice, [u[0], d[u[1]], d[u[2]]])
    case .hypot:
      let sum = add(multiply(u[0], d[u[0]]), multiply(u[1], d[u[1]]))
      return divide(sum, value)
    case .atan2:
      let numerator = subtract(multiply(u[1], d[u[0]]), multiply(u[0], d[u[1]]))
      // r² from hypot, for r and theta are mostly used together.
      let r = apply(.hypot, [u[1], u[0]])
      return product([Factor(node: numerator, exponent: 1), Factor(node: r, exponent: -2)])
    case .power:
      // uᵛ (v′ log u + v u′/u); the second part as v uᵛ⁻¹ u′, which is finite at u = 0 more often.
      let log = apply(.log, [u[0]])
      let first = product([value, d[u[1]], log].map { Factor(node: $0, exponent: 1) })
      if self.value(of: d[u[0]]) == 0 { return first }
      let lowered = apply(.power, [u[0], sum([Term(coefficient: 1, node: u[1])], plus: -1)])
      return add(first, product([u[1], lowered, d[u[0]]].map { Factor(node: $0, exponent: 1) }))
    case .polygamma:
      let n = self.value(of: u[0])!
      let next = constant(n + 1)
      return multiply(apply(.polygamma, [next, u[1]]), d[u[1]])
    default: return multiply(derivative(of: function, u[0], value: value), d[u[0]])
    }
  }

}
