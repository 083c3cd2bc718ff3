import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// Dense symmetric matrices by Jacobi's rotations.
@Suite struct SmallEigenproblems {
  /// tridiag(−1, 2, −1): λ_k = 4 sin²(kπ/(2(n+1))).
  @Test(arguments: [1, 2, 3, 5, 8, 13, 20]) func secondDifferences(n: Int) {
    let matrix = (0..<n).map { i in
      (0..<n).map { $0 == i ? 2.0 : abs($0 - i) == 1 ? -1.0 : 0.0 }
    }
    let eigen = SymmetricEigen(matrix)
    for k in 1...n {
      let s = Double.sin(Double(k) * .pi / Double(2 * (n + 1)))
      #expect(isClose(eigen.values[k - 1], 4 * s * s, Double(n) * .ulpOfOne, floor: 4))
    }
  }

  /// A v = λ v and V orthonormal, for noise.
  @Test(arguments: [1, 2, 4, 9, 16]) func noise(n: Int) {
    let flat: [Double] = whiteNoise(n * n, seed: 5)
    let matrix = (0..<n).map { i in (0..<n).map { flat[i * n + $0] + flat[$0 * n + i] } }
    let eigen = SymmetricEigen(matrix)
    let tolerance = 8 * Double(n) * Double.ulpOfOne
    for j in 0..<n {
      let v = eigen.vectors.map { $0[j] }
      for i in 0..<n {
        let av = (0..<n).reduce(0.0) { $0 + matrix[i][$1] * v[$1] }
        #expect(abs(av - eigen.values[j] * v[i]) <= tolerance * Double(n))
        let dot = (0..<n).reduce(0.0) { $0 + eigen.vectors[$1][i] * v[$1] }
        #expect(abs(dot - (i == j ? 1 : 0)) <= tolerance)
      }
    }
    #expect(eigen.values == eigen.values.sorted())
  }

  /// Diagonal scaling: D A D with entries from 1 to 1e-16 keeps relative digits (Demmel and Veselić).
  @Test func gradedMatricesKeepTheirSmallEigenvalues() {
    let d = [1.0, 1e-4, 1e-8]
    let matrix = (0..<3).map { i in (0..<3).map { d[i] * d[$0] * (i == $0 ? 1 : 0.5) } }
    let eigen = SymmetricEigen(matrix)
    // Schur complements of the well scaled matrix: 2/3, 3/4, up to the squares of the gradings.
    #expect(isClose(eigen.values[0], 1e-16 * 2 / 3, 1e-7))
    #expect(isClose(eigen.values[1], 1e-8 * 3 / 4, 1e-7))
  }
}
