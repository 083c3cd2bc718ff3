extension Builder {
  /// Π uᵢ^eᵢ, with constants folded and powers of one base collected.
  ///
  /// - Parameter closed: factors of other products, that are taken as they are: one that is a product
  ///   itself is not written out.
  mutating func product(_ factors: [Factor], closed: [Factor] = []) -> Int {
    var constant: Constant = 1
    var flat = closed
    flat.reserveCapacity(closed.count + factors.count)
    for factor in factors { flatten(factor, into: &flat, constant: &constant) }
    flat = collected(flat)
    if flat.isEmpty { return self.constant(constant) }
    if flat.allSatisfy({ value(of: $0.node) != nil }) { return self.constant(constant / 0) }
    if constant == 0 { return self.constant(0) }
    let isBare = flat.count == 1 && flat[0].exponent == 1
    let product = isBare ? flat[0].node : intern(.product(flat))
    if constant == 1 { return product }
    if constant == -1 { return negate(product) }
    return intern(.sum(0, [Term(coefficient: constant, node: product)]))
  }

  mutating func multiply(_ a: Int, _ b: Int) -> Int {
    product([Factor(node: a, exponent: 1), Factor(node: b, exponent: 1)])
  }

  mutating func divide(_ a: Int, _ b: Int) -> Int {
    product([Factor(node: a, exponent: 1), Factor(node: b, exponent: -1)])
  }

  /// u^e with a constant exponent.
  mutating func power(_ u: Int, _ exponent: Constant) -> Int {
    product([Factor(node: u, exponent: exponent)])
  }

  /// c u.
  mutating func scale(_ c: Constant, _ u: Int) -> Int {
    let c = constant(c)
    return multiply(c, u)
  }

  private func flatten(_ factor: Factor, into flat: inout [Factor], constant: inout Constant) {
    let e = factor.exponent
    if e == 0 { return }
    switch nodes[factor.node] {
    case .constant(let c):
      // u/0 stays as it stands, to be found where it is evaluated.
      if c == 0 && e < 0 {
        flat.append(Factor(node: factor.node, exponent: -1))
      } else {
        constant *= raise(c, to: e)
      }
    case .sum(0, let terms) where terms.count == 1 && e.isInteger:
      constant *= raise(terms[0].coefficient, to: e)
      flatten(Factor(node: terms[0].node, exponent: e), into: &flat, constant: &constant)
    case .product(let factors) where e.isInteger:
      for f in factors { flat.append(Factor(node: f.node, exponent: f.exponent * e)) }
    default: flat.append(factor)
    }
  }

  private func collected(_ factors: [Factor]) -> [Factor] {
    var result: [Factor] = []
    for factor in factors.sorted(by: { $0.node < $1.node }) {
      if result.last?.node == factor.node {
        result[result.count - 1].exponent += factor.exponent
      } else {
        result.append(factor)
      }
    }
    result.removeAll { $0.exponent == 0 }
    return result
  }
}

extension BinaryFloatingPoint {
  /// Whether the number is an integer that an `Int` holds.
  var isInteger: Bool { Int(exactly: self) != nil }
}
