extension Formula {
  /// The same function of the coordinates in another order: its value at (x_{p₀}, x_{p₁}, …) is this one's
  /// at (x₀, x₁, …), but for round-off: sums take first what depends on the same coordinates.
  ///
  /// On a tensor grid whose axes are in that order runs are along the axis that comes last.
  ///
  /// - Parameter p: As many axes as there are coordinates of space, or those there are.
  /// - Complexity: linear in the number of subexpressions.
  package func reordered(_ p: [Int]) -> Formula {
    var builder = Builder()
    var map: [Int] = []
    map.reserveCapacity(graph.nodes.count)
    for node in graph.nodes {
      if case .variable(let slot) = node, let place = p.firstIndex(of: slot) {
        map.append(builder.variable(place))
      } else {
        map.append(builder.intern(node.renumbered(map)))
      }
    }
    return Formula(builder, root: map[graph.root], names: graph.names)
  }
}
