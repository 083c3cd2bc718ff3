extension Parser {
  /// sum [comparison sum]
  mutating func expression() throws(FormulaError) -> Int {
    try deepen()
    let left = try sum()
    guard let symbol = comparison() else {
      rise()
      return left
    }
    let right = try sum()
    let third = next
    if let second = comparison() {
      throw fail(
        "comparisons cannot be chained: `\(symbol.rawValue)`, then `\(second.rawValue)`",
        third.range, hint: "for both, multiply: (a \(symbol.rawValue) b)*(b \(second.rawValue) c)")
    }
    rise()
    return switch symbol {
    case .less: builder.apply(.less, [left, right])
    case .lessEqual: builder.apply(.lessEqual, [left, right])
    case .greater: builder.apply(.less, [right, left])
    case .greaterEqual: builder.apply(.lessEqual, [right, left])
    case .notEqual: builder.apply(.notEqual, [left, right])
    default: builder.apply(.equal, [left, right])
    }
  }

  private mutating func comparison() -> Token.Symbol? {
    guard case .symbol(let symbol) = next.kind else { return nil }
    switch symbol {
    case .less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual: break
    case .assign: note("`=` does not compare", next.range, hint: "write ==")
    default: return nil
    }
    position += 1
    return symbol
  }

  /// product {(+ | -) product}
  private mutating func sum() throws(FormulaError) -> Int {
    let start = next.range.lowerBound
    var terms = [Term(coefficient: 1, node: try product())]
    while true {
      if take(.plus) {
        terms.append(Term(coefficient: 1, node: try product()))
      } else if take(.minus) {
        terms.append(Term(coefficient: -1, node: try product()))
      } else {
        break
      }
    }
    return terms.count == 1 ? terms[0].node : checked(builder.sum(terms), from: start)
  }

  /// signed {(* | /) signed}
  private mutating func product() throws(FormulaError) -> Int {
    let start = next.range.lowerBound
    var last = position
    var factors = [Factor(node: try signed(), exponent: 1)]
    while true {
      if take(.times) {
        last = position
        factors.append(Factor(node: try signed(), exponent: 1))
      } else if take(.divide) {
        last = position
        factors.append(Factor(node: try signed(), exponent: -1))
      } else if next.beginsOperand {
        let left = clipped(tokens[last].range.lowerBound..<end)
        note(
          "multiplication must be written: \(left)*\(clipped(operand(at: position)))",
          next.range.lowerBound..<next.range.lowerBound + 1)
        last = position
        factors.append(Factor(node: try signed(), exponent: 1))
      } else {
        break
      }
    }
    return factors.count == 1 ? factors[0].node : checked(builder.product(factors), from: start)
  }

  /// The text of the operand that begins at a word, as far as its brackets go.
  func operand(at first: Int) -> Range<Int> {
    let start = tokens[first].range.lowerBound
    var i = first
    if case .name(let name) = tokens[i].kind, Function(name: name) != nil { i += 1 }
    guard tokens[i].kind == .symbol(.open) else { return tokens[first].range }
    var depth = 0
    while tokens[i].kind != .end {
      if tokens[i].kind == .symbol(.open) { depth += 1 }
      if tokens[i].kind == .symbol(.close) {
        depth -= 1
        if depth == 0 { return start..<tokens[i].range.upperBound }
      }
      i += 1
    }
    return tokens[first].range
  }

  /// {+ | -} power
  private mutating func signed() throws(FormulaError) -> Int {
    var isNegative = false
    while true {
      if take(.minus) { isNegative.toggle() } else if !take(.plus) { break }
    }
    let node = try power()
    return isNegative ? builder.negate(node) : node
  }

  /// operand [^ signed]
  mutating func power() throws(FormulaError) -> Int {
    let start = next.range.lowerBound
    let base = try operand()
    guard take(.power) else { return base }
    try deepen()
    let exponent = try signed()
    rise()
    return checked(builder.apply(.power, [base, exponent]), from: start)
  }
}
