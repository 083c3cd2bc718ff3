// Two real columns are the real and the imaginary part of one complex row. What is linear over the
// complex numbers does to both what it does to one; real and imaginary parts of complex data are
// such columns already.

/// Copies the columns of a tile, two by two, into complex rows. `pitch` is in complex numbers.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func gatherPairs<Scalar: TransformScalar>(
  _ source: UnsafePointer<Scalar>, _ columns: Columns, _ tile: Tile,
  into rows: UnsafeMutablePointer<Scalar>, pitch: Int, _ placing: Placing<Scalar>
) {
  placing.positions.withUnsafeBufferPointer { positions in
    placing.factors.withUnsafeBufferPointer { factors in
      let (n, inner, width) = (columns.length, columns.inner, tile.inners.count)
      if tile.outers.count == 1, width > 1 {
        let base = tile.outers.lowerBound * n * inner + tile.inners.lowerBound
        let whole = width / 2
        for j in 0..<n {
          let from = source + base + j * inner
          let to = rows + 2 * positions[j]
          let f = factors[j]
          for p in 0..<whole {
            to[2 * p * pitch] = f * from[2 * p]
            to[2 * p * pitch + 1] = f * from[2 * p + 1]
          }
          if width != 2 * whole {
            to[2 * whole * pitch] = f * from[2 * whole]
            to[2 * whole * pitch + 1] = 0
          }
        }
        return
      }
      let base = source + tile.outers.lowerBound * n * inner + tile.inners.lowerBound
      forEachPair(width: tile.outers.count * width, across: width, apart: n * inner) { r, x, y in
        let to = rows + 2 * r * pitch
        let first = base + x
        guard let y else {
          for j in 0..<n {
            to[2 * positions[j]] = factors[j] * first[j * inner]
            to[2 * positions[j] + 1] = 0
          }
          return
        }
        let second = base + y
        if inner == 1, let start = placing.start {
          let to = to + 2 * start
          for j in 0..<n {
            to[2 * j] = factors[j] * first[j]
            to[2 * j + 1] = factors[j] * second[j]
          }
        } else {
          for j in 0..<n {
            let to = to + 2 * positions[j]
            to[0] = factors[j] * first[j * inner]
            to[1] = factors[j] * second[j * inner]
          }
        }
      }
    }
  }
}

/// Copies complex rows back into the columns of a tile. The inverse of ``gatherPairs``, factors apart.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func scatterPairs<Scalar: TransformScalar>(
  _ rows: UnsafePointer<Scalar>, pitch: Int, to target: UnsafeMutablePointer<Scalar>,
  _ columns: Columns, _ tile: Tile, _ placing: Placing<Scalar>
) {
  placing.positions.withUnsafeBufferPointer { positions in
    placing.factors.withUnsafeBufferPointer { factors in
      let (n, inner, width) = (columns.length, columns.inner, tile.inners.count)
      if tile.outers.count == 1, width > 1 {
        let base = tile.outers.lowerBound * n * inner + tile.inners.lowerBound
        let whole = width / 2
        for j in 0..<n {
          let from = rows + 2 * positions[j]
          let to = target + base + j * inner
          let f = factors[j]
          for p in 0..<whole {
            to[2 * p] = f * from[2 * p * pitch]
            to[2 * p + 1] = f * from[2 * p * pitch + 1]
          }
          if width != 2 * whole { to[2 * whole] = f * from[2 * whole * pitch] }
        }
        return
      }
      let base = target + tile.outers.lowerBound * n * inner + tile.inners.lowerBound
      forEachPair(width: tile.outers.count * width, across: width, apart: n * inner) { r, x, y in
        let from = rows + 2 * r * pitch
        let first = base + x
        guard let y else {
          for j in 0..<n { first[j * inner] = factors[j] * from[2 * positions[j]] }
          return
        }
        let second = base + y
        if inner == 1, let start = placing.start {
          let from = from + 2 * start
          for j in 0..<n {
            first[j] = factors[j] * from[2 * j]
            second[j] = factors[j] * from[2 * j + 1]
          }
        } else {
          for j in 0..<n {
            let from = from + 2 * positions[j]
            first[j * inner] = factors[j] * from[0]
            second[j * inner] = factors[j] * from[1]
          }
        }
      }
    }
  }
}

/// Visits columns c = 0…width−1 two by two: the row, and where each begins; the last may be alone.
@inline(__always)
private func forEachPair(
  width: Int, across: Int, apart: Int, _ body: (_ row: Int, _ first: Int, _ second: Int?) -> Void
) {
  func start(_ c: Int) -> Int { c / across * apart + c % across }
  for r in 0..<width.dividedRoundingUp(by: 2) {
    body(r, start(2 * r), 2 * r + 1 < width ? start(2 * r + 1) : nil)
  }
}
