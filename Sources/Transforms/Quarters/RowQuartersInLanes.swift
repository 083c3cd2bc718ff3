/// ``RowQuarters`` of neighbouring numbers at once.
struct RowQuartersInLanes<V: Lanes>: RowQuarters {
  typealias Scalar = V.Scalar

  let length: Int
  let valuePitch: Int
  let modePitch: Int
  private let twiddles: [Scalar]

  init(_ n: Int) {
    length = n / 4
    valuePitch = Tiling.pitch(length)
    modePitch = Tiling.pitch(length / 2 + 1)
    twiddles = QuarterTwiddles<V>.table(first: 1, count: length / 2, of: n)
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func deal(_ x: UnsafePointer<Scalar>, into quarters: UnsafeMutablePointer<Scalar>) {
    for j in stride(from: 0, to: length, by: V.scalarCount) {
      let fourths = V.fourths(at: x + 4 &* j)
      fourths.0.store(at: quarters + j)
      fourths.1.store(at: quarters + (j &+ valuePitch))
      fourths.2.store(at: quarters + (j &+ 2 &* valuePitch))
      fourths.3.store(at: quarters + (j &+ 3 &* valuePitch))
    }
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func collect(_ quarters: UnsafePointer<Scalar>, into x: UnsafeMutablePointer<Scalar>) {
    for j in stride(from: 0, to: length, by: V.scalarCount) {
      V.store(
        fourths: (
          V(at: quarters + j), V(at: quarters + (j &+ valuePitch)),
          V(at: quarters + (j &+ 2 &* valuePitch)), V(at: quarters + (j &+ 3 &* valuePitch))
        ), at: x + 4 &* j)
    }
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func unite(
    _ y: UnsafePointer<Scalar>, into modes: UnsafeMutablePointer<Scalar>,
    last: UnsafeMutablePointer<Scalar>
  ) {
    let m = length
    let (a, b, c, d) = (y[0], y[2 &* modePitch], y[4 &* modePitch], y[6 &* modePitch])
    let (even, odd) = (a + c, b + d)
    (modes[0], modes[1]) = (even + odd, 0)
    (modes[2 &* m], modes[2 &* m + 1]) = (a - c, d - b)
    (last[0], last[1]) = (even - odd, 0)
    twiddles.withUnsafeBufferPointer { twiddles in
      for k in stride(from: 1, through: m / 2, by: V.scalarCount) {
        let w = QuarterTwiddles<V>(at: twiddles.baseAddress! + 6 &* (k &- 1))
        let y = y + 2 &* k
        let x = w.unite(
          (
            ComplexLanes(at: y), ComplexLanes(at: y + 2 &* modePitch),
            ComplexLanes(at: y + 4 &* modePitch), ComplexLanes(at: y + 6 &* modePitch)
          ))
        x.0.store(at: modes + 2 &* k)
        x.1.store(at: modes + 2 &* (m &+ k))
        x.2.conjugate.store(backFrom: modes + 2 &* (2 &* m &- k))
        x.3.conjugate.store(backFrom: modes + 2 &* (m &- k))
      }
    }
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func divide(
    _ modes: UnsafePointer<Scalar>, last: UnsafePointer<Scalar>,
    into y: UnsafeMutablePointer<Scalar>
  ) {
    let m = length
    let (a, c, re, im) = (modes[0], last[0], 2 * modes[2 &* m], 2 * modes[2 &* m + 1])
    let ends = (a + c + re, a - c - im, a + c - re, a - c + im)
    (y[0], y[1]) = (ends.0, 0)
    (y[2 &* modePitch], y[2 &* modePitch + 1]) = (ends.1, 0)
    (y[4 &* modePitch], y[4 &* modePitch + 1]) = (ends.2, 0)
    (y[6 &* modePitch], y[6 &* modePitch + 1]) = (ends.3, 0)
    twiddles.withUnsafeBufferPointer { twiddles in
      for k in stride(from: 1, through: m / 2, by: V.scalarCount) {
        let w = QuarterTwiddles<V>(at: twiddles.baseAddress! + 6 &* (k &- 1))
        let y = y + 2 &* k
        let quarters = w.divide(
          (
            ComplexLanes(at: modes + 2 &* k), ComplexLanes(at: modes + 2 &* (m &+ k)),
            ComplexLanes(backFrom: modes + 2 &* (2 &* m &- k)).conjugate,
            ComplexLanes(backFrom: modes + 2 &* (m &- k)).conjugate
          ))
        quarters.0.store(at: y)
        quarters.1.store(at: y + 2 &* modePitch)
        quarters.2.store(at: y + 4 &* modePitch)
        quarters.3.store(at: y + 6 &* modePitch)
      }
    }
  }
}
