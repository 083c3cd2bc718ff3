import Grids
import Transforms

extension NormsStudy {
  /// The row of one grid; with `oversample = m` > 1 the norms of the function itself, estimated by
  /// sampling it on the grids with m·n and 2m·n cells.
  ///
  /// The value is that of the finer grid, and its half-width the difference of both: for an error
  /// that falls like h^p that is 2^p − 1 times the error of the value. Where the function breaks inside
  /// the box the error depends on where between two points, and the difference bounds nothing; nor does
  /// it where a zero or an extremum has the norm's error depend on that.
  func estimatedRow<Scalar: TransformScalar>(
    _ function: Function, _ cells: [Int], _: Scalar.Type
  ) throws(StudyError) -> Level {
    guard options.oversample > 1 else { return try row(function, cells, Scalar.self) }
    let coarse = try row(function, cells.map { $0 * options.oversample }, Scalar.self)
    var level = try row(function, cells.map { 2 * $0 * options.oversample }, Scalar.self)
    let grid = domain.grid(cells: cells)
    level.cells = cells
    level.h = grid.axes.map { Double($0.spacing) }
    level.unknowns = grid.count
    guard !function.source.breaks(in: domain.box) else { return level }
    for (norm, values) in level.values {
      for (measure, value) in values {
        let column = Series.column(norm, measure)
        guard let other = coarse.values[norm]?[measure],
          coarse.places[column] == level.places[column]
        else { continue }
        level.halfWidths[norm, default: [:]][measure] = (value - other).magnitude
      }
    }
    return level
  }

  /// How values are estimated, where they are.
  var estimateCaption: [String] {
    let m = options.oversample
    guard m > 1 else { return [] }
    return [
      "values: the function sampled with \(2 * m) n cells, ± the difference to \(m) n cells"
    ]
      + functions.filter { $0.source.breaks(in: domain.box) }.map {
        "\($0.name): no ±, since the function breaks inside the box: the difference is no bound there"
      }
      + (options.norms.contains { $0.expansion != .whole }
        ? ["no ± where a norm breaks at zeros or extrema of the function that lie between points"]
        : [])
  }
}
