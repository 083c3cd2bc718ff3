import RealModule

extension Parser {
  /// number | name | call | ( expression )
  mutating func operand() throws(FormulaError) -> Int {
    let token = next
    position += 1
    switch token.kind {
    case .number(let value): return builder.constant(value)
    case .name(let name):
      if let function = Function(name: name), parameters[name] == nil {
        return try call(function, token)
      }
      if let node = meaning(of: name, token.range) { return node }
      return try unknown(name, token)
    case .symbol(.open):
      let node = try expression()
      try close(token)
      return node
    case .symbol(let symbol):
      position -= 1
      throw fail(missing(before: "`\(symbol.rawValue)`"), token.range)
    case .end:
      position -= 1
      throw fail(missing(before: "the end"), token.range)
    }
  }

  private func missing(before what: String) -> String {
    guard position > 0, case .symbol(let symbol) = tokens[position - 1].kind else {
      return "unexpected \(what)"
    }
    return symbol == .close
      ? "unexpected \(what)" : "nothing between `\(symbol.rawValue)` and \(what)"
  }

  private mutating func close(_ open: Token) throws(FormulaError) {
    if take(.close) { return }
    if next.kind == .end { throw fail("`(` is never closed", open.range) }
    let hint = next.kind == .symbol(.comma) ? "the decimal point is ." : nil
    throw fail("unexpected `\(text(next.range))` inside ( )", next.range, hint: hint)
  }

  private mutating func meaning(of name: String, _ range: Range<Int>) -> Int? {
    if let i = variables.firstIndex(of: name) { return builder.variable(3 + i) }
    if let formula = parameters[name] { return insert(name, formula) }
    switch name {
    case "pi": return builder.constant(.pi)
    case "e": return builder.constant(.exp(1))
    case "x": return coordinate(0, range)
    case "y": return coordinate(1, range)
    case "z": return coordinate(2, range)
    case "r":
      let (x, y) = (builder.variable(0), rank == 1 ? builder.constant(0) : builder.variable(1))
      return builder.apply(.hypot, [x, y])
    case "theta":
      let (x, y) = (builder.variable(0), rank == 1 ? builder.constant(0) : builder.variable(1))
      return builder.apply(.atan2, [y, x])
    default: return nil
    }
  }

  private mutating func coordinate(_ slot: Int, _ range: Range<Int>) -> Int {
    if let rank, slot >= rank {
      let axes = rank == 1 ? "1 axis" : "\(rank) axes"
      note("there is no `\(text(range))`: the domain has \(axes)", range)
    }
    return builder.variable(slot)
  }

  private mutating func unknown(_ name: String, _ token: Token) throws(FormulaError) -> Int {
    let isCall = next.kind == .symbol(.open)
    let known =
      isCall
      ? Function.named.map(\.rawValue)
      : ["pi", "theta"] + Function.named.map(\.rawValue) + parameters.keys.sorted() + variables
    let hint = nearest(to: name, among: known).map { "did you mean `\($0)`?" }
    if isCall {
      note("unknown function `\(name)`", token.range, hint: hint)
      let open = next
      position += 1
      _ = try arguments(open)
    } else if Formula.reservedNames.contains(name) {
      note("`\(name)` has no value here", token.range)
    } else {
      note("unknown name `\(name)`", token.range, hint: hint)
    }
    return one()
  }
}

// Calls.
extension Parser {
  private mutating func call(_ function: Function, _ token: Token) throws(FormulaError) -> Int {
    let name = function.rawValue
    let open = next
    guard take(.open) else {
      guard next.beginsOperand else {
        let power = powerOfCall(name)
        throw fail(
          "`\(name)` is a function: write " + (power ?? function.signature), token.range)
      }
      note("`\(name)` is a function: write \(name)(\(clipped(operand(at: position))))", token.range)
      try deepen()
      _ = try power()
      rise()
      return one()
    }
    let operands = try arguments(open)
    let count = function.parameters!.count
    guard operands.count == count || (function.isVariadic && operands.count > count) else {
      note(
        "`\(name)` takes \(count) \(count == 1 ? "argument" : "arguments"), not \(operands.count)",
        token.range, hint: "write \(function.signature)")
      return one()
    }
    return checked(builder.fold(function, operands), from: token.range.lowerBound)
  }

  /// sin^2(x) is sin(x)^2.
  private func powerOfCall(_ name: String) -> String? {
    guard position + 2 < tokens.count, next.kind == .symbol(.power),
      case .number = tokens[position + 1].kind, tokens[position + 2].kind == .symbol(.open)
    else { return nil }
    return "\(name)\(clipped(operand(at: position + 2)))^\(text(tokens[position + 1].range))"
  }

  private mutating func arguments(_ open: Token) throws(FormulaError) -> [Int] {
    if take(.close) { return [] }
    var operands = [try expression()]
    while take(.comma) { operands.append(try expression()) }
    try close(open)
    return operands
  }
}
