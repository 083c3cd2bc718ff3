extension Axis {
  /// Where a staggered difference of this axis's fields lives: the other parity on the other
  /// placement, modes unchanged.
  ///
  /// Dirichlet nodes ↔ Neumann cells, Neumann nodes ↔ Dirichlet cells, Dirichlet–Neumann nodes ↔
  /// Neumann–Dirichlet cells, and so on. nil where that leaves no point: two Dirichlet nodes about
  /// one Neumann cell, whose only mode is the constant.
  public var staggered: Axis? {
    dual(placement == .nodes ? .cells : .nodes)
  }

  /// Where a collocated derivative lives: the other parity at the same placement.
  ///
  /// nil where that leaves no point: one Neumann cell between two nodes.
  public var collocated: Axis? { dual(placement) }

  private func dual(_ placement: Placement) -> Axis? {
    let dual = boundary.conjugate
    guard cells >= Axis.fewestCells(dual, placement) else { return nil }
    return with(boundary: dual, placement: placement)
  }
}

extension Boundary {
  /// The conditions of a derivative: Dirichlet ↔ Neumann at each end.
  public var conjugate: Boundary {
    guard case .bounded(let a, let b) = self else { return .periodic }
    return .bounded(lower: a.conjugate, upper: b.conjugate)
  }
}

extension End {
  /// Odd ↔ even.
  public var conjugate: End { self == .dirichlet ? .neumann : .dirichlet }
}
