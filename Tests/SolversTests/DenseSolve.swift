import Grids

/// x with A x = b by Gaussian elimination with pivots, in extended precision. O(n³).
func denseSolve(_ a: [[Extended]], _ b: [Extended]) -> [Extended] {
  var a = a
  var b = b
  let n = b.count
  for k in 0..<n {
    let pivot = (k..<n).max { abs(a[$0][k]) < abs(a[$1][k]) }!
    a.swapAt(k, pivot)
    b.swapAt(k, pivot)
    precondition(a[k][k] != 0, "a singular matrix")
    for i in (k + 1)..<max(n, k + 1) {
      let factor = a[i][k] / a[k][k]
      if factor == 0 { continue }
      for j in k..<n { a[i][j] -= factor * a[k][j] }
      b[i] -= factor * b[k]
    }
  }
  for k in (0..<n).reversed() {
    for j in (k + 1)..<max(n, k + 1) { b[k] -= a[k][j] * b[j] }
    b[k] /= a[k][k]
  }
  return b
}

/// The condition number in the maximum norm, from the inverse. O(n⁴).
func condition(_ a: [[Extended]]) -> Extended {
  func size(_ rows: [[Extended]]) -> Extended {
    rows.map { $0.reduce(0) { $0 + abs($1) } }.max()!
  }
  let columns = a.indices.map { j in denseSolve(a, a.indices.map { $0 == j ? 1 : 0 }) }
  let inverse = a.indices.map { i in columns.map { $0[i] } }
  return size(a) * size(inverse)
}

/// All multi-indices below the bounds, the last entry fastest.
func indices(_ shape: [Int]) -> [[Int]] {
  shape.reduce([[]]) { list, n in list.flatMap { head in (0..<n).map { head + [$0] } } }
}

/// The row-major place of a multi-index.
func place(_ index: [Int], _ shape: [Int]) -> Int {
  zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 }
}
