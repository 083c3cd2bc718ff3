import Formulas
import Grids
import RealModule

/// Which preconditioner `auto` will choose, by samples of a along some lines of the grid.
struct PreconditionerForecast {
  private let grid: Grid
  /// The largest of max aᵢ/min aᵢ.
  private var contrast = 1.0
  /// That of (Π aᵢ)^{1/d} at two neighbours, along each axis.
  private var steps: [Double]
  private let ratios: AxisRatios

  init(_ op: SecondOrderOperator, on grid: Grid) {
    self.grid = grid
    steps = grid.axes.map { _ in 1 }
    let lines = AxisRatios.Lattice.lines(of: grid)
    ratios = AxisRatios(op, at: lines)
    let entries = (0..<(op.diffusion.isScalar ? 1 : grid.rank)).map { op.diffusion($0, $0) }
    guard entries.contains(where: { $0.constant == nil }) else { return }
    for (d, lattice) in lines.enumerated() {
      let a = entries.map { $0.values(on: lattice.axes) }
      for values in a {
        let (least, largest) = (values.min()!, values.max()!)
        contrast = max(contrast, least > 0 ? largest / least : .infinity)
      }
      let product = a.dropFirst().reduce(a[0]) { zip($0, $1).map { $0 * $1 } }
      steps[d] = Double.pow(lattice.step(product, along: d), 1 / Double(entries.count))
    }
  }

  /// See ``PointCoefficients/choice(_:isFlux:hasCycle:hasStiffSides:)``.
  func choice(
    _ wish: IterationOptions.Preconditioner, isFlux: Bool, hasCycle: Bool, hasStiffSides: Bool
  ) -> IterationOptions.Preconditioner {
    guard wish == .auto else { return wish }
    return .choice(
      contrast: contrast, steps: steps, ratios: ratios, on: grid, isFlux: isFlux,
      hasCycle: hasCycle, hasStiffSides: hasStiffSides)
  }
}
