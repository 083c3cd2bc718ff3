/// ``Quarters`` of neighbouring modes at once.
struct QuartersInLanes<V: Lanes>: Quarters {
  typealias Scalar = V.Scalar

  /// The same mode of the four quarters.
  private typealias Four = (
    ComplexLanes<V>, ComplexLanes<V>, ComplexLanes<V>, ComplexLanes<V>
  )

  let length: Int
  let pitch: Int
  /// ω^k, ω^{2k}, ω^{3k} for as many k as there are lanes: all real parts of one power, then all
  /// imaginary parts.
  private let twiddles: [Scalar]

  init(_ n: Int) {
    let m = n / 4
    precondition(n % (4 * V.scalarCount) == 0, "a quarter is whole registers")
    length = m
    pitch = Tiling.pitch(m)
    var twiddles: [Scalar] = []
    twiddles.reserveCapacity(6 * m)
    for first in stride(from: 0, to: m, by: V.scalarCount) {
      for power in 1...3 {
        let roots = (first..<first + V.scalarCount).map { rootOfUnity(power * $0, of: n) }
        twiddles += roots.map { Scalar($0.re) } + roots.map { Scalar($0.im) }
      }
    }
    self.twiddles = twiddles
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func unite(_ row: UnsafeMutablePointer<Scalar>) {
    forEachGroup { k, w in store(united(load(row, k), w), row, k) }
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func divide(_ row: UnsafeMutablePointer<Scalar>) {
    forEachGroup { k, w in store(divided(load(row, k), w), row, k) }
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func multiply(
    _ row: UnsafeMutablePointer<Scalar>, by f: UnsafeMutableBufferPointer<Scalar>, _ c: Scalar
  ) {
    let (f, c, m) = (f.baseAddress!, V(repeating: c), length)
    forEachGroup { k, w in
      var x = united(load(row, k), w)
      x.0 = x.0 * (c * V(at: f + k))
      x.1 = x.1 * (c * V(at: f + (k + m)))
      x.2 = x.2 * (c * V(at: f + (k + 2 * m)))
      x.3 = x.3 * (c * V(at: f + (k + 3 * m)))
      store(divided(x, w), row, k)
    }
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func square(
    _ row: UnsafePointer<Scalar>, _ c: Scalar, into e: UnsafeMutableBufferPointer<Scalar>
  ) {
    let (e, c, m) = (e.baseAddress!, V(repeating: c), length)
    forEachGroup { k, w in
      let x = united(load(row, k), w)
      (c * (x.0.re * x.0.re + x.0.im * x.0.im)).store(at: e + k)
      (c * (x.1.re * x.1.re + x.1.im * x.1.im)).store(at: e + (k + m))
      (c * (x.2.re * x.2.re + x.2.im * x.2.im)).store(at: e + (k + 2 * m))
      (c * (x.3.re * x.3.re + x.3.im * x.3.im)).store(at: e + (k + 3 * m))
    }
  }

  /// The first mode of every register, and where its twiddle factors are.
  @inline(__always)
  private func forEachGroup(_ body: (_ k: Int, _ twiddles: UnsafePointer<Scalar>) -> Void) {
    twiddles.withUnsafeBufferPointer { twiddles in
      var (k, w) = (0, twiddles.baseAddress!)
      while k < length {
        body(k, w)
        k += V.scalarCount
        w += 6 * V.scalarCount
      }
    }
  }

  @inline(__always)
  private func load(_ row: UnsafePointer<Scalar>, _ k: Int) -> Four {
    let y = row + 2 * k
    return (
      ComplexLanes(at: y), ComplexLanes(at: y + 2 * pitch), ComplexLanes(at: y + 4 * pitch),
      ComplexLanes(at: y + 6 * pitch)
    )
  }

  @inline(__always)
  private func store(_ x: Four, _ row: UnsafeMutablePointer<Scalar>, _ k: Int) {
    let y = row + 2 * k
    x.0.store(at: y)
    x.1.store(at: y + 2 * pitch)
    x.2.store(at: y + 4 * pitch)
    x.3.store(at: y + 6 * pitch)
  }

  @inline(__always)
  private func twiddle(_ power: Int, _ w: UnsafePointer<Scalar>) -> ComplexLanes<V> {
    let place = w + 2 * (power - 1) * V.scalarCount
    return ComplexLanes(re: V(at: place), im: V(at: place + V.scalarCount))
  }

  @inline(__always)
  private func united(_ y: Four, _ w: UnsafePointer<Scalar>) -> Four {
    let (a, b) = (y.0, y.1 * twiddle(1, w))
    let (c, d) = (y.2 * twiddle(2, w), y.3 * twiddle(3, w))
    let (even, odd) = (a + c, b + d)
    let (p, q) = (a - c, b - d)
    return (even + odd, .minusTurned(p, q), even - odd, .plusTurned(p, q))
  }

  @inline(__always)
  private func divided(_ x: Four, _ w: UnsafePointer<Scalar>) -> Four {
    let (even, odd) = (x.0 + x.2, x.1 + x.3)
    let (p, q) = (x.0 - x.2, x.1 - x.3)
    return (
      even + odd, ComplexLanes.plusTurned(p, q).timesConjugate(of: twiddle(1, w)),
      (even - odd).timesConjugate(of: twiddle(2, w)),
      ComplexLanes.minusTurned(p, q).timesConjugate(of: twiddle(3, w))
    )
  }
}
