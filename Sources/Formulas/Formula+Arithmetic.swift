extension Formula {
  /// Applies a construction to the roots of formulas in one graph.
  static func build(_ operands: [Formula], _ construction: (inout Builder, [Int]) -> Int) -> Formula
  {
    var builder = Builder(operands[0].graph)
    var roots = [operands[0].graph.root]
    for operand in operands.dropFirst() { roots.append(builder.insert(operand.graph)) }
    let names = operands.map(\.graph.names).max { $0.count < $1.count }!
    let root = construction(&builder, roots)
    return Formula(builder, root: root, names: names)
  }

  /// a + b
  public static func + (a: Formula, b: Formula) -> Formula {
    build([a, b]) { $0.add($1[0], $1[1]) }
  }

  /// a − b
  public static func - (a: Formula, b: Formula) -> Formula {
    build([a, b]) { $0.subtract($1[0], $1[1]) }
  }

  /// a b
  public static func * (a: Formula, b: Formula) -> Formula {
    build([a, b]) { $0.multiply($1[0], $1[1]) }
  }

  /// a / b
  public static func / (a: Formula, b: Formula) -> Formula {
    build([a, b]) { $0.divide($1[0], $1[1]) }
  }

  /// −a
  public static prefix func - (a: Formula) -> Formula { build([a]) { $0.negate($1[0]) } }

  /// a + b
  public static func += (a: inout Formula, b: Formula) { a = a + b }

  /// a − b
  public static func -= (a: inout Formula, b: Formula) { a = a - b }

  /// a b
  public static func *= (a: inout Formula, b: Formula) { a = a * b }

  /// a / b
  public static func /= (a: inout Formula, b: Formula) { a = a / b }

  /// Σ uᵢ, in one graph: for many terms much faster than one addition after the other.
  public static func sum(_ terms: [Formula]) -> Formula {
    if terms.isEmpty { return 0 }
    return build(terms) { $0.sum($1.map { Term(coefficient: 1, node: $0) }) }
  }
}
