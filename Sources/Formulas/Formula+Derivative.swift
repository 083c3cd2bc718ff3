extension Formula {
  /// The partial derivative ∂ⁿu/∂cⁿ, exact.
  ///
  /// abs, min, max and if are differentiated branch by branch: the result is the weak derivative if u
  /// is continuous, and a second one misses the jumps of the first. `switches` tells where branches
  /// change. What jumps itself is refused.
  ///
  /// - Complexity: O(order × subexpressions of the result): each is differentiated once.
  public func derivative(_ c: Coordinate, order: Int = 1) throws(DifferentiationError) -> Formula {
    precondition(order >= 0, "the order of a derivative is not negative")
    if order == 0 { return self }
    var builder = Builder(graph)
    var root = graph.root
    for _ in 0..<order {
      root = try builder.derivative(of: root, by: c.rawValue, names: graph.names)
    }
    return Formula(builder, root: root, names: graph.names)
  }

  /// The mixed derivative ∂^α u.
  public func derivative(_ alpha: [Int]) throws(DifferentiationError) -> Formula {
    precondition(alpha.count <= 3, "there are three coordinates at most")
    var u = self
    for (axis, order) in alpha.enumerated() {
      u = try u.derivative(Coordinate(rawValue: axis)!, order: order)
    }
    return u
  }
}
