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
    let equation = try equation
    return predictions(equation, regularity(equation))
  }

  /// What no depth of a lifting changes, and takes the most time.
  private func regularity(_ equation: Equation) -> SolutionRegularity {
    SolutionRegularity(equation, grid: problem.domain.grid(cells: options.levels[0]))
  }

  private func predictions(_ equation: Equation, _ regularity: SolutionRegularity) -> [(
    method: String, norm: String, measure: Measure, prediction: Prediction
  )] {
    methods.flatMap { method in
      let resonant = resonantPrediction(of: method, equation)
      return tabledNorms.flatMap { norm in
        tabledMeasures.filter { holds(norm, $0) }.map { measure in
          (
            method.name, norm.name, measure,
            resonant
              ?? predict(
                method, norm: norm.name, measure: measure, equation: equation,
                regularity: regularity)
          )
        }
      }
    }
  }

  /// Names the methods whose rates a lifting, or a deeper one, would raise, those whose lifting data that do
  /// not fit together make shallower, the grids on which advection outweighs diffusion, the checkerboards that
  /// a point source excites, and the modes that are near resonance.
  public func advice() throws(StudyError) -> [String] {
    let equation = try equation
    let notes =
      [methods.lazy.compactMap(pecletNote).first].compactMap { $0 }
      + methods.compactMap { method in
        checkerboardNote(method).map { "\(method.name): \($0)" }
      }
      + [try unalignedRows()?.note].compactMap { $0 }
      + methods.compactMap { method in
        (try? equation.liftLimit(of: method)).map { "\(method.name): \($0.note)" }
      }
    // Beside coefficients that vary no depth is defined but 0.
    guard !equation.isVarying else { return notes }
    guard problem.exact != nil, !options.levels.isEmpty else {
      return try notes + resonanceNotes(equation)
    }
    let regularity = regularity(equation)
    let now = predictions(equation, regularity)
    var advice: [String] = []
    for method in methods where !method.kinds.contains(.spline(degree: 1)) {
      var deeper = self
      deeper.methods = [method]
      deeper.methods[0].lifting = depth(of: method) + 1
      let then = deeper.predictions(equation, regularity)
      let isRaised = zip(now.filter { $0.method == method.name }, then).contains { now, then in
        guard let rate = now.prediction.rate else { return false }
        return then.prediction.isExponential || then.prediction.rate.map { $0 > rate } ?? false
      }
      guard isRaised else { continue }
      advice.append(
        "`lifting = \(depth(of: method) + 1)` would raise the rates of \(method.name) that a jump limits"
      )
    }
    return try advice + notes + resonanceNotes(equation)
  }
}
