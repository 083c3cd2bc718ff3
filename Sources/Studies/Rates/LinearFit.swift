import RealModule

/// Least squares y ≈ Σ c_i f_i with the half-widths of the coefficients.
struct LinearFit {
  private(set) var coefficients: [Double] = []
  /// 95 %; nil without a degree of freedom.
  private(set) var halfWidths: [Double]?
  /// Σ (y − fit)²
  private(set) var residual = 0.0

  /// nil for fewer points than columns, or columns that depend on each other.
  ///
  /// The columns are made orthogonal one after the other (modified Gram–Schmidt), which for three
  /// columns at most loses nothing that matters.
  init?(_ columns: [[Double]], _ y: [Double]) {
    let m = columns.count
    guard y.count >= m, columns.allSatisfy({ $0.count == y.count }) else { return nil }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    var q = columns
    var r = [[Double]](repeating: [Double](repeating: 0, count: m), count: m)
    for j in 0..<m {
      let before = dot(q[j], q[j]).squareRoot()
      for i in 0..<j {
        let c = dot(q[i], q[j])
        r[i][j] = c
        for t in y.indices { q[j][t] -= c * q[i][t] }
      }
      let length = dot(q[j], q[j]).squareRoot()
      guard length > 1e-10 * before else { return nil }
      r[j][j] = length
      for t in y.indices { q[j][t] /= length }
    }
    var rest = y
    var c = [Double](repeating: 0, count: m)
    for j in 0..<m {
      c[j] = dot(q[j], rest)
      for t in y.indices { rest[t] -= c[j] * q[j][t] }
    }
    residual = dot(rest, rest)
    coefficients = solved(r, c)
    guard y.count > m else { return }
    // (XᵀX)⁻¹ = R⁻¹R⁻ᵀ: its diagonal is the squared rows of R⁻¹.
    let inverse = (0..<m).map { j in solved(r, (0..<m).map { $0 == j ? 1 : 0 }) }
    let deviation = residual / Double(y.count - m)
    let quantile = studentQuantile(y.count - m)
    halfWidths = (0..<m).map { i in
      quantile * (deviation * inverse.reduce(0) { $0 + $1[i] * $1[i] }).squareRoot()
    }
  }

  /// R⁻¹ c for an upper triangle R.
  private func solved(_ r: [[Double]], _ c: [Double]) -> [Double] {
    var x = c
    for i in c.indices.reversed() {
      for j in (i + 1)..<max(i + 1, c.count) { x[i] -= r[i][j] * x[j] }
      x[i] /= r[i][i]
    }
    return x
  }
}
