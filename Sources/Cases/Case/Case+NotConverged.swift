import Discretizations
import Formulas
import Grids
import RealModule
import Solvers
import Studies

extension Case {
  /// What to tell of an iteration that did not end: what it did, how many more it would take, and
  /// what it would not take them with.
  func notConverged(
    _ message: String, _ method: String, _ record: IterationRecord
  ) -> CaseFailure {
    let found = methods.first { $0.name == method }
    let options = found?.iteration ?? IterationOptions()
    var footer: [String] = []
    let hint: String
    if record.iterations >= options.iterations {
      let more = iterations(to: options.tolerance, record).map { "iterations = \($0)" } ?? "…"
      hint = "more iterations or a larger tolerance: solver = { \(more) }"
      footer = withoutContrast(found?.kinds ?? [], record)
    } else {
      // Half of the digits that were asked for are no breakdown. Coefficients and data are numbers, else
      // they have been blamed.
      hint =
        record.residual < options.tolerance.squareRoot()
        ? "round-off allows no less: a larger tolerance, solver = { tolerance = … }"
        : !record.residual.isFinite
          ? "its numbers leave the range of the precision: take other units of f, or of a"
          : "the iteration broke down: is the operator positive?"
    }
    return CaseFailure(
      diagnostic: file.diagnostic(
        message, at: place(of: method), .header, hints: [hint], footer: footer),
      isComputation: true, name: "not converged")
  }

  /// At the mean rate so far, half as many again and rounded up to hundreds; nil where there is no rate
  /// yet.
  private func iterations(to tolerance: Double, _ record: IterationRecord) -> Int? {
    guard record.residual < 0.1, tolerance > 0 else { return nil }
    let needed =
      Double(record.iterations) * Double.log(tolerance) / Double.log(record.residual) * 1.5
    return needed < 1e6 ? Int((needed / 100).rounded(.up)) * 100 : nil
  }

  /// Where a norm that does not know a stands beside a large contrast: what does know it.
  private func withoutContrast(_ kinds: [Discretization], _ record: IterationRecord) -> [String] {
    let a = record.diffusionRange
    guard record.constants != nil, record.preconditioner != .multigrid,
      a.upperBound > 10 * a.lowerBound
    else { return [] }
    let hasNodes = domain.intervals.allSatisfy {
      $0.boundary == .periodic || $0.placement == .nodes
    }
    let isSumOverEdges = kinds.allSatisfy {
      $0 == .staggered(order: 2) || $0 == .stencil(order: 2)
        || $0 == .spline(degree: 1) && hasNodes
    }
    let range = "a from \(a.lowerBound.written(digits: 4)) to \(a.upperBound.written(digits: 4)):"
    let choice = "solver = { preconditioner = \"multigrid\" }"
    return [
      range + " iterations grow with its contrast, but not those of",
      (isSumOverEdges ? "" : "kind = \"staggered\", order = 2, ") + choice,
    ]
  }
}
