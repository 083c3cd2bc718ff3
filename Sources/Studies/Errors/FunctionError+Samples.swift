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

  /// The same of e over a scale, and that: 1, but where powers of e leave the exponent's range a power of
  /// two near its largest value, which is exact.
  func scaledIntegrals(
    _ wanted: [Derivative], shift: Scalar, samples m: Int?
  ) throws(DifferentiationError) -> ([Derivative: Scalar], scale: Scalar) {
    let plain = try integrals(wanted, shift: shift, samples: m)
    let least = Scalar.leastNormalMagnitude / .ulpOfOne / .ulpOfOne
    if plain.allSatisfy({ $0.key.exponent == nil || $0.value.isFinite && $0.value > least }) {
      return (plain, 1)
    }
    let orders = Set(wanted.flatMap { $0.alpha.isEmpty ? firstOrders : [$0.alpha] })
    let maxima = orders.sorted { $0.lexicographicallyPrecedes($1) }
      .map { Derivative(alpha: $0, exponent: nil) }
    let largest = try integrals(maxima, shift: shift).max() ?? 0
    guard largest > 0, largest.isFinite else { return (plain, 1) }
    var scaled = self
    scaled.scale = Scalar(sign: .plus, exponent: largest.exponent, significand: 1)
    return (try scaled.integrals(wanted, shift: shift, samples: m), scaled.scale)
  }

  /// What a gradient and an energy are of.
  private var firstOrders: [[Int]] {
    MultiIndex.all(order: 1, rank: grid.rank) + [[Int](repeating: 0, count: grid.rank)]
  }
}
