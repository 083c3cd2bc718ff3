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
    let all = residualFields(fine) + tables + cutFields(residualData, fine)
    footprint.hold(held + here(1) + Holding(all, on: fine))
    guard study.hasErrors else { return }
    // u and its slopes.
    let slopes = Double(rank * (rank + 1))
    func fields(_ cells: [Int]) -> Double {
      Double(rank) + 5 + tables + (isHeld(cells) ? slopes : 0)
    }
    if let reference {
      let common = zip(fine, reference).map { max($0, $1) }
      footprint.hold(
        held + Holding(1, on: reference) + Holding(fields(common), on: common)
          + Holding(1, on: fine))
    } else if let u = equation.problem.exact {
      let derivatives = (0..<rank).compactMap { try? u.derivative(Coordinate(rawValue: $0)!) }
      let cut = cutFields(derivatives + (equation.problem.reaction.isZero ? [] : [u]), fine)
      footprint.hold(held + Holding(fields(fine) + cut, on: fine))
    }
  }

  /// What is on the finer grid beside v, the functional and the formulas' cells: with derivatives of v that
  /// hold a field an axis each, of qᵢ, or of R as a function where that is looked at.
  private func residualFields(_ fine: [Int]) -> Double {
    let op = equation.problem.op
    let axes = Array(0..<cells.count)
    let rank = Double(axes.count)
    let streams = Double(op.advection.count { !$0.isZero })
    guard equation.isVarying else {
      return 4 + max(rank, 2) + (isHeld(fine) ? rank * streams : 0)
    }
    guard isHeld(fine) else { return 11.5 }
    let entries = axes.map { i in axes.map { op.diffusion(i, $0) } }
    let columns = entries.map { row in row.count { !$0.isZero } }.max()!
    let ofFlux = 10.5 + rank * Double(columns)
    guard equation.problem.rough.flux.isEmpty,
      entries.allSatisfy({ $0.allSatisfy { $0.isSmooth } })
    else { return ofFlux }
    let slopes = axes.count { j in
      !op.advection[j].isZero
        || axes.contains { entries[$0][j].depends(on: Coordinate(rawValue: $0)!) }
    }
    let second =
      op.diffusion.isScalar
      ? 1 : axes.reduce(0) { n, i in n + axes[i...].count { !entries[i][$0].isZero } }
    return max(ofFlux, 8 + rank * Double(slopes + second + (op.reaction.isZero ? 0 : 1)))
  }

  private func isHeld(_ fine: [Int]) -> Bool {
    HeldDerivatives<Double>.holds(study.domain.grid(cells: fine))
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
