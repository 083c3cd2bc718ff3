import Formulas
import Grids
import Solvers

extension LevelRun {
  /// f and F less what A makes of W; those of the problem where there is no W.
  func liftedData() throws(StudyError) -> (source: Formula, flux: [Formula]) {
    let (f, op, flux) = (equation.source ?? 0, equation.problem.op, equation.problem.rough.flux)
    guard let w = lift else { return (f, flux) }
    do {
      // What W leaves of a side beside a Robin side or a stream its density has.
      let isFree = try naturalSides(of: grid, points: 1).isEmpty
      let carried = try LiftFlux(op, of: w, on: grid)
      let data = try LiftedData(
        op, source: f, flux: flux, lift: w, on: grid,
        byParts: carried.isSmooth && (!isFree || carried.has(equation.data))
      ) { side throws(DifferentiationError) in
        isFree ? equation.data[side] : try op.flux(of: w, through: side, of: grid)
      }
      return (data.source, data.flux)
    } catch let error as StudyError {
      throw error
    } catch {
      throw .notDifferentiable(expression: "data", reason: "\(error)")
    }
  }

  /// Whether W has the values of the data on all Dirichlet sides and on seams; else u_h is not in u + H¹.
  var hasTraces: Bool {
    guard let w = lift else { return true }
    return LiftTrial(valuesOf: equation.data, on: grid).hasValues(w)
  }
}
