public import Grids
public import Transforms

/// V: the functions that a grid resolves, between whose values and coefficients one transform goes.
public struct FunctionSpace<Scalar: TransformScalar>: Sendable {
  /// The grid it lives on.
  public let grid: Grid
  /// Between values on the grid's points and unit-amplitude coefficients.
  public let transform: any SpectralTransform<Scalar>
  let spectra = SpectrumPool<Scalar>()

  /// The space of a grid.
  public init(on grid: Grid) {
    self.grid = grid
    transform = FFTWTransform<Scalar>(grid.axes.map(TransformKind.init))
  }

  /// The number of points, which is the dimension of V.
  public var count: Int { grid.count }

  /// Points of each axis in this precision.
  public var coordinates: [[Scalar]] { grid.axes.map { $0.points.rounded(to: Scalar.self) } }
}

extension FunctionSpace: Equatable {
  /// Spaces are equal if their grids are.
  public static func == (v: FunctionSpace, w: FunctionSpace) -> Bool { v.grid == w.grid }
}

extension TransformKind {
  /// The boundary condition picks the transform.
  package init(_ axis: Axis) {
    let family: Family =
      switch axis.basis {
      case .fourier: .fourier
      case .sine: .sine
      case .cosine: .cosine
      case .halfSine: .halfSine
      case .halfCosine: .halfCosine
      }
    self.init(family, cells: axis.cells, onCells: axis.placement == .cells)
  }
}
