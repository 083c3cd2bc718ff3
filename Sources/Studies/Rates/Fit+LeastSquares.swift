import RealModule

extension Fit {
  /// Two rates agree, if they differ by at most this share τ of the larger of 1 and the slope. It only decides
  /// which rows are asymptotic; it never enters a rate.
  ///
  /// The number is a convention, for the bias that a row may bring along. Of e = C h^p (1 + a h^r), h halved, rates
  /// exceed p by d, d 2^{−r}, d 4^{−r}, … from the coarsest pair on. The slope of the finer three rows exceeds it by
  /// d (2^{−r} + 4^{−r})/2, so that the fourth agrees for d (1 − (2^{−r} + 4^{−r})/2) ≤ τ; with it the slope
  /// exceeds p by d (3 + 4·2^{−r} + 3·4^{−r})/10, that is, by 0.92 τ at most for r = 1, by 0.50 τ for r = 2. Further
  /// rows bring less. Theory's rates are multiples of ½: at τ = 1/20 they stay apart up to p = 5.
  private static let agreement = 0.05

  /// Whether a rate agrees with a slope.
  static func agree(_ rate: Double, _ slope: Double) -> Bool {
    abs(rate - slope) <= agreement * max(1, abs(slope))
  }

  /// The slope of log e against log h over the asymptotic rows: the finest ones, as many as agree.
  ///
  /// Starts from the finest three rows that have a value above round-off and takes in a coarser one
  /// as long as its rate agrees with the slope so far.
  init(h: [Double], errors: [Double?]) {
    self.init()
    let usable = errors.indices.filter { errors[$0].map { $0 > 0 && $0.isFinite } ?? false }
    // Rows below the first gap from the fine end have left the fit already.
    guard let last = usable.last else { return }
    var rows: [Int] = [last]
    for i in usable.dropLast().reversed() {
      guard i == rows[0] - 1, h[i] > h[rows[0]] else { break }
      if rows.count >= 3 {
        let slope = Fit.line(rows, h, errors).slope
        let next = observedRate(errors[i]!, errors[rows[0]]!, key: h[i], h[rows[0]])!
        guard Fit.agree(next, slope) else { break }
      }
      rows.insert(i, at: 0)
    }
    guard rows.count >= 2 else { return }
    let line = Fit.line(rows, h, errors)
    rate = line.slope
    halfWidth = line.halfWidth
    self.rows = [rows.first!, rows.last!]
  }

  private static func line(
    _ rows: [Int], _ h: [Double], _ errors: [Double?]
  ) -> (slope: Double, halfWidth: Double?) {
    let x = rows.map { Double.log(h[$0]) }
    let y = rows.map { Double.log(errors[$0]!) }
    let n = Double(rows.count)
    let meanX = x.reduce(0, +) / n
    let meanY = y.reduce(0, +) / n
    let sxx = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let sxy = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let slope = sxy / sxx
    guard rows.count > 2 else { return (slope, nil) }
    let residual = zip(x, y).reduce(0) { sum, point in
      let r = point.1 - meanY - slope * (point.0 - meanX)
      return sum + r * r
    }
    let deviation = (residual / (n - 2) / sxx).squareRoot()
    return (slope, studentQuantile(rows.count - 2) * deviation)
  }
}

/// The 97.5 % quantile of Student's distribution, by degrees of freedom.
func studentQuantile(_ freedom: Int) -> Double {
  let table = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131,
  ]
  return freedom <= table.count ? table[freedom - 1] : 1.960 + 2.4 / Double(freedom)
}
