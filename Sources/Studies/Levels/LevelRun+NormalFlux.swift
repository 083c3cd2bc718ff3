import Formulas
import Grids
import Solvers
import Transforms

/// What −∇·F adds to fluxes: a scheme knows n·(a∇u − F) on a side, and a flux is n·a∇u.
extension LevelRun {
  /// ∫ n·F φ over a side, by the limit of F from inside.
  ///
  /// - Throws: where F has none.
  func normalFlux(_ side: BoxSide, testedWith phi: Formula = 1) throws(StudyError) -> Scalar {
    guard let normal = equation.problem.rough.normalFlux(through: side, of: grid) else {
      throw .method(
        name: method.name,
        reason:
          "n·F of `divergence` has no finite limit on \(side.name), and n·a∇u is n·F beside what is "
          + "known there")
    }
    guard !normal.isZero else { return 0 }
    return grid.integral(of: normal * phi.trace(on: side, of: grid), over: side)
  }

  /// ∫ F·∇φ
  func divergence(testedWith phi: Formula) throws(DifferentiationError) -> Scalar {
    var total: Scalar = 0
    for (i, f) in equation.problem.rough.flux.enumerated() where !f.isZero {
      let slope = try phi.derivative(Coordinate(rawValue: i)!)
      guard !slope.isZero else { continue }
      total += grid.integral(of: f * slope)
    }
    return total
  }
}
