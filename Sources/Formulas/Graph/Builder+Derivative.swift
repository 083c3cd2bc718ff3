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
    var ofProducts: [Int: Int] = [:]
    for i in 0...root where isNeeded[i] {
      switch nodes[i] {
      case .constant: break
      case .variable: d[i] = constant(1)
      case .sum(_, let terms):
        d[i] = sum(terms.map { Term(coefficient: $0.coefficient, node: d[$0.node]) })
      case .product(let factors): d[i] = derivative(of: factors, d, bit, &ofProducts)
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

  /// As many factors are written out: of four sines all derivatives together have 2⁴ products.
  private static var writtenOut: Int { 4 }

  /// (Π′ P)′ = Π′ P′ with what does not depend on the variable in Π′, so that separable functions stay
  /// separable, and of P = P_n factor by factor
  ///
  ///     P_k = P_{k−1} u_k^e,   P_k′ = P_{k−1}′ u_k^e + e P_{k−1} u_k^{e−1} u_k′
  ///
  /// where P_{k−1} and P_{k−1}′ stay closed: written out, a j-th derivative has n^j products; so, it has
  /// the derivatives of P_k up to the j-th, a number that grows with j as those of u_k do, times n. Few
  /// factors are written out all the same: their terms meet, and are fewer.
  private mutating func derivative(
    of factors: [Factor], _ d: [Int], _ bit: UInt64, _ known: inout [Int: Int]
  ) -> Int {
    let dependent = factors.filter { masks[$0.node] & bit != 0 }
    let others = factors.filter { masks[$0.node] & bit == 0 }
    if dependent.count <= Self.writtenOut {
      let terms = dependent.indices.map { i in
        let rest = dependent[..<i] + dependent[(i + 1)...]
        return Term(
          coefficient: 1,
          node: product(
            [Factor(node: self.slope(of: dependent[i], d), exponent: 1)], closed: Array(rest)))
      }
      return product([Factor(node: sum(terms), exponent: 1)] + others)
    }
    // P_k, from the last on to one whose derivative is known; P_1 is no product of its own.
    var products: [Int] = []
    var start = 0
    for k in stride(from: dependent.count - 1, to: 0, by: -1) {
      let product = intern(.product(Array(dependent[...k])))
      products.append(product)
      guard known[product] != nil else { continue }
      start = k
      break
    }
    var slope = start > 0 ? known[products.removeLast()]! : self.slope(of: dependent[0], d)
    var value = start > 0 ? intern(.product(Array(dependent[...start]))) : -1
    for k in dependent.indices.dropFirst(start + 1) {
      let factor = dependent[k]
      let before = k == 1 ? dependent[0] : Factor(node: value, exponent: 1)
      slope = sum([
        Term(coefficient: 1, node: product([Factor(node: slope, exponent: 1)], closed: [factor])),
        Term(coefficient: 1, node: self.slope(of: factor, d, times: [before])),
      ])
      value = products.removeLast()
      known[value] = slope
    }
    return product([Factor(node: slope, exponent: 1)], closed: others)
  }

  /// e u^{e−1} u′, times factors that stay closed.
  private mutating func slope(of factor: Factor, _ d: [Int], times others: [Factor] = []) -> Int {
    let lowered = Factor(node: factor.node, exponent: factor.exponent - 1)
    let e = constant(factor.exponent)
    return product(
      [Factor(node: e, exponent: 1), Factor(node: d[factor.node], exponent: 1)],
      closed: others + [lowered])
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
