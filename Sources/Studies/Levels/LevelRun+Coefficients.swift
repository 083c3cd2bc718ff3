import Fields
import Formulas
import Grids
import Solvers
import Transforms

extension LevelRun {
  /// Names the coefficient or the source that is not finite at a point or at an end, when an iteration
  /// has met what is no number.
  static func blameCoefficients(
    of equation: Equation, _ space: FunctionSpace<Scalar>
  ) throws(StudyError) {
    let grid = space.grid
    let op = equation.problem.op
    let places = grid.axes.map { axis -> [Double] in
      let points = axis.points.map { Double($0) }
      return [Double(axis.lower)] + points + (axis.isPeriodic ? [] : [Double(axis.upper)])
    }
    let rank = grid.rank
    let named: [(String, [Formula])] = [
      ("diffusion", (0..<rank).flatMap { i in (0...i).map { op.diffusion(i, $0) } }),
      ("advection", op.advection), ("reaction", [op.reaction]),
      ("source", equation.source.map { [$0] } ?? []),
    ]
    for (name, formulas) in named {
      for formula in formulas {
        let values = formula.values(on: places)
        guard let i = values.firstIndex(where: { !$0.isFinite }) else { continue }
        let point = places.point(i)
        throw .notFinite(
          expression: name, point: point, cause: formula.causeOfNonFinite(at: point),
          cells: grid.cells)
      }
    }
  }
}
