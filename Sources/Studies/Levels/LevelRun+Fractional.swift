import Discretizations
import Fields
import Grids
import RealModule
import Solvers
import Transforms

extension LevelRun {
  /// The solution of a fractional problem whose source follows from `exact`: f is made by the
  /// multiplier of (−∇·(a∇))^s + c on a grid refined eight times, where u is resolved, and brought
  /// to this grid's points; before, an integrated load is tested there by the method's B-splines.
  static func fractional(
    _ equation: Equation, _ method: Method, _ space: FunctionSpace<Scalar>
  ) throws(SolverError) -> Solution<Scalar> {
    let grid = space.grid
    let factor = refinement(grid)
    let fine = FunctionSpace<Scalar>(on: grid.with(cells: grid.cells.map { factor * $0 }))
    let scheme = Scheme(method.kinds)
    var fHat = Coefficients(Field(sampling: equation.problem.exact!, in: fine))
    fHat.dropNoise()
    fHat.multiply(by: equation.op.symbol(.spectral, on: fine.grid)!)
    if method.effectiveLoad == .integrated { fHat.test(by: scheme, on: grid) }
    let f = Field(consuming: fHat).restricted(to: space)
    var uHat = Coefficients(f)
    let load: Load = method.effectiveLoad == .interpolated ? .function : .functional
    let defect = try uHat.divide(by: equation.op, scheme: scheme, load: load)
    return Solution(u: Field(consuming: uHat), lift: nil, meanDefect: defect)
  }

  /// How much finer that grid is: even for nodes; odd for cells, whose middles are then among its own.
  static func refinement(_ grid: Grid) -> Int {
    grid.axes.allSatisfy { $0.placement == .nodes } ? 8 : 9
  }
}

extension Coefficients {
  /// Drops what the transform's round-off hides, 4 ε √(log₂ N) max|û|: λ^s would raise the noise of high
  /// modes, and a coarser grid sees it in its low ones.
  fileprivate mutating func dropNoise() {
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    let noise =
      4 * .ulpOfOne * Scalar.sqrt(Scalar.log2(Scalar(values.count + 1))) * largest
    for i in values.indices where values[i].magnitude < noise { values[i] = 0 }
  }

  /// (f, φ_j) a unit of volume in place of f(x_j), φ_j the B-splines of a coarser grid: along each axis
  ///
  ///     (f ∗ β_p)^(κ) = f̂(κ) (sin(κh/2)/(κh/2))^{p+1}
  fileprivate mutating func test(by scheme: Scheme, on coarse: Grid) {
    let shape = grid.spectrumShape
    let factors = grid.axes.enumerated().map { a, axis -> [Scalar] in
      guard case .spline(let p) = scheme[a] else { return [Scalar](repeating: 1, count: shape[a]) }
      return (0..<shape[a]).map { i in
        let half = axis.frequency(i) * coarse.axes[a].spacing / 2
        return half == 0 ? 1 : Scalar(Extended.pow(.sin(half) / half, p + 1))
      }
    }
    multiplyRows(complex: false) { leading, row, _ in
      let outer = leading.enumerated().reduce(Scalar(1)) { $0 * factors[$1.offset][$1.element] }
      for i in row.indices { row[i] = outer * factors[factors.count - 1][i] }
    }
  }
}
