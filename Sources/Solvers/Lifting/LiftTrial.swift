import Formulas
import Grids
import RealModule

/// Whether a function has the data of which it was made.
///
/// Interpolation along one axis after the other has all data only where those of two sides agree on
/// their common edge; where they do not, what the later axis takes up disturbs the earlier one's
/// sides, all along them.
struct LiftTrial {
  private let problem: BoundaryValueProblem
  private let grid: Grid
  private let free: Set<BoxSide>

  init(_ problem: BoundaryValueProblem, on grid: Grid, free: Set<BoxSide>) {
    (self.problem, self.grid, self.free) = (problem, grid, free)
  }

  /// How much of a gap is round-off of the formulas, which are evaluated in extended precision.
  private static let tolerance = Extended.ulpOfOne.squareRoot()

  /// Whether W = g on Dirichlet sides and ∂W/∂x = s on Neumann sides, looked at in some places of each.
  ///
  /// - Throws: where W has no exact derivative on a Neumann side.
  func holds(_ w: Formula) throws(SolverError) -> Bool {
    do {
      return try isHeld(by: w)
    } catch {
      throw .notAvailable(
        "a lifting of data without the derivatives that it needs on the boundary: \(error)")
    }
  }

  private func isHeld(by w: Formula) throws(DifferentiationError) -> Bool {
    guard grid.axes.count(where: { !$0.isPeriodic }) > 1 else { return true }
    var gaps: [Extended] = []
    var size = largest(w, at: places)
    for side in grid.sides where !free.contains(side) {
      let q = order(side)
      let datum = try problem.normalDerivatives(on: side, of: grid, depth: 0)[0]
      let trace = try w.derivative(side.axis, order: q).trace(on: side, of: grid)
      let unit = q == 0 ? 1 : grid.axes[side.axis].length
      gaps.append(unit * largest(datum - trace, at: places))
      size = max(size, unit * largest(datum, at: places))
    }
    return gaps.allSatisfy { $0 <= Self.tolerance * size }
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
    var edge = places
    for side in [first, second] { edge[side.axis] = [side.place(on: grid)] }
    let values = (one.values(on: edge), other.values(on: edge))
    let gaps = zip(values.0, values.1).map { ($0 - $1).magnitude }
    let size = (values.0 + values.1).map(\.magnitude).max() ?? 0
    guard let worst = gaps.indices.max(by: { gaps[$0] < gaps[$1] }),
      gaps[worst] > Self.tolerance * size
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

  /// Some places of every axis. An end, where derivatives of data may be infinite, is none.
  private var places: [[Extended]] {
    let count = grid.rank == 3 ? 6 : 16
    return grid.axes.map { axis in
      (0..<count).map { axis.lower + axis.length * (Extended($0) + 0.4142) / Extended(count) }
    }
  }

  /// The largest |f| there; not a number where one is none.
  private func largest(_ f: Formula, at places: [[Extended]]) -> Extended {
    f.values(on: places).reduce(0) { $0.isNaN || $1.isNaN ? .nan : max($0, $1.magnitude) }
  }
}
