import RealModule

/// The coefficients of one bounded axis as modes of a complex transform of length 2n, shifted.
///
///     φ_k((j+ξ)/n) = e^{iπsj/n} (a_k e^{2πikj/2n} + b_k e^{2πik′j/2n}),   k′ = −k − 2s mod 2n
///
/// with s = ½ for the half families, else 0; a_k, b_k = e^{±iπ(k+s)ξ/n}/2 for cosines and
/// ∓i e^{±iπ(k+s)ξ/n}/2 for sines. Written so, with b_k in place of the real part of a sum, the map
/// is linear over the complex numbers, and two real columns can share one transform.
struct ShiftedLine<Scalar: TransformScalar>: Sendable {
  /// k of the first stored mode.
  let first: Int
  /// Stored modes.
  let modes: Int
  /// n
  let cells: Int
  /// 2s
  let twiceShift: Int
  /// a_k and b_k, interleaved.
  let a: [Scalar]
  let b: [Scalar]
  /// 1/(n μ′_k), μ′ the mean square of φ_k.
  let projection: [Scalar]
  /// e^{iπsj/n}, interleaved; empty for s = 0.
  let twiddle: [Scalar]

  /// With the sine for the cosine and the cosine for the sine if `conjugate`.
  init(_ kind: TransformKind, offset xi: Wide, conjugate: Bool) {
    cells = kind.cells
    modes = kind.count
    first = kind.waveNumber(0)
    let isHalf = kind.family == .halfSine || kind.family == .halfCosine
    let isSine = (kind.family == .sine || kind.family == .halfSine) != conjugate
    twiceShift = isHalf ? 1 : 0
    var (a, b, projection, twiddle) = ([Scalar](), [Scalar](), [Scalar](), [Scalar]())
    let n = Wide(cells)
    a.reserveCapacity(2 * modes)
    b.reserveCapacity(2 * modes)
    for i in 0..<modes {
      let k = kind.waveNumber(i)
      let angle = Wide.pi * Wide(2 * k + twiceShift) * xi / (2 * n)
      let (c, s) = (Wide.cos(angle) / 2, Wide.sin(angle) / 2)
      a.append(Scalar(isSine ? s : c))
      a.append(Scalar(isSine ? -c : s))
      b.append(Scalar(isSine ? s : c))
      b.append(Scalar(isSine ? c : -s))
      let isConstant = kind.family == .cosine && k == 0
      projection.append(Scalar((isConstant ? 1 : 2) / n))
    }
    if isHalf {
      for j in 0..<cells {
        let angle = Wide.pi * Wide(j) / (2 * n)
        twiddle.append(Scalar(Wide.cos(angle)))
        twiddle.append(Scalar(Wide.sin(angle)))
      }
    }
    self.a = a
    self.b = b
    self.projection = projection
    self.twiddle = twiddle
  }

  /// k′ of the i-th mode.
  @inline(__always)
  func mirror(_ i: Int) -> Int {
    let k = 2 * cells - (first + i) - twiceShift
    return k == 2 * cells ? 0 : k
  }
}
