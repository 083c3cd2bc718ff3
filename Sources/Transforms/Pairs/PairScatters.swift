// The way back of complex rows to the real columns that they are two by two.

/// Copies complex rows back into the columns of a tile. The inverse of ``gatherPairs``, factors apart.
func scatterPairs<Scalar: TransformScalar>(
  _ rows: UnsafePointer<Scalar>, pitch: Int, to target: UnsafeMutablePointer<Scalar>,
  _ columns: Columns, _ tile: Tile, _ placing: Placing<Scalar>
) {
  landPairs(rows, pitch: pitch, to: target, columns, tile, placing, adds: false)
}

/// Adds complex rows to the columns of a tile, where ``scatterPairs`` replaces them.
func addPairs<Scalar: TransformScalar>(
  _ rows: UnsafePointer<Scalar>, pitch: Int, to target: UnsafeMutablePointer<Scalar>,
  _ columns: Columns, _ tile: Tile, _ placing: Placing<Scalar>
) {
  landPairs(rows, pitch: pitch, to: target, columns, tile, placing, adds: true)
}

private func landPairs<Scalar: TransformScalar>(
  _ rows: UnsafePointer<Scalar>, pitch: Int, to target: UnsafeMutablePointer<Scalar>,
  _ columns: Columns, _ tile: Tile, _ placing: Placing<Scalar>, adds: Bool
) {
  let (n, inner, width) = (columns.length, columns.inner, tile.inners.count)
  let base = target + tile.outers.lowerBound * n * inner + tile.inners.lowerBound
  if tile.outers.count == 1, width > 1 {
    return landSideBySide(
      rows, pitch: pitch, to: base, stride: inner, width: width, placing, adds: adds)
  }
  forEachPair(width: tile.outers.count * width, across: width, apart: n * inner) { r, x, y in
    landPair(
      rows + 2 * r * pitch, to: base + x, y.map { base + $0 }, stride: inner, placing, adds: adds)
  }
}

/// Columns that stand side by side: four elements of a pair at a time, which are a cache line of
/// its row.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func landSideBySide<Scalar: TransformScalar>(
  _ rows: UnsafePointer<Scalar>, pitch: Int, to target: UnsafeMutablePointer<Scalar>, stride: Int,
  width: Int, _ placing: Placing<Scalar>, adds: Bool
) {
  if adds {
    writeSideBySide(rows, pitch, target, stride, width, placing, adds: true)
  } else {
    writeSideBySide(rows, pitch, target, stride, width, placing, adds: false)
  }
}

@inline(__always)
private func writeSideBySide<Scalar: TransformScalar>(
  _ rows: UnsafePointer<Scalar>, _ pitch: Int, _ target: UnsafeMutablePointer<Scalar>,
  _ stride: Int, _ width: Int, _ placing: Placing<Scalar>, adds: Bool
) {
  @inline(__always) func with(_ old: Scalar, _ new: Scalar) -> Scalar { adds ? old + new : new }
  let (n, whole) = (placing.positions.count, width / 2)
  placing.positions.withUnsafeBufferPointer { positions in
    placing.factors.withUnsafeBufferPointer { factors in
      let fours = placing.start == nil ? 0 : n & ~3
      for j in Swift.stride(from: 0, to: fours, by: 4) {
        var a = target + j * stride
        var (b, c, d) = (a + stride, a + 2 * stride, a + 3 * stride)
        let (e, f, g, h) = (factors[j], factors[j + 1], factors[j + 2], factors[j + 3])
        var from = rows + 2 * positions[j]
        if adds { for i in 16..<20 { prefetch(a + i * stride, count: width) } }
        for _ in 0..<whole {
          let (ar, ai) = (with(a[0], e * from[0]), with(a[1], e * from[1]))
          let (br, bi) = (with(b[0], f * from[2]), with(b[1], f * from[3]))
          let (cr, ci) = (with(c[0], g * from[4]), with(c[1], g * from[5]))
          let (dr, di) = (with(d[0], h * from[6]), with(d[1], h * from[7]))
          (a[0], a[1], b[0], b[1]) = (ar, ai, br, bi)
          (c[0], c[1], d[0], d[1]) = (cr, ci, dr, di)
          a += 2
          b += 2
          c += 2
          d += 2
          from += 2 * pitch
        }
      }
      for j in fours..<n {
        var (to, from) = (target + j * stride, rows + 2 * positions[j])
        let f = factors[j]
        for _ in 0..<whole {
          let (re, im) = (with(to[0], f * from[0]), with(to[1], f * from[1]))
          to[0] = re
          to[1] = im
          to += 2
          from += 2 * pitch
        }
      }
      guard width != 2 * whole else { return }
      for j in 0..<n {
        let to = target + j * stride + 2 * whole
        to[0] = with(to[0], factors[j] * rows[2 * (whole * pitch + positions[j])])
      }
    }
  }
}

/// Two columns anywhere, or one.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func landPair<Scalar: TransformScalar>(
  _ row: UnsafePointer<Scalar>, to first: UnsafeMutablePointer<Scalar>,
  _ second: UnsafeMutablePointer<Scalar>?, stride: Int, _ placing: Placing<Scalar>, adds: Bool
) {
  if adds {
    writePair(row, first, second, stride, placing, adds: true)
  } else {
    writePair(row, first, second, stride, placing, adds: false)
  }
}

@inline(__always)
private func writePair<Scalar: TransformScalar>(
  _ row: UnsafePointer<Scalar>, _ first: UnsafeMutablePointer<Scalar>,
  _ second: UnsafeMutablePointer<Scalar>?, _ stride: Int, _ placing: Placing<Scalar>, adds: Bool
) {
  @inline(__always) func with(_ old: Scalar, _ new: Scalar) -> Scalar { adds ? old + new : new }
  let n = placing.positions.count
  placing.positions.withUnsafeBufferPointer { positions in
    placing.factors.withUnsafeBufferPointer { factors in
      guard let second else {
        for j in 0..<n {
          first[j * stride] = with(first[j * stride], factors[j] * row[2 * positions[j]])
        }
        return
      }
      if stride == 1, let start = placing.start {
        var from = row + 2 * start
        for j in 0..<n {
          let (re, im) = (
            with(first[j], factors[j] * from[0]), with(second[j], factors[j] * from[1])
          )
          first[j] = re
          second[j] = im
          from += 2
        }
      } else {
        var (a, b) = (first, second)
        for j in 0..<n {
          let from = row + 2 * positions[j]
          let (re, im) = (with(a[0], factors[j] * from[0]), with(b[0], factors[j] * from[1]))
          a[0] = re
          b[0] = im
          a += stride
          b += stride
        }
      }
    }
  }
}
