/// A node of the graph in normal form; operands are indices of earlier nodes.
enum Node: Hashable, Sendable {
  case constant(Formula.Constant)
  /// x, y, z are 0, 1, 2; further variables follow.
  case variable(Int)
  /// c + Σ cᵢ uᵢ, in the order of the nodes; one uᵢ occurs once, and no cᵢ is 0.
  case sum(Formula.Constant, [Term])
  /// Π uᵢ^eᵢ, in the order of the nodes; one uᵢ occurs once, and no eᵢ is 0.
  case product([Factor])
  case apply(Function, [Int])
  case call(Closure, [Int])
}

/// One cᵢ uᵢ of a sum.
struct Term: Hashable, Sendable {
  var coefficient: Formula.Constant
  var node: Int
}

/// One uᵢ^eᵢ of a product.
struct Factor: Hashable, Sendable {
  var node: Int
  var exponent: Formula.Constant
}

extension Node {
  /// The operands, in order.
  var operands: [Int] {
    switch self {
    case .constant, .variable: []
    case .sum(_, let terms): terms.map(\.node)
    case .product(let factors): factors.map(\.node)
    case .apply(_, let operands), .call(_, let operands): operands
    }
  }

  /// The same node over renumbered operands, back in normal order.
  func renumbered(_ map: [Int]) -> Node {
    switch self {
    case .constant, .variable: self
    case .sum(let constant, let terms):
      .sum(
        constant,
        terms.map { Term(coefficient: $0.coefficient, node: map[$0.node]) }
          .sorted { $0.node < $1.node })
    case .product(let factors):
      .product(
        factors.map { Factor(node: map[$0.node], exponent: $0.exponent) }
          .sorted { $0.node < $1.node })
    case .apply(let function, let operands): .apply(function, operands.map { map[$0] })
    case .call(let closure, let operands): .call(closure, operands.map { map[$0] })
    }
  }
}
