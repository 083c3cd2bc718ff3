public import Grids

/// One discretisation an axis: what a method is.
public struct Scheme: Hashable, Sendable {
  /// The axes' kinds; a single one serves every axis.
  public let kinds: [Discretization]

  /// A kind for each axis, or one for all; traps if there is none.
  public init(_ kinds: [Discretization]) {
    precondition(!kinds.isEmpty)
    self.kinds = kinds
  }

  /// One kind on every axis.
  public init(_ kind: Discretization) { self.init([kind]) }

  /// Trigonometric functions on every axis.
  public static let spectral = Scheme(.spectral)

  /// The kind of one axis.
  public subscript(axis: Int) -> Discretization { kinds.count == 1 ? kinds[0] : kinds[axis] }

  /// Whether every axis of the grid admits its kind.
  public func isAdmitted(on grid: Grid) -> Bool {
    grid.axes.indices.allSatisfy { self[$0].isAdmitted(on: grid.axes[$0]) }
  }

  /// Whether some axis is a spline: its unknowns are coefficients, and its mass is a matrix.
  public var isGalerkin: Bool { kinds.contains(where: \.isSpline) }

  /// Whether every axis is `spectral`: only then has a last mode a policy.
  public var isSpectral: Bool { kinds.allSatisfy { $0 == .spectral } }

  /// Whether every axis is `mehrstellen`.
  public var isMehrstellen: Bool { kinds.allSatisfy { $0 == .mehrstellen } }

  /// Whether Π_{i} b_{αᵢ} exists.
  public func admits(_ alpha: [Int]) -> Bool {
    alpha.enumerated().allSatisfy { axis, m in self[axis].highestDerivative ?? m >= m }
  }
}
