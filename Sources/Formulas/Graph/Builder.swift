/// A graph under construction: equal nodes get one index.
struct Builder {
  typealias Constant = Formula.Constant

  private(set) var nodes: [Node] = []
  /// The variables on which each node depends, a bit each.
  private(set) var masks: [UInt64] = []
  private var index: [Node: Int] = [:]

  init() {}

  /// Starts from the nodes of a graph, whose indices stay.
  init(_ graph: Graph) {
    index.reserveCapacity(graph.nodes.count)
    for node in graph.nodes { intern(node) }
  }

  /// The index of a node that is already in normal form.
  @discardableResult
  mutating func intern(_ node: Node) -> Int {
    if let known = index[node] { return known }
    nodes.append(node)
    let mask: UInt64 =
      if case .variable(let slot) = node {
        1 << UInt64(slot)
      } else {
        node.operands.reduce(0) { $0 | masks[$1] }
      }
    masks.append(mask)
    index[node] = nodes.count - 1
    return nodes.count - 1
  }

  mutating func constant(_ c: Constant) -> Int { intern(.constant(c)) }

  mutating func variable(_ slot: Int) -> Int { intern(.variable(slot)) }

  func value(of node: Int) -> Constant? {
    if case .constant(let c) = nodes[node] { c } else { nil }
  }

  /// Takes over another graph's nodes, and returns the index of its root.
  mutating func insert(_ graph: Graph) -> Int {
    var map: [Int] = []
    map.reserveCapacity(graph.nodes.count)
    for node in graph.nodes { map.append(intern(node.renumbered(map))) }
    return map[graph.root]
  }

  /// Which of the nodes up to `root` it depends on, itself included.
  func isNeeded(by root: Int) -> [Bool] {
    var isNeeded = [Bool](repeating: false, count: root + 1)
    isNeeded[root] = true
    for i in stride(from: root, through: 0, by: -1) where isNeeded[i] {
      for operand in nodes[i].operands { isNeeded[operand] = true }
    }
    return isNeeded
  }

  /// The node with its operands replaced, simplified anew.
  mutating func rebuild(_ node: Node, _ map: [Int]) -> Int {
    switch node {
    case .constant(let c): constant(c)
    case .variable(let slot): variable(slot)
    case .sum(let c, let terms):
      sum(terms.map { Term(coefficient: $0.coefficient, node: map[$0.node]) }, plus: c)
    case .product(let factors):
      product(factors.map { Factor(node: map[$0.node], exponent: $0.exponent) })
    case .apply(let function, let operands): apply(function, operands.map { map[$0] })
    case .call(let closure, let operands): call(closure, operands.map { map[$0] })
    }
  }
}
