/// ``Quarters`` of neighbouring modes at once.
struct QuartersInLanes<V: Lanes>: Quarters {
  typealias Scalar = V.Scalar

  let length: Int
  let pitch: Int
  private let twiddles: [Scalar]

  init(_ n: Int) {
    length = n / 4
    pitch = Tiling.pitch(length)
    twiddles = QuarterTwiddles<V>.table(first: 0, count: length, of: n)
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func unite(_ row: UnsafeMutablePointer<Scalar>) {
    twiddles.withUnsafeBufferPointer { twiddles in
      for k in stride(from: 0, to: length, by: V.scalarCount) {
        let w = QuarterTwiddles<V>(at: twiddles.baseAddress! + 6 &* k)
        store(w.unite(load(row, k)), row, k)
      }
    }
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func divide(_ row: UnsafeMutablePointer<Scalar>) {
    twiddles.withUnsafeBufferPointer { twiddles in
      for k in stride(from: 0, to: length, by: V.scalarCount) {
        let w = QuarterTwiddles<V>(at: twiddles.baseAddress! + 6 &* k)
        store(w.divide(load(row, k)), row, k)
      }
    }
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func multiply(
    _ row: UnsafeMutablePointer<Scalar>, by f: UnsafeMutableBufferPointer<Scalar>, _ c: Scalar
  ) {
    let (f, c, m) = (f.baseAddress!, V(repeating: c), length)
    twiddles.withUnsafeBufferPointer { twiddles in
      for k in stride(from: 0, to: m, by: V.scalarCount) {
        let w = QuarterTwiddles<V>(at: twiddles.baseAddress! + 6 &* k)
        var x = w.unite(load(row, k))
        x.0 = x.0 * .product(c, V(at: f + k))
        x.1 = x.1 * .product(c, V(at: f + (k &+ m)))
        x.2 = x.2 * .product(c, V(at: f + (k &+ 2 &* m)))
        x.3 = x.3 * .product(c, V(at: f + (k &+ 3 &* m)))
        store(w.divide(x), row, k)
      }
    }
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  func square(
    _ row: UnsafePointer<Scalar>, _ c: Scalar, into e: UnsafeMutableBufferPointer<Scalar>
  ) {
    let (e, c, m) = (e.baseAddress!, V(repeating: c), length)
    twiddles.withUnsafeBufferPointer { twiddles in
      for k in stride(from: 0, to: m, by: V.scalarCount) {
        let w = QuarterTwiddles<V>(at: twiddles.baseAddress! + 6 &* k)
        let x = w.unite(load(row, k))
        V.product(c, x.0.square).store(at: e + k)
        V.product(c, x.1.square).store(at: e + (k &+ m))
        V.product(c, x.2.square).store(at: e + (k &+ 2 &* m))
        V.product(c, x.3.square).store(at: e + (k &+ 3 &* m))
      }
    }
  }

  @inline(__always)
  private func load(_ row: UnsafePointer<Scalar>, _ k: Int) -> Four<V> {
    let y = row + 2 &* k
    return (
      ComplexLanes(at: y), ComplexLanes(at: y + 2 &* pitch), ComplexLanes(at: y + 4 &* pitch),
      ComplexLanes(at: y + 6 &* pitch)
    )
  }

  @inline(__always)
  private func store(_ x: Four<V>, _ row: UnsafeMutablePointer<Scalar>, _ k: Int) {
    let y = row + 2 &* k
    x.0.store(at: y)
    x.1.store(at: y + 2 &* pitch)
    x.2.store(at: y + 4 &* pitch)
    x.3.store(at: y + 6 &* pitch)
  }
}
