/// The translation of a graph into steps.
///
/// Sums and products are taken group by group, a group being the operands that depend on the same
/// variables, from few variables to many: so in f(x) g(x) h(y) only one product is taken per point.
struct Lowering {
  typealias Constant = Formula.Constant

  private(set) var instructions: [Instruction] = []
  private(set) var masks: [UInt64] = []
  private var index: [Instruction: Int] = [:]
  private var lowered: [Int] = []
  private var nodes: [Node] = []

  /// Translates the graph and returns the step of its last node.
  mutating func lower(_ nodes: [Node]) -> Int {
    self.nodes = nodes
    for node in nodes { lowered.append(lower(node)) }
    return lowered[nodes.count - 1]
  }

  private mutating func emit(_ instruction: Instruction) -> Int {
    if let known = index[instruction] { return known }
    instructions.append(instruction)
    masks.append(
      instruction.operation == .variable
        ? 1 << UInt64(instruction.a)
        : instruction.operands.reduce(0) { $0 | masks[$1] })
    index[instruction] = instructions.count - 1
    return instructions.count - 1
  }

  private mutating func emit(_ operation: Operation, _ a: Int = -1, _ b: Int = -1, k: Constant = 0)
    -> Int
  {
    emit(Instruction(operation: operation, a: a, b: b, k: k))
  }

  private mutating func lower(_ node: Node) -> Int {
    switch node {
    case .constant(let c): return emit(.constant, k: c)
    case .variable(let slot): return emit(.variable, slot)
    case .sum(let constant, let terms): return sum(terms, plus: constant)
    case .product(let factors): return product(factors, times: 1)
    case .apply(let function, let operands):
      let o = operands.map { lowered[$0] }
      return emit(
        Instruction(
          operation: .apply(function), a: o[0], b: o.count > 1 ? o[1] : -1,
          c: o.count > 2 ? o[2] : -1))
    case .call(let closure, let operands):
      // Arguments that it does not read are its last.
      let o = operands.map { lowered[$0] }
      return emit(
        Instruction(
          operation: .call(closure), a: o[0], b: o[min(1, o.count - 1)], c: o[o.count - 1]))
    }
  }
}

extension Lowering {
  private mutating func sum(_ terms: [Term], plus constant: Constant) -> Int {
    var groups: [UInt64: [(coefficient: Constant, step: Int)]] = [:]
    for term in terms {
      var coefficient = term.coefficient
      var step = lowered[term.node]
      if case .product(let factors) = nodes[term.node], coefficient.magnitude != 1,
        factors.contains(where: { masks[lowered[$0.node]] != masks[step] })
      {
        // The coefficient joins the factors of the fewest variables.
        step = product(factors, times: coefficient)
        coefficient = 1
      }
      groups[masks[step], default: []].append((coefficient, step))
    }
    var result = -1
    for mask in groups.keys.sorted() {
      var group = groups[mask]!
      if let first = group.firstIndex(where: { $0.coefficient == 1 }) { group.swapAt(0, first) }
      if result >= 0, group[0].coefficient == -1 || group.count == 1 {
        // Nothing of the group is positive, or it is one term: no sum of its own.
        for term in group { result = add(term.coefficient, term.step, to: result) }
        continue
      }
      var sum =
        group[0].coefficient == 1
        ? group[0].step : emit(.scale, group[0].step, k: group[0].coefficient)
      for term in group.dropFirst() { sum = add(term.coefficient, term.step, to: sum) }
      if result < 0 {
        result = constant == 0 ? sum : emit(.shift, sum, k: constant)
      } else {
        result = emit(.add, result, sum)
      }
    }
    return result
  }

  private mutating func add(_ coefficient: Constant, _ step: Int, to sum: Int) -> Int {
    switch coefficient {
    case 1: emit(.add, sum, step)
    case -1: emit(.subtract, sum, step)
    default: emit(.addScaled, sum, step, k: coefficient)
    }
  }
}

extension Lowering {
  private mutating func product(_ factors: [Factor], times coefficient: Constant) -> Int {
    var above: [UInt64: Int] = [:]
    var below: [UInt64: Int] = [:]
    for factor in factors {
      let base = lowered[factor.node]
      let mask = masks[base]
      let n = factor.exponent.magnitude
      let isRoot = Int(exactly: n - 0.5).map { $0 <= smallExponent } ?? false
      guard n.isInteger || isRoot else {
        let step = emit(.realPower, base, k: factor.exponent)
        above[mask] = above[mask].map { emit(.multiply, $0, step) } ?? step
        continue
      }
      var step = isRoot ? emit(.apply(.sqrt), base) : power(base, Int(n))
      if isRoot, n > 1 { step = emit(.multiply, power(base, Int(n - 0.5)), step) }
      if factor.exponent > 0 {
        above[mask] = above[mask].map { emit(.multiply, $0, step) } ?? step
      } else {
        below[mask] = below[mask].map { emit(.multiply, $0, step) } ?? step
      }
    }
    var numerator = -1
    for mask in above.keys.sorted() {
      var step = above[mask]!
      if let divisor = below.removeValue(forKey: mask) { step = emit(.divide, step, divisor) }
      if numerator < 0 {
        numerator = coefficient == 1 ? step : emit(.scale, step, k: coefficient)
      } else {
        numerator = emit(.multiply, numerator, step)
      }
    }
    guard !below.isEmpty else { return numerator }
    let divisors = below.keys.sorted().map { below[$0]! }
    let divisor = divisors.dropFirst().reduce(divisors[0]) { emit(.multiply, $0, $1) }
    return numerator < 0
      ? emit(.quotient, divisor, k: coefficient) : emit(.divide, numerator, divisor)
  }

  /// uⁿ by repeated squaring, so that the powers of one base share their squares.
  private mutating func power(_ base: Int, _ n: Int) -> Int {
    if n == 1 { return base }
    if n > smallExponent { return emit(.integerPower, base, k: Constant(n)) }
    if n % 2 == 1 { return emit(.multiply, power(base, n - 1), base) }
    let half = power(base, n / 2)
    return emit(.multiply, half, half)
  }
}
