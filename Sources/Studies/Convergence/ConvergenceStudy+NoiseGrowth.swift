import Norms

extension ConvergenceStudy {
  /// The power of 1/h that round-off of a norm rises with at most: 2m, the condition number of an operator of
  /// order 2m, and the derivatives that the norm takes.
  func noiseGrowth(_ name: String) -> Double {
    let m = problem.power
    let norm = tabledNorms.first { $0.name == name }
    return 2 * m + max(norm?.order(power: m) ?? 2 * m, 0)
  }
}
