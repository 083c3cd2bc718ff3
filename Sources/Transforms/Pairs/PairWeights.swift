/// Multiplies two real columns, as a complex row, by the columns a and b.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func weighPair<Scalar: TransformScalar>(
  _ row: UnsafeMutablePointer<Scalar>, by a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>,
  _ placing: Placing<Scalar>
) {
  let n = placing.positions.count
  if let start = placing.start {
    let row = row + 2 * start
    for j in 0..<n {
      let (re, im) = (row[2 * j] * a[j], row[2 * j + 1] * b[j])
      row[2 * j] = re
      row[2 * j + 1] = im
    }
    return
  }
  placing.positions.withUnsafeBufferPointer { positions in
    for j in 0..<n {
      let x = row + 2 * positions[j]
      let (re, im) = (x[0] * a[j], x[1] * b[j])
      x[0] = re
      x[1] = im
    }
  }
}
