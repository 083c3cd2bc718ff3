public import Discretizations
public import Solvers

/// A discretisation by name, with what it does to its data.
public struct Method: Sendable {
  public typealias Load = LoadRule

  /// What function the unknowns of a difference or spectral method mean.
  public enum Reconstruction: String, Sendable, CaseIterable {
    case trigonometric, multilinear
  }

  public var name: String
  /// One an axis; a single one serves all axes.
  public var kinds: [Discretization]
  /// nil: `integrated` for splines, `sampled` otherwise.
  public var load: Load?
  /// Gauss points a direction and knot interval; nil: degree + 3.
  public var quadrature: Int?
  /// nil: the study's.
  public var oversample: Int?
  public var reconstruction = Reconstruction.trigonometric

  public init(_ name: String, _ kinds: [Discretization]) {
    self.name = name
    self.kinds = kinds
  }
}
