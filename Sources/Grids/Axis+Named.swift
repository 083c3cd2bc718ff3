extension Axis {
  /// A circle [0, L), of length 2π unless another is given.
  public static func periodic(
    length: Extended = 2 * .pi, cells: Int, placement: Placement = .nodes
  ) -> Axis {
    Axis(0, length, cells: cells, boundary: .periodic, placement: placement)
  }

  /// [0, L] with u = 0 at both ends.
  public static func dirichlet(
    length: Extended, cells: Int, placement: Placement = .nodes
  ) -> Axis {
    Axis(0, length, cells: cells, boundary: .dirichlet, placement: placement)
  }

  /// [0, L] with ∂u/∂n = 0 at both ends.
  public static func neumann(
    length: Extended, cells: Int, placement: Placement = .nodes
  ) -> Axis {
    Axis(0, length, cells: cells, boundary: .neumann, placement: placement)
  }
}
