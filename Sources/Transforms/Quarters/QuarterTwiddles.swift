/// The same modes of four quarters.
typealias Four<V: Lanes> = (ComplexLanes<V>, ComplexLanes<V>, ComplexLanes<V>, ComplexLanes<V>)

/// ω^k, ω^{2k}, ω^{3k} of neighbouring modes k, ω = e^{−2πi/n}: the step between the quarters' spectra
/// and the whole.
struct QuarterTwiddles<V: Lanes> {
  private let w: (ComplexLanes<V>, ComplexLanes<V>, ComplexLanes<V>)

  /// Real parts of one power, then imaginary parts, for each power: 6 scalars a mode.
  @inline(__always)
  init(at place: UnsafePointer<V.Scalar>) {
    let n = V.scalarCount
    w = (
      ComplexLanes(re: V(at: place), im: V(at: place + n)),
      ComplexLanes(re: V(at: place + 2 * n), im: V(at: place + 3 * n)),
      ComplexLanes(re: V(at: place + 4 * n), im: V(at: place + 5 * n))
    )
  }

  /// Those of k = first, …, first + count − 1.
  static func table(first: Int, count: Int, of n: Int) -> [V.Scalar] {
    precondition(count % V.scalarCount == 0, "modes are whole registers")
    var table: [V.Scalar] = []
    table.reserveCapacity(6 * count)
    for k in stride(from: first, to: first + count, by: V.scalarCount) {
      for power in 1...3 {
        let roots = (k..<k + V.scalarCount).map { rootOfUnity(power * $0, of: n) }
        table += roots.map { V.Scalar($0.re) } + roots.map { V.Scalar($0.im) }
      }
    }
    return table
  }

  /// X_{k+qm} = Σ_r (−i)^{qr} ω^{rk} y_r
  @inline(__always)
  func unite(_ y: Four<V>) -> Four<V> {
    let (a, b, c, d) = (y.0, y.1 * w.0, y.2 * w.1, y.3 * w.2)
    let (even, odd) = (a + c, b + d)
    let (p, q) = (a - c, b - d)
    return (even + odd, .minusTurned(p, q), even - odd, .plusTurned(p, q))
  }

  /// 4 y_r = ω^{−rk} Σ_q i^{qr} X_{k+qm}
  @inline(__always)
  func divide(_ x: Four<V>) -> Four<V> {
    let (even, odd) = (x.0 + x.2, x.1 + x.3)
    let (p, q) = (x.0 - x.2, x.1 - x.3)
    return (
      even + odd, ComplexLanes.plusTurned(p, q).timesConjugate(of: w.0),
      (even - odd).timesConjugate(of: w.1), ComplexLanes.minusTurned(p, q).timesConjugate(of: w.2)
    )
  }
}
