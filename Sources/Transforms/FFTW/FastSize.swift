import CFFTW
import RealModule

/// The sizes of which FFTW has fast transforms: products of 2, 3, 5, 7 and at most one 11 or 13.
///
/// A transform with a larger prime factor p goes through a convolution of p values, or through p²
/// operations.
public enum FastSize {
  /// The largest prime factor; 1 of 1.
  public static func largestPrimeFactor(_ n: Int) -> Int {
    precondition(n >= 1, "a size is at least 1")
    var (rest, largest, p) = (n, 1, 2)
    while p * p <= rest {
      while rest.isMultiple(of: p) { (rest, largest) = (rest / p, p) }
      p += 1
    }
    return max(largest, rest)
  }

  /// Whether FFTW has a fast transform of n.
  public static func isFast(_ n: Int) -> Bool {
    guard n >= 1 else { return false }
    var rest = n
    for p in [2, 3, 5, 7] { while rest.isMultiple(of: p) { rest /= p } }
    return rest == 1 || rest == 11 || rest == 13
  }

  /// The nearest fast sizes on both sides of n, the smaller one first; n alone if it is fast. Even
  /// ones for an even n.
  public static func nearest(to n: Int) -> [Int] {
    if isFast(n) { return [n] }
    let step = n.isMultiple(of: 2) ? 2 : 1
    func first(_ step: Int) -> Int? {
      var m = n + step
      while m > 0, !isFast(m) { m += step }
      return m > 0 ? m : nil
    }
    return [first(-step), first(step)].compactMap(\.self)
  }

  /// The operations a point and level of a complex transform of n, as FFTW counts those of its
  /// plan by `estimate`: the time, within a factor of 2 or so.
  public static func cost(_ n: Int) -> Double {
    guard n > 1 else { return 1 }
    let problem = PlanProblem(
      transform: .complexForward, length: n, rows: 1, inputPitch: n, outputPitch: n)
    let (input, output) = (
      Scratch<Double>(uninitialized: 2 * n), Scratch<Double>(uninitialized: 2 * n)
    )
    return withExtendedLifetime((input, output)) {
      Planner.planning {
        guard let plan = Double.plan(problem, input.base, output.base, flags: FFTW_ESTIMATE)
        else { preconditionFailure("FFTW has no plan for \(problem)") }
        defer { fftw_destroy_plan(plan) }
        var (sums, products, both) = (0.0, 0.0, 0.0)
        fftw_flops(plan, &sums, &products, &both)
        return (sums + products + 2 * both) / (Double(n) * Double.log2(Double(n)))
      }
    }
  }
}
