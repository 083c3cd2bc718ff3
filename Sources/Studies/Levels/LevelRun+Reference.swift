import Discretizations
import Fields
import Formulas
import Grids
import Norms
import Solvers
import Transforms

/// Errors against the same method on a finer grid, u_H in place of u.
extension LevelRun {
  /// ‖u_h − u_H‖ by one measure, a value a norm; nil entries are inadmissible.
  ///
  ///     discrete   at this grid's points, where u_H has them or its function is evaluated
  ///     spectral   the same; with a finer grid the trigonometric functions through both
  ///     function   the functions that the method means on both grids
  func errors(_ measure: Measure, against finer: LevelRun) throws(StudyError) -> [Measured] {
    guard measure != "function" else { return try functionErrors(against: finer) }
    guard let reference = pointValues(of: finer) else {
      return options.norms.map { _ in Measured(value: nil) }
    }
    let isPadded = measure == "spectral" && (method.oversample ?? options.oversample) > 1
    var e = isPadded ? paddedDifference(to: finer) : solution.u - reference
    if !isPadded { leaveOutSingularPoints(&e) }
    if isSingular { e.add(-e.mean) }
    return try measured(
      e, scheme: measure == "discrete" ? scheme : .spectral, reference: reference)
  }

  /// u_H at this grid's points; nil where points differ and the method means no function.
  private func pointValues(of finer: LevelRun) -> Field<Scalar>? {
    let isShared = zip(grid.axes, finer.grid.axes).allSatisfy { coarse, fine in
      (fine.cells / coarse.cells * coarse.firstHalf - fine.firstHalf).isMultiple(of: 2)
    }
    if isShared { return finer.solution.u.restricted(to: space) }
    guard let function = Reconstruction(finer) else { return nil }
    var values = function.values(at: grid, in: finer.grid)
    if function.isLifted, let w = finer.lift {
      let samples = Field(sampling: w, in: space).values
      for i in values.indices { values[i] += samples[i] }
    }
    return Field(in: space, values: values)
  }

  /// The trigonometric functions through u_h − W and u_H − W, less each other, on the study's finer
  /// grid or on u_H's own if that is finer still.
  private func paddedDifference(to finer: LevelRun) -> Field<Scalar> {
    let m = method.oversample ?? options.oversample
    let cells = zip(grid.cells, finer.grid.cells).map { max(m * $0, $1) }
    let target =
      cells == finer.grid.cells ? finer.space : FunctionSpace<Scalar>(on: grid.with(cells: cells))
    var e = Field(consuming: Coefficients(unlifted).prolonged(to: target))
    e.subtract(Field(consuming: Coefficients(finer.unlifted).prolonged(to: target)))
    let w = liftDifference(to: finer)
    return w.isZero ? e : e + Field(sampling: w, in: target)
  }

  /// W_h − W_H: 0 but beside Robin sides, where W has the slopes of u_h.
  func liftDifference(to finer: LevelRun) -> Formula {
    hasRobinSides ? (lift ?? 0) - (finer.lift ?? 0) : 0
  }

  /// u_h − W
  var unlifted: Field<Scalar> {
    guard let w = lift else { return solution.u }
    return solution.u - Field(sampling: w, in: space)
  }

  /// No error is measured at a point where the solution may be infinite.
  func leaveOutSingularPoints(_ e: inout Field<Scalar>) {
    for point in equation.singularPoints {
      if let i = grid.index(of: point) { e.values[i] = 0 }
    }
  }

  private func functionErrors(against finer: LevelRun) throws(StudyError) -> [Measured] {
    let floors = options.norms.map { floor(of: $0, on: grid, reference: solution.u) }
    guard let own = Reconstruction(self), let reference = Reconstruction(finer) else {
      return floors.map { Measured(value: nil, floor: $0) }
    }
    let points = options.quadrature ?? method.quadrature ?? defaultQuadrature
    var error = FunctionError(
      reference, on: finer.grid, less: own, of: grid,
      plus: own.isLifted ? liftDifference(to: finer) : 0, quadrature: points)
    error.symmetric = try? equation.symmetricPart
    let shift = isSingular ? -error.mean() : 0
    let values = try norms(of: error, shift: shift, admits: own.admits)
    var sizes: [Double?]?
    if options.isRelative {
      let w = own.isLifted ? finer.lift : nil
      var u = FunctionError(
        reference, on: finer.grid, exact: w.map { -$0 } ?? 0, quadrature: points)
      u.symmetric = error.symmetric
      sizes = try norms(of: u, shift: 0, admits: own.admits)
    }
    return options.norms.indices.map { i in
      let size = sizes?[i].flatMap { $0 } ?? 1
      return Measured(value: values[i].map { $0 / size }, floor: floors[i] / size)
    }
  }
}

extension Reconstruction {
  /// R at the points of a coarser grid of the same box.
  func values(at coarse: Grid, in fine: Grid) -> [Scalar] {
    // Of each point the cell of the fine grid that holds it, and its place there.
    let places = zip(coarse.axes, fine.axes).map { coarse, fine in
      (0..<coarse.count).map { j -> (cell: Int, offset: Extended) in
        let half = fine.cells / coarse.cells * (coarse.firstHalf + 2 * j)
        let cell = min(half / 2, fine.cells - 1)
        return (cell, Extended(half - 2 * cell) / 2)
      }
    }
    let offsets = places.map { line in Set(line.map(\.offset)).sorted() }
    let zero = [Int](repeating: 0, count: fine.rank)
    var values = [Scalar](repeating: 0, count: coarse.count)
    var choice = zero
    repeat {
      let offset = choice.enumerated().map { offsets[$0][$1] }
      let lattice = self.values(zero, offsets: offset)
      var point = zero
      var i = 0
      repeat {
        let at = point.enumerated().map { places[$0][$1] }
        if zip(at, offset).allSatisfy({ $0.offset == $1 }) {
          values[i] = lattice[zip(fine.cells, at).reduce(0) { $0 * $1.0 + $1.1.cell }]
        }
        i += 1
      } while point.advance(below: coarse.shape)
    } while choice.advance(below: offsets.map(\.count))
    return values
  }
}
