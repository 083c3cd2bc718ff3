/// The text of nodes, as the language writes them.
struct Printer {
  /// How tightly an expression binds.
  private enum Binding: Int, Comparable {
    case comparison, sum, product, power, atom
    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  let nodes: [Node]
  let names: [String]
  /// Deeper parts, and those beyond this many bytes, are written `…`.
  let limit: Int
  private let maximalDepth = 100

  init(_ nodes: [Node], names: [String], limit: Int = 10_000) {
    self.nodes = nodes
    self.names = names
    self.limit = limit
  }

  /// The text of a node.
  func text(_ node: Int) -> String {
    var text = ""
    write(node, .comparison, 0, to: &text)
    return text
  }

  /// The text of some factors, in brackets if they would need them beside a division.
  func text(_ factors: [Factor]) -> String {
    var text = ""
    write(factors, times: 1, 0, to: &text)
    return text
  }

  private func write(_ node: Int, _ context: Binding, _ depth: Int, to text: inout String) {
    if depth > maximalDepth || text.utf8.count > limit {
      text += "…"
      return
    }
    let binding = binding(node)
    if binding < context { text += "(" }
    switch nodes[node] {
    case .constant(let c): text += literal(c).text
    case .variable(let slot): text += slot < 3 ? ["x", "y", "z"][slot] : names[slot - 3]
    case .sum(let constant, let terms): write(terms, plus: constant, depth, to: &text)
    case .product(let factors): write(factors, times: 1, depth, to: &text)
    case .apply(let function, let operands): write(function, operands, depth, to: &text)
    case .call(_, let operands): write("closure", operands, depth, to: &text)
    }
    if binding < context { text += ")" }
  }

  private func binding(_ node: Int) -> Binding {
    switch nodes[node] {
    case .constant(let c): c < 0 ? .sum : literal(c).isAtom ? .atom : .product
    case .variable: .atom
    case .sum(0, let terms) where terms.count == 1 && terms[0].coefficient > 0: .product
    case .sum: .sum
    case .product(let factors):
      factors.count > 1 || factors[0].exponent < 0
        ? .product : factors[0].exponent == 0.5 ? .atom : .power
    case .apply(let function, _):
      function.isComparison ? .comparison : function == .power ? .power : .atom
    case .call: .atom
    }
  }

  private func write(
    _ terms: [Term], plus constant: Formula.Constant, _ depth: Int, to text: inout String
  ) {
    let start = text.utf8.count
    func sign(_ c: Formula.Constant) {
      if text.utf8.count == start {
        text += c < 0 ? "-" : ""
      } else {
        text += c < 0 ? " - " : " + "
      }
    }
    if constant > 0 { text += literal(constant).text }
    for term in terms {
      if text.utf8.count > limit {
        text += "…"
        return
      }
      sign(term.coefficient)
      let c = term.coefficient.magnitude
      if c == 1 {
        write(term.node, .product, depth + 1, to: &text)
      } else if case .product(let factors) = nodes[term.node] {
        write(factors, times: c, depth + 1, to: &text)
      } else {
        write([Factor(node: term.node, exponent: 1)], times: c, depth + 1, to: &text)
      }
    }
    if constant < 0 || constant != constant {
      sign(constant)
      text += literal(constant.magnitude).text
    }
  }

  private func write(
    _ factors: [Factor], times c: Formula.Constant, _ depth: Int, to text: inout String
  ) {
    let above = factors.filter { $0.exponent > 0 }
    let below = factors.filter { $0.exponent < 0 }
    let literal = literal(c)
    var isFirst = true
    if c != 1, !(literal.numerator == "1" && !above.isEmpty) || literal.divisor == nil {
      text += literal.divisor == nil ? literal.text : literal.numerator
      isFirst = false
    }
    for factor in above {
      if !isFirst { text += "*" }
      write(factor, depth, to: &text)
      isFirst = false
    }
    if isFirst { text += "1" }
    if let divisor = literal.divisor, c != 1 { text += "/" + divisor }
    if below.isEmpty { return }
    text += below.count > 1 ? "/(" : "/"
    for (i, factor) in below.enumerated() {
      if i > 0 { text += "*" }
      write(Factor(node: factor.node, exponent: -factor.exponent), depth, to: &text)
    }
    if below.count > 1 { text += ")" }
  }

  private func write(_ factor: Factor, _ depth: Int, to text: inout String) {
    switch factor.exponent {
    // A product inside a product stands in brackets: a/(b/c).
    case 1: write(factor.node, .power, depth + 1, to: &text)
    case 0.5:
      text += "sqrt("
      write(factor.node, .comparison, depth + 1, to: &text)
      text += ")"
    default:
      write(factor.node, .atom, depth + 1, to: &text)
      let exponent = literal(factor.exponent)
      text += exponent.isAtom && factor.exponent > 0 ? "^" + exponent.text : "^(\(exponent.text))"
    }
  }

  private func write(_ function: Function, _ u: [Int], _ depth: Int, to text: inout String) {
    switch function {
    case .less, .lessEqual, .equal, .notEqual:
      write(u[0], .sum, depth + 1, to: &text)
      text += " \(function.rawValue) "
      write(u[1], .sum, depth + 1, to: &text)
    case .power:
      write(u[0], .atom, depth + 1, to: &text)
      text += "^"
      write(u[1], .atom, depth + 1, to: &text)
    case .hypot where isPolar(x: u[0], y: u[1]): text += "r"
    case .atan2 where isPolar(x: u[1], y: u[0]): text += "theta"
    default: write(function == .side ? "sign" : function.rawValue, u, depth, to: &text)
    }
  }

  private func write(_ name: String, _ u: [Int], _ depth: Int, to text: inout String) {
    text += name + "("
    for (i, operand) in u.enumerated() {
      if i > 0 { text += ", " }
      write(operand, .comparison, depth + 1, to: &text)
    }
    text += ")"
  }

  private func isPolar(x: Int, y: Int) -> Bool {
    guard nodes[x] == .variable(0) else { return false }
    return nodes[y] == .variable(1)
  }
}
