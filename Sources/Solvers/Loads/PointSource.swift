public import Grids

/// s δ(x − x₀): a source of strength s at one point.
public struct PointSource: Hashable, Sendable {
  /// x₀
  public var point: [Extended]
  /// s
  public var strength: Extended

  /// `strength` times the Dirac measure at a point, which has a coordinate an axis.
  public init(_ strength: Extended = 1, at point: [Extended]) {
    self.point = point
    self.strength = strength
  }
}
