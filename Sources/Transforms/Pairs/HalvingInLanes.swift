/// ``Halving`` of neighbouring numbers at once.
struct HalvingInLanes<V: Lanes>: Halving {
  typealias Scalar = V.Scalar

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  @specialized(where V == SingleLane<Float80>)
  func halve(
    _ y: UnsafeMutablePointer<Scalar>, length n: Int, isSine: Bool, _ twiddles: [Scalar],
    into g: UnsafeMutablePointer<Scalar>
  ) {
    let h = n / 2
    for i in 0..<2 {
      if isSine {
        g[i] = 2 * y[n + i]
      } else {
        let (first, last) = (y[2 + i], y[2 * n + 2 + i])
        g[i] = first - last
        y[2 + i] = first + last
        y[n + 2 + i] *= 2
      }
    }
    let row = HalvingRow(y, length: n, isSine: isSine)
    // Whole registers, and the rest one by one.
    let (split, end) = (1 + (h - 1) / 2 / V.scalarCount * V.scalarCount, (h + 1) / 2)
    twiddles.withUnsafeBufferPointer {
      let w = $0.baseAddress!
      if isSine {
        row.halve(1..<split, isSine: true, w, V.self, g)
        row.halve(split..<end, isSine: true, w, SingleLane<Scalar>.self, g)
      } else {
        row.halve(1..<split, isSine: false, w, V.self, g)
        row.halve(split..<end, isSine: false, w, SingleLane<Scalar>.self, g)
      }
    }
    if h % 2 == 0 {
      for i in 0..<2 {
        let (low, high) = (row.low + (h + i), row.last - (h - i))
        let (x, z) = (low[0], isSine ? high[0] : -high[0])
        low[0] = x - z
        g[h + i] = Scalar(2).squareRoot() * (x + z)
      }
    }
  }

  @specialized(where V == SIMD2<Double>)
  @specialized(where V == SIMD4<Float>)
  @specialized(where V == SingleLane<Float80>)
  func unite(
    _ y: UnsafeMutablePointer<Scalar>, length n: Int, isSine: Bool, _ twiddles: [Scalar],
    with g: UnsafePointer<Scalar>
  ) {
    let h = n / 2
    for i in 0..<2 {
      if isSine {
        y[n + i] = 2 * g[i]
      } else {
        let (even, odd) = (y[2 + i], 2 * g[i])
        y[2 + i] = even + odd
        y[2 * n + 2 + i] = even - odd
      }
    }
    let row = HalvingRow(y, length: n, isSine: isSine)
    let (split, end) = (1 + (h - 1) / 2 / V.scalarCount * V.scalarCount, (h + 1) / 2)
    twiddles.withUnsafeBufferPointer {
      let w = $0.baseAddress!
      if isSine {
        row.unite(1..<split, isSine: true, w, V.self, g)
        row.unite(split..<end, isSine: true, w, SingleLane<Scalar>.self, g)
      } else {
        row.unite(1..<split, isSine: false, w, V.self, g)
        row.unite(split..<end, isSine: false, w, SingleLane<Scalar>.self, g)
      }
    }
    if h % 2 == 0 {
      for i in 0..<2 {
        let (low, high) = (row.low + (h + i), row.last - (h - i))
        let (e, z) = (low[0], Scalar(2).squareRoot() * g[h + i])
        low[0] = e + z
        high[0] = isSine ? z - e : e - z
      }
    }
  }
}
