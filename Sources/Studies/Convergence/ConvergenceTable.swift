public import Fields
public import Grids
public import Norms
import RealModule
import Solvers
public import Transforms

/// The errors of a solver of one's own on a sequence of grids, with rates and what regularity predicts.
///
///     e = u_h − u on the reference grid,   rate = log(e₁/e₂)/log(h₁/h₂)
///
/// u_h is taken as a trigonometric function and measured on the grid of the reference, not at its own
/// points, where errors of aliasing are not seen:
///
///     let table = try ConvergenceTable(cells: [16, 32, 64], against: u, regularity: 3.5) { space in
///       try (1 - .laplacian).solve(f.projected(to: space))
///     }
///     table.rates(in: .h(1))
public struct ConvergenceTable: Sendable {
  /// What every table is made from: one series, of the measure `spectral`.
  public private(set) var results = Results(study: .convergence)

  /// Errors of `solve` on the reference's box with n cells along every axis, coarsest first.
  ///
  /// - Parameters:
  ///   - u: the exact solution, or one that is as good, on a finer grid.
  ///   - regularity: r with u ∈ H^s for all s < r, that of its reflection on bounded axes: the best
  ///     approximation has the rate r − s in H^s. nil predicts nothing.
  ///   - solve: u_h in a space.
  /// - Throws: what `solve` throws; ``NormError`` where a norm of the error has no value. Traps where
  ///   the reference's grid does not refine a level's.
  /// - Complexity: a solve a level, and one transform on the reference's grid.
  public init<Scalar: TransformScalar>(
    cells: [Int], against u: Field<Scalar>, norms: [Norm] = [.l2, .h(1)],
    regularity: Double? = nil, lastMode: LastMode = .parseval,
    solve: (FunctionSpace<Scalar>) throws -> Field<Scalar>
  ) throws {
    var series = Series()
    series.method = "u_h"
    series.norms = norms.map(\.name)
    series.listedNorms = series.norms
    series.measures = [Self.measure]
    let noise = Double(u.largest()) * u.grid.transformNoise(Scalar.self)
    let unit = EllipticOperator(diffusion: u.grid.axes.map { _ in 1 })
    var floors: [String: [Measure: [NoiseFloor]]] = [:]
    for n in cells {
      let grid = u.grid.with(cells: u.grid.axes.map { _ in n })
      var e = try solve(FunctionSpace(on: grid)).prolonged(to: u.space)
      e.subtract(u)
      var level = Level(grid)
      for (norm, value) in zip(norms, try e.norms(norms, lastMode: lastMode)) {
        level.values[norm.name] = value.map { [Self.measure: Double($0)] }
        let floor = norm.noise(on: u.grid, op: unit).map { noise * $0.measure * $0.growth } ?? 0
        floors[norm.name, default: [:]][Self.measure, default: []].append(
          NoiseFloor(roundoff: floor))
      }
      series.levels.append(level)
    }
    series.judge(floors: floors, key: .h) { name, _ in
      guard let r = regularity,
        let s = norms.first(where: { $0.name == name })?.order(power: 1)
      else { return .none("no theory for this norm") }
      return .algebraic(r - s)
    }
    results.series = [series]
    results.caption = [
      "errors e = u_h − u on \(u.grid.cells.map(\.description).joined(separator: " × ")) cells;  "
        + "rates by h",
      "spectral: trigonometric series, Parseval",
    ]
    var options = StudyOptions(levels: [])
    options.norms = norms
    results.caption += options.definitions(of: "e")
  }

  private static let measure: Measure = "spectral"

  /// The errors in a norm, coarsest first.
  public func errors(in norm: Norm) -> [Double] {
    results.series[0].errors(in: norm, by: Self.measure)
  }

  /// The rates between consecutive rows: the first is the second row's.
  public func rates(in norm: Norm) -> [Double] {
    results.series[0].rates(in: norm, by: Self.measure)
  }

  /// r − s; nil where nothing is predicted.
  public func predictedRate(in norm: Norm) -> Double? {
    results.series[0].fit(in: norm, by: Self.measure)?.predicted
  }
}
