extension Formula {
  /// The function with another in the place of a coordinate: u(g, y, z).
  ///
  /// On the side x = 1 of a box this is `u.substituting(.x, by: 1)`.
  ///
  /// - Complexity: linear in the number of subexpressions.
  public func substituting(_ coordinate: Coordinate, by g: Formula) -> Formula {
    guard depends(on: coordinate) else { return self }
    var builder = Builder()
    let replacement = builder.insert(g.graph)
    var map: [Int] = []
    map.reserveCapacity(graph.nodes.count)
    for node in graph.nodes {
      map.append(
        node == .variable(coordinate.rawValue) ? replacement : builder.rebuild(node, map))
    }
    let names = graph.names.count > g.graph.names.count ? graph.names : g.graph.names
    return Formula(builder, root: map[graph.root], names: names)
  }
}
