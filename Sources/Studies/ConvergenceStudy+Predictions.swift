import Discretizations
import Formulas
import Grids
import Norms

extension ConvergenceStudy {
  /// The predicted rate of every column, method by method, without running anything.
  ///
  /// - Throws: ``StudyError`` where the problem itself is wrong.
  public func predictions() throws(StudyError) -> [(
    method: String, norm: String, measure: Measure, prediction: Prediction
  )] {
    guard problem.exact != nil, !options.levels.isEmpty else { return [] }
    let equation = try Equation(problem)
    let regularity = SolutionRegularity(
      equation, grid: problem.domain.grid(cells: options.levels[0]))
    return methods.flatMap { method in
      tabledNorms.flatMap { norm in
        tabledMeasures.filter { holds(norm, $0) }.map { measure in
          (
            method.name, norm.name, measure,
            predict(
              method, norm: norm.name, measure: measure, equation: equation,
              regularity: regularity)
          )
        }
      }
    }
  }

  /// Names the methods whose rates a lifting, or a deeper one, would raise.
  public func advice() throws(StudyError) -> [String] {
    let now = try predictions()
    var advice: [String] = []
    for method in methods where !method.kinds.contains(.spline(degree: 1)) {
      var deeper = self
      deeper.methods = [method]
      deeper.methods[0].lifting = depth(of: method) + 1
      let then = try deeper.predictions()
      let isRaised = zip(now.filter { $0.method == method.name }, then).contains { now, then in
        guard let rate = now.prediction.rate else { return false }
        return then.prediction.isExponential || then.prediction.rate.map { $0 > rate } ?? false
      }
      guard isRaised else { continue }
      advice.append(
        "`lifting = \(depth(of: method) + 1)` would raise the rates of \(method.name) that a jump limits"
      )
    }
    return advice
  }

  /// The bytes that one method needs at its peak on a level: the right-hand side or the solution,
  /// the exact values, one spectrum, and as much again on the finer grid of an oversampled error.
  public static func predictedMemory(
    cells: [Int], options: StudyOptions, scalarSize: Int
  ) -> Int {
    func points(_ factor: Int) -> Int {
      cells.reduce(scalarSize) { $0.multipliedReportingOverflow(by: factor * $1 + 2).partialValue }
    }
    let isOverflowing =
      cells.reduce(1.0) { $0 * Double($1 + 2) * Double(options.oversample) } > 1e17
    if isOverflowing { return .max }
    let own = 4 * points(1)
    return options.oversample > 1 ? own + 4 * points(options.oversample) : own + points(1)
  }
}
