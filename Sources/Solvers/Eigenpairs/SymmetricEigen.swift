public import RealModule

/// All eigenvalues of a small dense symmetric matrix, ascending, with orthonormal vectors.
///
/// Cyclic Jacobi rotations: small eigenvalues keep their digits, and no case needs care. Golub and
/// Van Loan, Matrix Computations, 8.5.
///
/// - Complexity: O(n³) a sweep, some six sweeps.
public struct SymmetricEigen<Scalar: Real & BinaryFloatingPoint>: Sendable where Scalar: Sendable {
  /// Eigenvalues, ascending.
  public let values: [Scalar]
  /// vectors[i][j] is the i-th component of the j-th eigenvector.
  public let vectors: [[Scalar]]

  /// The eigenpairs of the symmetric part of a square matrix.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public init(_ matrix: [[Scalar]]) {
    let n = matrix.count
    precondition(matrix.allSatisfy { $0.count == n }, "a square matrix")
    var a = matrix.indices.map { i in matrix.indices.map { (matrix[i][$0] + matrix[$0][i]) / 2 } }
    var v = (0..<n).map { i in (0..<n).map { Scalar(i == $0 ? 1 : 0) } }
    for _ in 0..<64 {
      var rotated = false
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) {
          let bound = (a[p][p].magnitude * a[q][q].magnitude).squareRoot()
          guard a[p][q].magnitude > .ulpOfOne / 8 * bound, a[p][q].isNormal else { continue }
          rotated = true
          let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let t = (theta < 0 ? -1 : 1) / (theta.magnitude + (1 + theta * theta).squareRoot())
          let c = 1 / (1 + t * t).squareRoot()
          let s = t * c
          for k in 0..<n {
            let (x, y) = (a[k][p], a[k][q])
            a[k][p] = c * x - s * y
            a[k][q] = s * x + c * y
          }
          for k in 0..<n {
            let (x, y) = (a[p][k], a[q][k])
            a[p][k] = c * x - s * y
            a[q][k] = s * x + c * y
            let (z, w) = (v[k][p], v[k][q])
            v[k][p] = c * z - s * w
            v[k][q] = s * z + c * w
          }
        }
      }
      if !rotated { break }
    }
    let order = (0..<n).sorted { a[$0][$0] < a[$1][$1] }
    values = order.map { a[$0][$0] }
    vectors = (0..<n).map { i in order.map { v[i][$0] } }
  }

  /// The eigenpairs of A c = λ G c for a G that is nearly the identity: through Cholesky's G = L Lᵀ.
  ///
  /// nil if G is not positive to working precision.
  init?(_ matrix: [[Scalar]], gram: [[Scalar]]) {
    guard let lower = cholesky(gram) else { return nil }
    // L⁻¹ A L⁻ᵀ, a triangle at a time.
    let half = transposed(matrix.map { $0 }).map { forward(lower, $0) }
    let reduced = transposed(half).map { forward(lower, $0) }
    let eigen = SymmetricEigen(reduced)
    let columns = transposed(eigen.vectors).map { backward(lower, $0) }
    values = eigen.values
    vectors = transposed(columns)
  }
}

/// L with L Lᵀ = G; nil if a pivot is not positive.
private func cholesky<T: BinaryFloatingPoint>(_ g: [[T]]) -> [[T]]? {
  var l = g.map { $0.map { _ in T(0) } }
  for i in g.indices {
    for j in 0...i {
      var sum = (g[i][j] + g[j][i]) / 2
      for k in 0..<j { sum -= l[i][k] * l[j][k] }
      if i == j {
        guard sum > 0 else { return nil }
        l[i][i] = sum.squareRoot()
      } else {
        l[i][j] = sum / l[j][j]
      }
    }
  }
  return l
}

/// L⁻¹ b
private func forward<T: BinaryFloatingPoint>(_ l: [[T]], _ b: [T]) -> [T] {
  var x = b
  for i in b.indices {
    for k in 0..<i { x[i] -= l[i][k] * x[k] }
    x[i] /= l[i][i]
  }
  return x
}

/// L⁻ᵀ b
private func backward<T: BinaryFloatingPoint>(_ l: [[T]], _ b: [T]) -> [T] {
  var x = b
  for i in b.indices.reversed() {
    for k in (i + 1)..<max(b.count, i + 1) { x[i] -= l[k][i] * x[k] }
    x[i] /= l[i][i]
  }
  return x
}

func transposed<T>(_ a: [[T]]) -> [[T]] {
  guard let first = a.first else { return [] }
  return first.indices.map { j in a.map { $0[j] } }
}
