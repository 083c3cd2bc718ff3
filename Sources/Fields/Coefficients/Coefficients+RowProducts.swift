import Grids
import RealModule
import Transforms

extension Coefficients {
  /// û_k ← m_k û_k, m complex or real, written a row of the last axis at a time.
  ///
  /// `fill` gets the leading mode indices of a row and writes re and, if m is complex, im.
  ///
  /// - Complexity: O(N), two rows of scratch.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package mutating func multiplyRows(
    complex isComplex: Bool,
    _ fill: (
      _ leading: [Int], _ re: UnsafeMutableBufferPointer<Scalar>,
      _ im: UnsafeMutableBufferPointer<Scalar>
    ) -> Void
  ) {
    let walk = SpectrumRows(grid)
    let n = walk.length
    let width = width
    precondition(width == 2 || !isComplex, "real coefficients stay real under real symbols only")
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 2 * n) { scratch in
      scratch.initialize(repeating: 0)
      let re = UnsafeMutableBufferPointer(rebasing: scratch[..<n])
      let im = UnsafeMutableBufferPointer(rebasing: scratch[n...])
      values.withUnsafeMutableBufferPointer { u in
        for row in 0..<walk.rows {
          fill(walk.leading(row), re, im)
          let start = row * n * width
          if width == 1 {
            for k in 0..<n { u[start + k] *= re[k] }
          } else if !isComplex {
            for k in 0..<n {
              u[start + 2 * k] *= re[k]
              u[start + 2 * k + 1] *= re[k]
            }
          } else {
            for k in 0..<n {
              let (x, y) = (u[start + 2 * k], u[start + 2 * k + 1])
              u[start + 2 * k] = re[k] * x - im[k] * y
              u[start + 2 * k + 1] = re[k] * y + im[k] * x
            }
          }
        }
      }
    }
  }
}

extension Grid {
  /// The leading mode indices of a row of stored modes.
  package func leadingModes(_ row: Int) -> [Int] { SpectrumRows(self).leading(row) }
}
