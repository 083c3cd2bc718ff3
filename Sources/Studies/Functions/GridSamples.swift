public import Grids

/// A function that is known at the points of one grid only: an array of one's own.
public struct GridSamples: Sendable {
  /// The grid.
  public let grid: Grid
  /// The values, or their real parts, row-major.
  public let real: [Extended]
  /// The imaginary parts; nil for a real function.
  public let imaginary: [Extended]?
  /// The relative distance of neighbouring numbers where the values come from; 0 where they are
  /// whole numbers.
  public var epsilon = 0.0
  /// What was understood of them: `64 × 129, float64, axes yx → x 128 cells, y 64 cells`.
  public var note = ""

  /// Traps unless there is a value for every point.
  public init(on grid: Grid, real: [Extended], imaginary: [Extended]? = nil) {
    precondition(real.count == grid.count, "\(real.count) values for \(grid.count) points")
    precondition(imaginary.map { $0.count == grid.count } ?? true, "parts of two lengths")
    self.grid = grid
    self.real = real
    self.imaginary = imaginary
  }
}
