import Solvers
import Studies

extension ConvergenceStudy {
  /// Why there is no column of a name beside the norms, and what would make one; nil if there is one.
  func absence(of column: String) -> String? {
    let measures = columns.measures
    let direct = "the coefficients are numbers, and the systems are solved directly"
    switch column {
    case "effectivity" where !measures.contains("residual") || measures.count == 1:
      let solution = problem.exact == nil ? "next" : "exact"
      return "it is of a bound beside an error: add reference = [\"residual\", \"\(solution)\"]"
    case "lowerBound" where !measures.contains("residual"):
      return "it is of a bound: add reference = \"residual\""
    case "iterations" where problem.isDiagonal: return direct
    case "constants", "constants.lower", "constants.upper":
      if problem.isDiagonal { return direct }
      return problem.op.isSymmetric ? nil : "Lanczos' constants are of symmetric operators"
    case "meanDefect" where !problem.isSingular:
      return "a side's values or the reaction fix the solution, its mean too"
    default: return nil
    }
  }
}
