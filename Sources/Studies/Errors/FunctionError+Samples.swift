import Discretizations
import Formulas
import Grids

extension FunctionError {
  /// The same error at m equispaced places a direction and cell, both ends among them: where a
  /// maximum is looked for.
  func sampled(_ m: Int) -> FunctionError {
    var error = self
    error.rules = grid.axes.map { _ in CutRule(CellRule(equispaced: m)) }
    return error
  }

  /// ∫ |∂^α e|^p by the quadrature, max |∂^α e| over m equispaced places a direction and cell.
  func integrals(
    _ wanted: [Derivative], shift: Scalar, samples m: Int?
  ) throws(DifferentiationError) -> [Derivative: Scalar] {
    let maxima = m == nil ? [] : wanted.filter { $0.exponent == nil }
    let sums = wanted.filter { !maxima.contains($0) }
    let values =
      try (sums.isEmpty ? [] : integrals(sums, shift: shift))
      + (maxima.isEmpty ? [] : sampled(m!).integrals(maxima, shift: shift))
    return Dictionary(uniqueKeysWithValues: zip(sums + maxima, values))
  }
}
