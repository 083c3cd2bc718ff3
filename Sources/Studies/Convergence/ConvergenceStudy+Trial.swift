import Fields
import Solvers

extension ConvergenceStudy {
  /// Cells an axis, at most, of the grid on which methods are tried out.
  private static let trialCells = 8

  /// Refuses by a solve on few cells what the methods do not take: an operator, a side, a source, a
  /// quantity. The judgement is the one that a run would come to.
  ///
  /// Whatever else such a solve ends in says nothing of the grids that are asked for.
  func tryOut(_ equation: Equation) throws(StudyError) {
    let cells = options.levels[0].map { min($0, Self.trialCells) }
    let space = FunctionSpace<Double>(on: problem.domain.grid(cells: cells))
    for method in methods {
      do throws(SolverError) {
        _ = try LevelRun.solve(equation, method, space, nil)
      } catch {
        switch error {
        case .notAvailable, .notConforming:
          throw .method(name: method.name, reason: error.description)
        default: continue
        }
      }
      guard !options.quantities.isEmpty,
        let run = try? LevelRun<Double>(equation, method, options, cells: cells, taken: nil)
      else { continue }
      for quantity in options.quantities {
        do throws(StudyError) { _ = try run.value(of: quantity) } catch {
          if case .refusedQuantity = error { throw error }
        }
      }
    }
  }
}
