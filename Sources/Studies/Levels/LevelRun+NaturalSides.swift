import Formulas
import Grids
import Solvers
import Transforms

extension LevelRun {
  /// The sides on which functions are free, with what W leaves of their data, where one of them is a
  /// Robin side, a stream passes through it or a flux is oblique; none elsewhere, since W has all data
  /// then, and a value on a side no energy.
  func naturalSides(
    of fine: Grid, points: Int, in unit: EnergyUnit<Scalar> = .one
  ) throws(StudyError) -> [NaturalSide<Scalar>] {
    let free = grid.sides.filter { grid.end($0) == .neumann }
    let streams = free.map { equation.problem.stream(through: $0, of: grid) }
    let op = equation.problem.op
    let oblique = Set(op.sidesWithoutSlope(of: grid))
    guard hasRobinSides || !oblique.isEmpty || !streams.allSatisfy(\.isZero) else { return [] }
    let w = lift ?? 0
    var sides: [NaturalSide<Scalar>] = []
    for (side, stream) in zip(free, streams) {
      let beta = equation.robin[side] ?? 0
      do {
        let flux = try op.flux(of: w, through: side, of: grid)
        sides.append(
          NaturalSide(
            side, of: fine, robin: beta, stream: stream,
            datum: unit.dividing(
              equation.data[side] - flux - beta * w.trace(on: side, of: grid)),
            oblique: oblique.contains(side) ? op.slopes(along: side, of: grid) : [],
            points: points))
      } catch {
        throw .notDifferentiable(expression: "data", reason: "\(error)")
      }
    }
    return sides
  }

  /// Whether W has the data of all sides, or the residual of a Robin side, or of one with an oblique flux,
  /// what it leaves.
  var hasDataLifted: Bool {
    let oblique = equation.problem.op.sidesWithoutSlope(of: grid)
    return lift != nil
      || grid.sides.allSatisfy {
        isRobin($0) || oblique.contains($0) || equation.data[$0].isZero
      }
  }
}

extension SecondOrderOperator {
  /// n a_nj of every other axis j, of n·a∇ on a side.
  fileprivate func slopes(along side: BoxSide, of grid: Grid) -> [(axis: Int, factor: Formula)] {
    let outwards: Formula = side.side == .lower ? -1 : 1
    return grid.axes.indices.filter { $0 != side.axis }.map {
      (axis: $0, factor: outwards * diffusion(side.axis, $0).trace(on: side, of: grid))
    }.filter { !$0.factor.isZero }
  }
}
