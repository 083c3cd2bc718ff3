/// The condition at one end of a bounded axis.
public enum End: String, Hashable, Sendable, CaseIterable {
  /// The value is given: odd reflection.
  case dirichlet
  /// The outward normal derivative is given: even reflection.
  case neumann
}

/// What happens at the two ends of an axis.
public enum Boundary: Hashable, Sendable {
  /// u(b) = u(a): the axis is a circle.
  case periodic
  /// A condition at each end.
  case bounded(lower: End, upper: End)

  /// The same Dirichlet condition at both ends.
  public static let dirichlet = Boundary.bounded(lower: .dirichlet, upper: .dirichlet)
  /// The same Neumann condition at both ends.
  public static let neumann = Boundary.bounded(lower: .neumann, upper: .neumann)
}

/// Where the points of an axis lie relative to its cells.
public enum Placement: String, Hashable, Sendable, CaseIterable {
  /// On the cells' ends, t = 0, 1, …
  case nodes
  /// In the cells' middles, t = ½, 3/2, …
  case cells
}

/// One of the two sides of an axis.
public enum Side: String, Hashable, Sendable, CaseIterable {
  case lower, upper
}
