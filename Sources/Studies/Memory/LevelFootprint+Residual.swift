import Formulas
import Grids
import Solvers

/// The moments of the bound by the residual.
extension LevelFootprint {
  /// On the finer grid v, the functional, and a lattice: its values, those of the projection, a part,
  /// and one an axis on the way to them; where coefficients vary one of them and its bounds as well. Then e,
  /// its slopes and its density, of which a finer solution has one more.
  mutating func boundResidual(_ reference: [Int]?) {
    let m = equation.problem.residualOversample(options, method)
    let rank = cells.count
    let fine = cells.map { m * $0 }
    var held = own + here(kept)
    if reference == nil, study.hasErrors { held = held + here(1) }
    if let reference { held = held + Holding(1, on: reference) }
    // Of one axis places and the transform's tables are as long as fields.
    let tables = rank == 1 ? 12.0 : 0
    let fields = equation.isVarying ? 11.5 : 4 + Double(max(rank, 2))
    footprint.hold(
      held + here(1) + Holding(fields + tables + cutFields(residualData, fine), on: fine))
    guard study.hasErrors else { return }
    if let reference {
      let common = zip(fine, reference).map { max($0, $1) }
      footprint.hold(
        held + Holding(1, on: reference) + Holding(Double(rank) + 5 + tables, on: common)
          + Holding(1, on: fine))
    } else if let u = equation.problem.exact {
      let slopes = (0..<rank).compactMap { try? u.derivative(Coordinate(rawValue: $0)!) }
      let cut = cutFields(slopes + (equation.problem.reaction.isZero ? [] : [u]), fine)
      footprint.hold(held + Holding(Double(rank) + 5 + tables + cut, on: fine))
    }
  }

  /// What the residual looks at cell by cell, but for the lift.
  private var residualData: [Formula] {
    let op = equation.problem.op
    var data = [equation.source ?? 0] + equation.problem.rough.flux
    guard op.constant == nil else { return data }
    data.append(op.reaction)
    let isOne = op.diffusion.isScalar
    for i in 0..<(isOne ? 1 : op.rank) { for j in i..<op.rank { data.append(op.diffusion(i, j)) } }
    return data
  }

  /// The cells that formulas cut, in fields.
  private func cutFields(_ formulas: [Formula], _ fine: [Int]) -> Double {
    let grid = study.domain.grid(cells: fine)
    let points = grid.rank == 1 ? 8 : 4
    let scalars = formulas.reduce(0) { $0 + CutForecast($1, on: grid, points: points).scalars }
    return scalars / fine.reduce(1) { $0 * Double($1) }
  }
}
