import Formulas
import Grids
import Solvers
import Transforms

extension LevelRun {
  /// The sides on which functions are free, with what W leaves of their data, where one of them is a
  /// Robin side or a stream passes through it; none elsewhere, since W has all data then, and a value on
  /// a side no energy.
  func naturalSides(of fine: Grid, points: Int) throws(StudyError) -> [NaturalSide<Scalar>] {
    let free = grid.sides.filter { grid.end($0) == .neumann }
    let streams = free.map { equation.problem.stream(through: $0, of: grid) }
    guard hasRobinSides || !streams.allSatisfy(\.isZero) else { return [] }
    let w = lift ?? 0
    var sides: [NaturalSide<Scalar>] = []
    for (side, stream) in zip(free, streams) {
      let beta = equation.robin[side] ?? 0
      do {
        let flux = try equation.problem.op.flux(of: w, through: side, of: grid)
        sides.append(
          NaturalSide(
            side, of: fine, robin: beta, stream: stream,
            datum: equation.data[side] - flux - beta * w.trace(on: side, of: grid), points: points))
      } catch {
        throw .notDifferentiable(expression: "data", reason: "\(error)")
      }
    }
    return sides
  }

  /// Whether W has the data of all sides, or a Robin side's residual what it leaves.
  var hasDataLifted: Bool {
    lift != nil || grid.sides.allSatisfy { isRobin($0) || equation.data[$0].isZero }
  }
}
