extension Formula {
  /// Why the value at a point is not finite: the deepest subexpression that makes finite operands
  /// into something else, as `x/r is 0/0` or `log(x) is log(0)`; nil if the value is finite.
  public func causeOfNonFinite(at point: [Double]) -> String? {
    precondition(
      graph.mask >> UInt64(point.count) == 0, "the point has fewer coordinates than the formula")
    return NonFiniteSearch(graph, at: point).cause
  }
}
