import Formulas
import Grids

/// Which preconditioner `auto` will choose, by samples of a along some lines of the grid.
struct PreconditionerForecast {
  private let grid: Grid
  /// The largest of max aᵢ/min aᵢ.
  private var contrast = 1.0
  /// That of a at two neighbours, along each axis.
  private var steps: [Double]

  init(_ op: SecondOrderOperator, on grid: Grid) {
    self.grid = grid
    steps = grid.axes.map { _ in 1 }
    for i in 0..<grid.rank {
      let a = op.diffusion(i, i)
      if a.constant != nil { continue }
      var (least, largest) = (Double.infinity, 0.0)
      for d in grid.axes.indices {
        let axes = grid.axes.enumerated().map { k, axis -> [Double] in
          let points = axis.points.map { Double($0) }
          // Every point of the line; of the other axes places that no power of two divides.
          return k == d
            ? points
            : (0..<7).map { points[min(points.count - 1, (2 * $0 + 1) * points.count / 14)] }
        }
        let values = a.values(on: axes)
        let stride = axes[(d + 1)...].reduce(1) { $0 * $1.count }
        let n = axes[d].count
        for (k, value) in values.enumerated() {
          (least, largest) = (min(least, value), max(largest, value))
          if k / stride % n + 1 < n {
            let next = values[k + stride]
            steps[d] = max(steps[d], value > next ? value / next : next / value)
          }
        }
      }
      contrast = max(contrast, least > 0 ? largest / least : .infinity)
    }
  }

  /// See ``PointCoefficients/choice(_:isFlux:hasStiffSides:)``.
  func choice(
    _ wish: IterationOptions.Preconditioner, isFlux: Bool, hasStiffSides: Bool
  ) -> IterationOptions.Preconditioner {
    guard wish == .auto else { return wish }
    return .choice(
      contrast: contrast, steps: steps, on: grid, isFlux: isFlux, hasStiffSides: hasStiffSides)
  }
}
