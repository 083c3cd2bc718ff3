/// Visits the elements of a tile: their index in the array, in the buffer and along the axis.
@inline(__always)
private func forEachElement(
  of tile: Tile, in columns: Columns, pitch: Int, _ body: (_ a: Int, _ b: Int, _ j: Int) -> Void
) {
  let (n, inner) = (columns.length, columns.inner)
  let (first, width) = (tile.inners.lowerBound, tile.inners.count)
  var row = 0
  for o in tile.outers {
    if width == 1 {
      let (a, b) = (o * n * inner + first, row * pitch)
      if inner == 1 {
        for j in 0..<n { body(a + j, b + j, j) }
      } else {
        for j in 0..<n { body(a + j * inner, b + j, j) }
      }
    } else {
      for j in 0..<n {
        let (a, b) = ((o * n + j) * inner + first, row * pitch + j)
        for i in 0..<width { body(a + i, b + i * pitch, j) }
      }
    }
    row += width
  }
}

/// Copies the columns of a tile into the rows of a buffer, weighted. `pitch` is in elements.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func gather<Scalar: TransformScalar>(
  _ source: UnsafePointer<Scalar>, complex: Bool, _ columns: Columns, _ tile: Tile,
  into rows: UnsafeMutablePointer<Scalar>, pitch: Int, _ weights: Weights<Scalar>
) {
  switch weights {
  case .real(let factors):
    factors.withUnsafeBufferPointer { buffer in
      let f = buffer.baseAddress!
      if complex {
        forEachElement(of: tile, in: columns, pitch: pitch) { a, b, j in
          rows[2 * b] = source[2 * a] * f[j]
          rows[2 * b + 1] = source[2 * a + 1] * f[j]
        }
      } else {
        forEachElement(of: tile, in: columns, pitch: pitch) { a, b, j in
          rows[b] = source[a] * f[j]
        }
      }
    }
  case .complex(let factors):
    factors.withUnsafeBufferPointer { buffer in
      let f = buffer.baseAddress!
      forEachElement(of: tile, in: columns, pitch: pitch) { a, b, j in
        let (x, y) = (source[2 * a], source[2 * a + 1])
        rows[2 * b] = x * f[2 * j] - y * f[2 * j + 1]
        rows[2 * b + 1] = x * f[2 * j + 1] + y * f[2 * j]
      }
    }
  }
}

/// Copies the rows of a buffer into the columns of a tile, weighted. The inverse of ``gather``.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func scatter<Scalar: TransformScalar>(
  _ rows: UnsafePointer<Scalar>, pitch: Int, complex: Bool,
  to target: UnsafeMutablePointer<Scalar>, _ columns: Columns, _ tile: Tile,
  _ weights: Weights<Scalar>
) {
  switch weights {
  case .real(let factors):
    factors.withUnsafeBufferPointer { buffer in
      let f = buffer.baseAddress!
      if complex {
        forEachElement(of: tile, in: columns, pitch: pitch) { a, b, j in
          target[2 * a] = rows[2 * b] * f[j]
          target[2 * a + 1] = rows[2 * b + 1] * f[j]
        }
      } else {
        forEachElement(of: tile, in: columns, pitch: pitch) { a, b, j in
          target[a] = rows[b] * f[j]
        }
      }
    }
  case .complex(let factors):
    factors.withUnsafeBufferPointer { buffer in
      let f = buffer.baseAddress!
      forEachElement(of: tile, in: columns, pitch: pitch) { a, b, j in
        let (x, y) = (rows[2 * b], rows[2 * b + 1])
        target[2 * a] = x * f[2 * j] - y * f[2 * j + 1]
        target[2 * a + 1] = x * f[2 * j + 1] + y * f[2 * j]
      }
    }
  }
}
