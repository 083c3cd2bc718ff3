// Two real columns are the real and the imaginary part of one complex row. What is linear over the
// complex numbers does to both what it does to one; real and imaginary parts of complex data are
// such columns already.

/// Copies the columns of a tile, two by two, into complex rows. `pitch` is in complex numbers.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func gatherPairs<Scalar: TransformScalar>(
  _ source: UnsafePointer<Scalar>, _ columns: Columns, _ tile: Tile,
  into rows: UnsafeMutablePointer<Scalar>, pitch: Int
) {
  let (n, inner, width) = (columns.length, columns.inner, tile.inners.count)
  if tile.outers.count == 1, width > 1 {
    let base = tile.outers.lowerBound * n * inner + tile.inners.lowerBound
    let whole = width / 2
    for j in 0..<n {
      let from = source + base + j * inner
      let to = rows + 2 * j
      for p in 0..<whole {
        to[2 * p * pitch] = from[2 * p]
        to[2 * p * pitch + 1] = from[2 * p + 1]
      }
      if width != 2 * whole {
        to[2 * whole * pitch] = from[2 * whole]
        to[2 * whole * pitch + 1] = 0
      }
    }
    return
  }
  var c = 0
  for o in tile.outers {
    for i in tile.inners {
      let from = source + o * n * inner + i
      let to = rows + 2 * (c / 2) * pitch + c % 2
      for j in 0..<n { to[2 * j] = from[j * inner] }
      c += 1
    }
  }
  if c % 2 == 1 {
    let to = rows + (c - 1) * pitch + 1
    for j in 0..<n { to[2 * j] = 0 }
  }
}

/// Copies complex rows back into the columns of a tile. The inverse of ``gatherPairs``.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func scatterPairs<Scalar: TransformScalar>(
  _ rows: UnsafePointer<Scalar>, pitch: Int, to target: UnsafeMutablePointer<Scalar>,
  _ columns: Columns, _ tile: Tile
) {
  let (n, inner, width) = (columns.length, columns.inner, tile.inners.count)
  if tile.outers.count == 1, width > 1 {
    let base = tile.outers.lowerBound * n * inner + tile.inners.lowerBound
    let whole = width / 2
    for j in 0..<n {
      let from = rows + 2 * j
      let to = target + base + j * inner
      for p in 0..<whole {
        to[2 * p] = from[2 * p * pitch]
        to[2 * p + 1] = from[2 * p * pitch + 1]
      }
      if width != 2 * whole { to[2 * whole] = from[2 * whole * pitch] }
    }
    return
  }
  var c = 0
  for o in tile.outers {
    for i in tile.inners {
      let from = rows + 2 * (c / 2) * pitch + c % 2
      let to = target + o * n * inner + i
      for j in 0..<n { to[j * inner] = from[2 * j] }
      c += 1
    }
  }
}
