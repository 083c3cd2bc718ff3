extension Formula: CustomStringConvertible {
  /// The simplified expression in the language of `init(_:parameters:)`; `…` stands for what is
  /// nested too deep or too long to read.
  public var description: String { Printer(graph.nodes, names: graph.names).text(graph.root) }
}
