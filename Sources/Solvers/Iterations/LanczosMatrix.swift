/// The tridiagonal matrix of a run of conjugate gradients: M⁻¹A on the Krylov space.
///
///     T_jj = 1/α_j + β_{j−1}/α_{j−1},   T_{j,j+1} = √β_j / α_j
///
/// Its extreme eigenvalues lie within those of M⁻¹A and converge to them. Golub and Van Loan, Matrix
/// Computations, 10.2; Saad, Iterative Methods for Sparse Linear Systems, 6.7.
struct LanczosMatrix {
  private var diagonal: [Double] = []
  /// Squares of the entries beside the diagonal.
  private var squares: [Double] = []
  private var last: (alpha: Double, beta: Double)?

  /// The next step length, and the next direction's β.
  mutating func append(alpha: Double, beta: Double) {
    diagonal.append(1 / alpha + (last.map { $0.beta / $0.alpha } ?? 0))
    if let last { squares.append(last.beta / (last.alpha * last.alpha)) }
    last = (alpha, beta)
  }

  /// The smallest and the largest eigenvalue; nil before the first step.
  ///
  /// - Complexity: O(k) for each of some fifty bisections.
  var extremes: ClosedRange<Double>? {
    guard let first = diagonal.first else { return nil }
    let n = diagonal.count
    // Gershgorin
    var (lower, upper) = (first, first)
    for j in 0..<n {
      let radius =
        (j > 0 ? squares[j - 1].squareRoot() : 0) + (j + 1 < n ? squares[j].squareRoot() : 0)
      lower = min(lower, diagonal[j] - radius)
      upper = max(upper, diagonal[j] + radius)
    }
    lower = max(lower, 0)
    let smallest = bisect(lower, upper) { countBelow($0) >= 1 }
    let largest = bisect(lower, upper) { countBelow($0) >= n }
    return smallest...max(smallest, largest)
  }

  /// The least t in an interval where the property, once true, stays true.
  private func bisect(_ lower: Double, _ upper: Double, _ isTrue: (Double) -> Bool) -> Double {
    var (a, b) = (lower, upper)
    while true {
      let middle = (a + b) / 2
      guard a < middle, middle < b, b - a > 4 * Double.ulpOfOne * b else { return b }
      if isTrue(middle) { b = middle } else { a = middle }
    }
  }

  /// The number of eigenvalues below t, by Sturm's sequence.
  private func countBelow(_ t: Double) -> Int {
    var count = 0
    var pivot = 1.0
    for j in diagonal.indices {
      pivot = diagonal[j] - t - (j > 0 ? squares[j - 1] / pivot : 0)
      if pivot == 0 { pivot = -.leastNormalMagnitude }
      if pivot < 0 { count += 1 }
    }
    return count
  }
}
