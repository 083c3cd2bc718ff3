extension Builder {
  /// c + Σ cᵢ uᵢ, with constants folded and like terms collected.
  mutating func sum(_ terms: [Term], plus constant: Constant = 0) -> Int {
    var sum = constant
    var flat: [Term] = []
    flat.reserveCapacity(terms.count)
    for term in terms { flatten(term, isAlone: terms.count == 1, into: &flat, constant: &sum) }
    flat = collected(flat)
    if flat.isEmpty { return self.constant(sum) }
    if sum == 0, flat.count == 1, flat[0].coefficient == 1 { return flat[0].node }
    return intern(.sum(sum, flat))
  }

  mutating func negate(_ a: Int) -> Int { sum([Term(coefficient: -1, node: a)]) }

  mutating func add(_ a: Int, _ b: Int) -> Int {
    sum([Term(coefficient: 1, node: a), Term(coefficient: 1, node: b)])
  }

  mutating func subtract(_ a: Int, _ b: Int) -> Int {
    sum([Term(coefficient: 1, node: a), Term(coefficient: -1, node: b)])
  }

  /// Opens a sum inside a sum where that cannot cost digits.
  ///
  /// In c(x − a) + … the difference is often exact, and in cx − ca it is not; so a sum with a
  /// constant or a bare variable stays closed, unless only its sign changes.
  private func flatten(
    _ term: Term, isAlone: Bool, into flat: inout [Term], constant: inout Constant
  ) {
    let c = term.coefficient
    if c == 0 { return }
    switch nodes[term.node] {
    case .constant(let value): constant += c * value
    case .sum(let inner, let terms)
    where (terms.count == 1 && inner == 0) || (isAlone && c.magnitude == 1)
      || (inner == 0 && terms.allSatisfy { !isVariable($0.node) }):
      constant += c * inner
      for t in terms {
        flatten(
          Term(coefficient: c * t.coefficient, node: t.node), isAlone: false, into: &flat,
          constant: &constant)
      }
    default: flat.append(term)
    }
  }

  private func isVariable(_ node: Int) -> Bool {
    if case .variable = nodes[node] { true } else { false }
  }

  private func collected(_ terms: [Term]) -> [Term] {
    var result: [Term] = []
    result.reserveCapacity(terms.count)
    for term in terms.sorted(by: { $0.node < $1.node }) {
      if result.last?.node == term.node {
        result[result.count - 1].coefficient += term.coefficient
      } else {
        result.append(term)
      }
    }
    result.removeAll { $0.coefficient == 0 }
    return result
  }
}
