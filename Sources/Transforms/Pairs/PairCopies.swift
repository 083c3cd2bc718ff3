// Two real columns are the real and the imaginary part of one complex row. What is linear over the
// complex numbers does to both what it does to one; real and imaginary parts of complex data are
// such columns already.

/// Copies the columns of a tile, two by two, into complex rows. `pitch` is in complex numbers.
func gatherPairs<Scalar: TransformScalar>(
  _ source: UnsafePointer<Scalar>, _ columns: Columns, _ tile: Tile,
  into rows: UnsafeMutablePointer<Scalar>, pitch: Int, _ placing: Placing<Scalar>
) {
  let (n, inner, width) = (columns.length, columns.inner, tile.inners.count)
  let base = source + tile.outers.lowerBound * n * inner + tile.inners.lowerBound
  if tile.outers.count == 1, width > 1 {
    return gatherSideBySide(base, stride: inner, width: width, into: rows, pitch: pitch, placing)
  }
  forEachPair(width: tile.outers.count * width, across: width, apart: n * inner) { r, x, y in
    gatherPair(base + x, y.map { base + $0 }, stride: inner, into: rows + 2 * r * pitch, placing)
  }
}

/// Visits columns c = 0…width−1 two by two: the row, and where each begins; the last may be alone.
@inline(__always)
func forEachPair(
  width: Int, across: Int, apart: Int, _ body: (_ row: Int, _ first: Int, _ second: Int?) -> Void
) {
  func start(_ c: Int) -> Int { c / across * apart + c % across }
  for r in 0..<width.dividedRoundingUp(by: 2) {
    body(r, start(2 * r), 2 * r + 1 < width ? start(2 * r + 1) : nil)
  }
}

/// Columns that stand side by side: four elements of a pair at a time, which are a cache line of
/// its row.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func gatherSideBySide<Scalar: TransformScalar>(
  _ source: UnsafePointer<Scalar>, stride: Int, width: Int,
  into rows: UnsafeMutablePointer<Scalar>, pitch: Int, _ placing: Placing<Scalar>
) {
  let (n, whole) = (placing.positions.count, width / 2)
  placing.positions.withUnsafeBufferPointer { positions in
    placing.factors.withUnsafeBufferPointer { factors in
      let fours = placing.start == nil ? 0 : n & ~3
      for j in Swift.stride(from: 0, to: fours, by: 4) {
        var a = source + j * stride
        var (b, c, d) = (a + stride, a + 2 * stride, a + 3 * stride)
        let (e, f, g, h) = (factors[j], factors[j + 1], factors[j + 2], factors[j + 3])
        var to = rows + 2 * positions[j]
        for i in 16..<20 { prefetch(a + i * stride, count: width) }
        for _ in 0..<whole {
          let (ar, ai, br, bi) = (e * a[0], e * a[1], f * b[0], f * b[1])
          let (cr, ci, dr, di) = (g * c[0], g * c[1], h * d[0], h * d[1])
          (to[0], to[1], to[2], to[3]) = (ar, ai, br, bi)
          (to[4], to[5], to[6], to[7]) = (cr, ci, dr, di)
          a += 2
          b += 2
          c += 2
          d += 2
          to += 2 * pitch
        }
      }
      for j in fours..<n {
        var (from, to) = (source + j * stride, rows + 2 * positions[j])
        let f = factors[j]
        for _ in 0..<whole {
          let (re, im) = (f * from[0], f * from[1])
          to[0] = re
          to[1] = im
          from += 2
          to += 2 * pitch
        }
      }
      guard width != 2 * whole else { return }
      for j in 0..<n {
        let to = rows + 2 * (whole * pitch + positions[j])
        to[0] = factors[j] * source[j * stride + 2 * whole]
        to[1] = 0
      }
    }
  }
}

/// Two columns anywhere, or one.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func gatherPair<Scalar: TransformScalar>(
  _ first: UnsafePointer<Scalar>, _ second: UnsafePointer<Scalar>?, stride: Int,
  into row: UnsafeMutablePointer<Scalar>, _ placing: Placing<Scalar>
) {
  let n = placing.positions.count
  placing.positions.withUnsafeBufferPointer { positions in
    placing.factors.withUnsafeBufferPointer { factors in
      guard let second else {
        for j in 0..<n {
          row[2 * positions[j]] = factors[j] * first[j * stride]
          row[2 * positions[j] + 1] = 0
        }
        return
      }
      if stride == 1, let start = placing.start {
        var to = row + 2 * start
        for block in Swift.stride(from: 0, to: n, by: 32) {
          // The next two columns begin as far on as the second one from the first.
          prefetch(second + (block + n), count: 32)
          prefetch(second + (block + 2 * n), count: 32)
          for j in block..<min(block + 32, n) {
            let (re, im) = (factors[j] * first[j], factors[j] * second[j])
            to[0] = re
            to[1] = im
            to += 2
          }
        }
      } else {
        var (a, b) = (first, second)
        for j in 0..<n {
          let to = row + 2 * positions[j]
          let (re, im) = (factors[j] * a[0], factors[j] * b[0])
          to[0] = re
          to[1] = im
          a += stride
          b += stride
        }
      }
    }
  }
}
