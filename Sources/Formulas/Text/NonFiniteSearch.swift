/// The search for the subexpression that makes a value not finite.
struct NonFiniteSearch {
  let graph: Graph
  private var values: [Double] = []
  private let printer: Printer

  init(_ graph: Graph, at point: [Double]) {
    self.graph = graph
    printer = Printer(graph.nodes, names: graph.names, limit: 60)
    for node in graph.nodes { values.append(value(of: node, at: point)) }
  }

  /// `x/r is 0/0`; nil if the value is finite.
  var cause: String? {
    var i = graph.root
    if values[i].isFinite { return nil }
    while let next = operandsRead(by: i).first(where: { !values[$0].isFinite }) { i = next }
    return explanation(of: i)
  }

  private func value(of node: Node, at point: [Double]) -> Double {
    switch node {
    case .constant(let c): Double(c)
    case .variable(let slot): point[slot]
    case .sum(let c, let terms):
      terms.reduce(Double(c)) { $0 + Double($1.coefficient) * values[$1.node] }
    case .product(let factors): above(factors) / below(factors)
    case .apply(let function, let operands): function.value(operands.map { values[$0] })
    case .call(let closure, let u):
      closure(values[u[0]], values[u[min(1, u.count - 1)]], values[u[u.count - 1]])
    }
  }

  private func above(_ factors: [Factor]) -> Double {
    factors.filter { $0.exponent > 0 }
      .reduce(1) { $0 * raise(values[$1.node], to: Double($1.exponent)) }
  }

  private func below(_ factors: [Factor]) -> Double {
    factors.filter { $0.exponent < 0 }
      .reduce(1) { $0 * raise(values[$1.node], to: Double(-$1.exponent)) }
  }

  /// The operands of which the value is made: of an `if`, the condition and the chosen branch.
  private func operandsRead(by i: Int) -> [Int] {
    if case .apply(.choice, let u) = graph.nodes[i] {
      return [u[0], values[u[0]] != 0 ? u[1] : u[2]]
    }
    return graph.nodes[i].operands
  }

  private func explanation(of i: Int) -> String {
    let text = printer.text(i)
    switch graph.nodes[i] {
    case .constant, .variable: return "\(text) is not finite"
    case .sum: return "\(text) is too large"
    case .product(let factors):
      for factor in factors
      where !raise(values[factor.node], to: Double(factor.exponent.magnitude)).isFinite {
        return explanation(ofPower: factor)
      }
      if below(factors) == 0 { return "\(text) is \(short(above(factors)))/0" }
      return "\(text) is too large"
    case .apply(.power, let u):
      return "\(text) is \(bracketed(values[u[0]]))^\(bracketed(values[u[1]]))"
    case .apply(let function, let u):
      let arguments = u.map { short(values[$0]) }.joined(separator: ", ")
      return "\(text) is \(function.rawValue)(\(arguments))"
    case .call(_, let u):
      let arguments = u.map { short(values[$0]) }.joined(separator: ", ")
      return "\(text) is \(values[i]) at (\(arguments))"
    }
  }

  private func explanation(ofPower factor: Factor) -> String {
    let exponent = factor.exponent.magnitude
    let text = printer.text([Factor(node: factor.node, exponent: exponent)])
    let value = values[factor.node]
    if exponent == 0.5 { return "\(text) is sqrt(\(short(value)))" }
    let e = literal(exponent)
    return "\(text) is \(bracketed(value))^\(e.isAtom ? e.text : "(\(e.text))")"
  }

  /// Six digits are enough to recognise a number.
  private func short(_ x: Double) -> String { x.written(digits: 6) }

  private func bracketed(_ x: Double) -> String { x < 0 ? "(\(short(x)))" : short(x) }
}
