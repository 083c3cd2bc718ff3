import Grids
import Solvers
import Transforms

/// The runs of one method, a level after the other, and the finer runs that they are compared with.
///
/// u_{h/2} is kept as the next level's own run where that has its cells: no problem is solved twice.
struct LevelRuns<Scalar: TransformScalar> {
  let equation: Equation
  let method: Method
  let options: StudyOptions
  private let taken: TakenData?
  private var kept: LevelRun<Scalar>?

  /// - Parameter taken: The data as the method takes them; nil: taken on each grid.
  init(_ equation: Equation, _ method: Method, _ options: StudyOptions, taken: TakenData?) {
    self.equation = equation
    self.method = method
    self.options = options
    self.taken = taken
  }

  /// The run on a level.
  mutating func run(_ cells: [Int]) throws(StudyError) -> LevelRun<Scalar> {
    if options.comparison == .next, let run = kept, run.grid.cells == cells { return run }
    return try LevelRun(equation, method, options, cells: cells, taken: taken)
  }

  /// What that run is compared with; nil for the exact solution, and for none.
  mutating func reference(of cells: [Int]) throws(StudyError) -> LevelRun<Scalar>? {
    switch options.comparison {
    case .next:
      kept = try LevelRun(
        equation, method, options, cells: options.successor(of: cells), taken: taken)
    case .finest:
      if kept == nil {
        kept = try LevelRun(
          equation, method, options, cells: try options.finestCells(), taken: taken)
      }
    case .exact, .residual, nil: kept = nil
    }
    return kept
  }
}
