extension Axis {
  /// The first point's place in half cells: t = firstHalf/2.
  ///
  /// Places are counted in half cells so that nodes and cells share one integer lattice.
  public var firstHalf: Int {
    if placement == .cells { return 1 }
    return end(.lower) == .dirichlet ? 2 : 0
  }

  /// The number of points, which is also the number of modes.
  public var count: Int {
    if placement == .cells { return cells }
    switch boundary {
    case .periodic: return cells
    case .bounded(.dirichlet, .dirichlet): return cells - 1
    case .bounded(.neumann, .neumann): return cells + 1
    case .bounded: return cells
    }
  }

  /// The point with index j, x_j = a + t_j h, rounded once.
  ///
  /// Formed from both ends, so that a symmetric axis has symmetric points.
  public func point(_ j: Int) -> Extended { place(half: firstHalf + 2 * j) }

  /// The place t = half/2 cells from the lower end.
  public func place(half: Int) -> Extended {
    let n = Extended(2 * cells)
    let t = Extended(half)
    return (lower * (n - t) + upper * t) / n
  }

  /// The place ξ cells above the lower end of cell j: a + (j + ξ) h.
  public func place(cell j: Int, offset xi: Extended) -> Extended {
    lower + (Extended(j) + xi) * spacing
  }

  /// All points, lowest first.
  public var points: [Extended] { (0..<count).map(point) }

  /// The quadrature weight of point j: h, or h/2 at a node that lies on a Neumann end.
  ///
  /// With these weights ‖u‖_{ℓ²} = ‖u‖_{L²} by Parseval for every field without a last mode.
  public func weight(_ j: Int) -> Extended {
    guard placement == .nodes, !isPeriodic else { return spacing }
    let half = firstHalf + 2 * j
    return half == 0 || half == 2 * cells ? spacing / 2 : spacing
  }

  /// All weights.
  public var weights: [Extended] { (0..<count).map(weight) }
}
