package import Formulas
package import Grids

/// Whether a function has the data of which it was made.
///
/// Interpolation along one axis after the other has all data only where those of two sides agree on
/// their common edge; where they do not, what the later axis takes up disturbs the earlier one's
/// sides, all along them.
package struct LiftTrial {
  private let problem: BoundaryValueProblem
  private let grid: Grid
  private let free: Set<BoxSide>
  private let places: TrialPlaces

  /// On `free` sides nothing is asked.
  init(_ problem: BoundaryValueProblem, on grid: Grid, free: Set<BoxSide>) {
    (self.problem, self.grid, self.free) = (problem, grid, free)
    places = TrialPlaces(on: grid)
  }

  /// Of the values alone.
  package init(valuesOf data: BoundaryData, on grid: Grid) {
    let unit = EllipticOperator(diffusion: grid.axes.map { _ in 1 })
    self.init(
      BoundaryValueProblem(unit, source: 0, data: data), on: grid,
      free: Set(grid.sides.filter { grid.end($0) == .neumann }))
  }

  /// Whether W = g on Dirichlet sides and ∂W/∂x = s on Neumann sides.
  ///
  /// - Throws: where W has no exact derivative on a Neumann side.
  func holds(_ w: Formula) throws(SolverError) -> Bool {
    do {
      return try has(w, dataOn: grid.sides.filter { !free.contains($0) })
    } catch {
      throw .notAvailable(
        "a lifting of data without the derivatives that it needs on the boundary: \(error)")
    }
  }

  /// Whether W = g on Dirichlet sides, and W closes around seams.
  package func hasValues(_ w: Formula) -> Bool {
    let sides = grid.sides.filter { grid.end($0) == .dirichlet }
    guard (try? has(w, dataOn: sides)) ?? false else { return false }
    let size = places.largest(w)
    return grid.axes.indices.allSatisfy { i in
      !grid.axes[i].isPeriodic || places.vanishes(w.gap(around: i, of: grid), beside: size)
    }
  }

  private func has(
    _ w: Formula, dataOn sides: [BoxSide]
  ) throws(DifferentiationError) -> Bool {
    var gaps: [(gap: Formula, unit: Extended)] = []
    var size = places.largest(w)
    for side in sides {
      let q = order(side)
      let datum = try problem.normalDerivatives(on: side, of: grid, depth: 0)[0]
      let trace = try w.derivative(side.axis, order: q).trace(on: side, of: grid)
      // In the units of u.
      let unit = q == 0 ? 1 : grid.axes[side.axis].length
      gaps.append((datum - trace, unit))
      size = max(size, unit * places.largest(datum))
    }
    return gaps.allSatisfy { places.vanishes($0.gap, beside: size / $0.unit) }
  }

  /// Two sides that say different things of a derivative of u on their edge, which disturb the data of
  /// the first; the lowest derivative, and there the furthest apart. nil where none is found.
  func conflict(depth: Int) -> DataConflict? {
    let sides = grid.sides.filter { !free.contains($0) }
    for j in 0...depth {
      let found = sides.flatMap { later in
        sides.filter { $0.axis < later.axis }.compactMap { conflict($0, later, 2 * j) }
      }
      if let worst = found.max(by: { $0.size < $1.size }) { return worst }
    }
    return nil
  }

  /// ∂ᵢ^q ∂ₖ^{p+m} u on the edge of two sides, as the datum ∂ᵢ^q u of the earlier one has it and ∂ₖ^{p+m} u of
  /// the later one.
  private func conflict(_ first: BoxSide, _ second: BoxSide, _ m: Int) -> DataConflict? {
    let (q, p) = (order(first), order(second) + m)
    guard
      let datum = try? problem.normalDerivatives(on: first, of: grid, depth: 0).last,
      let other = try? problem.normalDerivatives(on: second, of: grid, depth: m / 2).last,
      let one = try? datum.derivative(second.axis, order: p).trace(on: second, of: grid),
      let other = try? other.derivative(first.axis, order: q).trace(on: first, of: grid)
    else { return nil }
    var edge = places.coordinates
    for side in [first, second] { edge[side.axis] = [side.place(on: grid)] }
    let values = (one.values(on: edge), other.values(on: edge))
    let gaps = zip(values.0, values.1).map { ($0 - $1).magnitude }
    let size = (values.0 + values.1).map(\.magnitude).max() ?? 0
    guard let worst = gaps.indices.max(by: { gaps[$0] < gaps[$1] }),
      gaps[worst] > TrialPlaces.tolerance * size
    else { return nil }
    var point = edge.map { Double($0[0]) }
    if let along = edge.firstIndex(where: { $0.count > 1 }) {
      point[along] = Double(edge[along][worst])
    }
    var alpha = grid.axes.map { _ in 0 }
    alpha[first.axis] = q
    alpha[second.axis] = p
    return DataConflict(
      sides: [first, second], derivative: alpha, point: point,
      values: [Double(values.0[worst]), Double(values.1[worst])])
  }

  /// The order of the derivative that a side's datum is.
  private func order(_ side: BoxSide) -> Int { grid.end(side) == .neumann ? 1 : 0 }
}

extension Formula {
  /// f at the upper end of an axis less f at the lower one.
  package func gap(around i: Int, of grid: Grid) -> Formula {
    trace(on: BoxSide(axis: i, side: .upper), of: grid)
      - trace(on: BoxSide(axis: i, side: .lower), of: grid)
  }
}
