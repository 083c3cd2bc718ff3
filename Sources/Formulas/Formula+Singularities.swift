extension Formula {
  /// The functions where whose zeros this one need not be analytic: u of u^p for p other than a
  /// natural number, so of sqrt and of poles, of log u and of u^v; 1 ± u of asin u; and the like.
  ///
  /// What switches at a zero (`switches`) is not among them. Even powers of hypot are polynomials. A
  /// singularity may cancel, as that of cos(sqrt(x)) does.
  package var singularBases: [Formula] {
    var builder = Builder(graph)
    var found: [Int] = []
    let isCorner = corners
    for (i, node) in graph.nodes.enumerated() {
      switch node {
      case .constant, .variable, .sum, .call: break
      case .product(let factors):
        found += factors.filter { !($0.exponent.isInteger && $0.exponent > 0) }.map(\.node)
      case .apply(let function, let u):
        switch function {
        case .log, .log2, .log10, .cbrt, .power, .gamma: found.append(u[0])
        case .log1p: found.append(builder.sum([Term(coefficient: 1, node: u[0])], plus: 1))
        case .hypot where isCorner[i]: found.append(i)
        case .tan: found.append(builder.apply(.cos, [u[0]]))
        case .asin, .acos, .atanh:
          found.append(builder.sum([Term(coefficient: -1, node: u[0])], plus: 1))
          found.append(builder.sum([Term(coefficient: 1, node: u[0])], plus: 1))
        case .acosh: found.append(builder.sum([Term(coefficient: 1, node: u[0])], plus: -1))
        default: break
        }
      }
    }
    var seen: Set<Int> = []
    return found.filter { builder.masks[$0] != 0 && seen.insert($0).inserted }
      .map { Formula(builder, root: $0, names: graph.names) }
  }

  /// Whether a node is used otherwise than by an even power.
  private var corners: [Bool] {
    var isCorner = [Bool](repeating: false, count: graph.nodes.count)
    isCorner[graph.root] = true
    for node in graph.nodes {
      if case .product(let factors) = node {
        for f in factors where !(f.exponent / 2).isInteger { isCorner[f.node] = true }
      } else {
        for operand in node.operands { isCorner[operand] = true }
      }
    }
    return isCorner
  }
}
