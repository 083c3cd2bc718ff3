public import Discretizations
public import Solvers

/// A discretisation by name, with what it does to its data.
public struct Method: Sendable {
  /// How the right-hand side becomes numbers.
  public typealias Load = LoadRule

  /// What function the unknowns of a difference or spectral method mean.
  public enum Reconstruction: String, Sendable, CaseIterable {
    case trigonometric, multilinear
  }

  /// The name, as it is printed.
  public var name: String
  /// One an axis; a single one serves all axes.
  public var kinds: [Discretization]
  /// nil: `integrated` for splines, `sampled` otherwise.
  public var load: Load?
  /// Gauss points a direction and knot interval; nil: degree + 3.
  public var quadrature: Int?
  /// nil: the study's.
  public var oversample: Int?
  /// The depth d of the lifting that takes up normal derivatives of order up to 2d (2d + 1 at Neumann
  /// sides) before the method sees the problem; 0: none.
  public var lifting = 0
  /// What a difference scheme takes for a coefficient that varies between two points.
  public var faces = FaceRule.sampled
  /// Whether a spectral method takes products with coefficients on a finer grid.
  public var isDealiased = false
  /// How a system that is not diagonal is solved.
  public var iteration = IterationOptions()
  /// The function that the unknowns mean.
  public var reconstruction = Reconstruction.trigonometric

  /// A method of one kind on every axis, named by it.
  public init(_ kind: Discretization) { self.init("\(kind)", [kind]) }

  /// A method by its name; one kind serves every axis.
  public init(_ name: String, _ kinds: [Discretization]) {
    self.name = name
    self.kinds = kinds
  }
}
