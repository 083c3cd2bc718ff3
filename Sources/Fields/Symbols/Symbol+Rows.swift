package import Grids
package import RealModule

/// Evaluation of symbols a row at a time: the modes along the last axis, the leading ones fixed.
///
/// Rows keep tables in cache and let one buffer serve a whole sweep.
extension Symbol {
  /// Writes the symbol at every mode of the row.
  ///
  /// - Complexity: O(products · row), no allocation.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func fill(_ leading: [Int], _ row: UnsafeMutableBufferPointer<Scalar>)
  where Scalar: Real {
    switch rule {
    case .products(let products):
      for (i, product) in products.enumerated() {
        let c = product.leadingFactor(leading)
        product.tables[leading.count].withUnsafeBufferPointer { table in
          if i == 0 {
            for k in row.indices { row[k] = c * table[k] }
          } else {
            for k in row.indices { row[k] += c * table[k] }
          }
        }
      }
      if products.isEmpty { row.update(repeating: 0) }
    case .weight(let weight, let lambda, let factor, let shift):
      var base: Scalar = 0
      for (axis, i) in leading.enumerated() { base += lambda[axis][i] }
      lambda[leading.count].withUnsafeBufferPointer { table in
        for k in row.indices { row[k] = base + table[k] }
      }
      weight.apply(row)
      let c = factor.leadingFactor(leading)
      factor.tables[leading.count].withUnsafeBufferPointer { table in
        for k in row.indices { row[k] = (row[k] + shift) * (c * table[k]) }
      }
    case .modes(let values, let shape):
      var start = 0
      for (axis, i) in leading.enumerated() { start = start * shape[axis] + i }
      start *= row.count
      for k in row.indices { row[k] = values[start + k] }
    }
    if let numerator {
      let c = numerator.leadingFactor(leading)
      numerator.tables[leading.count].withUnsafeBufferPointer { table in
        // 0 where the rule gives 0, without a branch: the loop has to become vector code.
        for k in row.indices {
          let divisor = row[k]
          row[k] = c * table[k] / (divisor == 0 ? .infinity : divisor)
        }
      }
    }
  }
}

extension Symbol {
  /// The symbol's values at the stored modes, row-major.
  ///
  /// - Complexity: O(N), the memory of the result.
  package func values(on grid: Grid) -> [Scalar] where Scalar: Real {
    let walk = SpectrumRows(grid)
    let count = walk.rows * walk.length
    return [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
      for r in 0..<walk.rows {
        let row = UnsafeMutableBufferPointer(
          rebasing: buffer[(r * walk.length)..<((r + 1) * walk.length)])
        row.initialize(repeating: 0)
        fill(walk.leading(r), row)
      }
      initialized = count
    }
  }
}

extension Symbol.Product {
  /// The product of all factors but the last axis's.
  fileprivate func leadingFactor(_ leading: [Int]) -> Scalar {
    var c = coefficient
    for (axis, i) in leading.enumerated() { c *= tables[axis][i] }
    return c
  }
}
