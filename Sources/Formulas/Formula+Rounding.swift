import RealModule

extension Formula {
  /// The value at a point in extended precision, and how far round-off may have moved it, to first order.
  ///
  /// A running error analysis, node by node: with η the error of an operand and ε the unit of rounding
  ///
  ///     Σ cᵢuᵢ     Σ |cᵢ| ηᵢ + ε (|cᵢuᵢ| + the sum of the magnitudes for each addition)
  ///     Π uᵢ^eᵢ    Σ |(uᵢ ± ηᵢ)^eᵢ − uᵢ^eᵢ| Π_{j≠i} |uⱼ^eⱼ| + ε |Π|
  ///     f(u)       |f(u ± η) − f(u)| + ε |f(u)|
  ///
  /// Constants and coordinates that are not whole are rounded themselves: of sin at a large argument that is
  /// |x| ε |f′|. A condition of `if` is taken as it comes out.
  ///
  /// - Complexity: the number of subexpressions, with three values of each function.
  ///
  /// Source: Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, 3.3.
  package func roundedValue(at point: [Constant]) -> (value: Constant, error: Constant) {
    var numbers: [RoundedNumber] = []
    numbers.reserveCapacity(graph.nodes.count)
    for node in graph.nodes { numbers.append(RoundedNumber(node, numbers, at: point)) }
    return (numbers[graph.root].value, numbers[graph.root].error)
  }
}

/// A number in extended precision with a bound of its error.
private struct RoundedNumber {
  let value: Formula.Constant
  var error: Formula.Constant = 0

  private static let unit = Formula.Constant.ulpOfOne

  /// A number that is given: a small whole one has no error.
  private init(given c: Formula.Constant) {
    value = c
    let isWhole = c == c.rounded() && c.magnitude < 4_294_967_296
    error = isWhole ? 0 : Self.unit * c.magnitude
  }

  init(_ node: Node, _ operands: [RoundedNumber], at point: [Formula.Constant]) {
    switch node {
    case .constant(let c): self.init(given: c)
    case .variable(let slot): self.init(given: point[slot])
    case .sum(let c, let terms): self.init(c, plus: terms, operands)
    case .product(let factors): self.init(factors, operands)
    case .apply(let function, let u):
      self.init(
        of: u.map { operands[$0] }, fixing: function == .choice ? 0 : nil
      ) { function.value($0) }
    case .call(let closure, let u):
      self.init(of: u.map { operands[$0] }, fixing: nil) { x in
        let x = x.map { Double($0) }
        return Formula.Constant(closure(x[0], x[min(1, x.count - 1)], x[x.count - 1]))
      }
      error += Formula.Constant(Double.ulpOfOne) * value.magnitude
    }
  }

  private init(_ c: Formula.Constant, plus terms: [Term], _ operands: [RoundedNumber]) {
    let first = RoundedNumber(given: c)
    var (sum, size, error) = (first.value, first.value.magnitude, first.error)
    for term in terms {
      let factor = RoundedNumber(given: term.coefficient)
      let u = operands[term.node]
      let part = factor.value * u.value
      sum += part
      size += part.magnitude
      error += factor.value.magnitude * u.error + factor.error * u.value.magnitude
      error += Self.unit * part.magnitude
    }
    value = sum
    self.error = error + Self.unit * size * Formula.Constant(terms.count)
  }

  private init(_ factors: [Factor], _ operands: [RoundedNumber]) {
    let powers = factors.map { factor in
      RoundedNumber(of: [operands[factor.node]], fixing: nil) { raise($0[0], to: factor.exponent) }
    }
    value = powers.reduce(1) { $0 * $1.value }
    error = Self.unit * value.magnitude * Formula.Constant(factors.count)
    for i in powers.indices where powers[i].error != 0 {
      let others = powers.indices.filter { $0 != i }.reduce(1) { $0 * powers[$1].value.magnitude }
      error += powers[i].error * others
    }
  }

  /// f(u), with what moving each operand by its error changes.
  private init(
    of operands: [RoundedNumber], fixing fixed: Int?,
    _ f: ([Formula.Constant]) -> Formula.Constant
  ) {
    let u = operands.map(\.value)
    let value = f(u)
    self.value = value
    error = Self.unit * value.magnitude
    for (i, operand) in operands.enumerated() where operand.error != 0 && i != fixed {
      let changes = [operand.error, -operand.error].map { step in
        var moved = u
        moved[i] += step
        return (f(moved) - value).magnitude
      }.filter { !$0.isNaN }
      error += changes.max() ?? .infinity
    }
  }
}
