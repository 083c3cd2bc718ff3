package import Grids
import RealModule

/// Evaluation of symbols a row at a time: the modes along the last axis, the leading ones fixed.
///
/// Rows keep tables in cache and let one buffer serve a whole sweep.
extension Symbol where Scalar: Real {
  /// Writes the symbol at every mode of the row.
  ///
  /// - Complexity: O(products · row), no allocation.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func fill(_ leading: [Int], _ row: UnsafeMutableBufferPointer<Scalar>) {
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

extension Symbol where Scalar: Real {
  /// The symbol's values at the stored modes, row-major.
  ///
  /// - Complexity: O(N), the memory of the result.
  package func values(on grid: Grid) -> [Scalar] {
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

extension Symbol.Weight where Scalar: Real {
  /// λ ↦ w(λ), in place. Orders 0, ±½, ±1, ±2 take no `pow`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  fileprivate func apply(_ row: UnsafeMutableBufferPointer<Scalar>) {
    switch self {
    case .power(let s):
      raise(row, to: s)
    case .bessel(let s):
      for k in row.indices { row[k] += 1 }
      raise(row, to: s)
    case .graph(let s):
      raise(row, to: s)
      for k in row.indices { row[k] += 1 }
    case .heat(let t):
      for k in row.indices { row[k] = Scalar.exp(-t * row[k]) }
    case .function(let w):
      for k in row.indices { row[k] = w(row[k]) }
    }
  }
}

/// λ ↦ λ^s in place, with 0⁰ = 1 and 0^s = 0 for s < 0: the homogeneous norms leave the kernel out.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func raise<Scalar: Real & BinaryFloatingPoint>(
  _ row: UnsafeMutableBufferPointer<Scalar>, to s: Scalar
) {
  switch s {
  case 0: row.update(repeating: 1)
  case 1: break
  case 2: for k in row.indices { row[k] *= row[k] }
  case 0.5: for k in row.indices { row[k] = row[k].squareRoot() }
  default:
    for k in row.indices {
      let lambda = row[k]
      switch s {
      case _ where lambda == 0: row[k] = 0
      case -1: row[k] = 1 / lambda
      case -2: row[k] = 1 / (lambda * lambda)
      case -0.5: row[k] = 1 / lambda.squareRoot()
      default: row[k] = Scalar.pow(lambda, s)
      }
    }
  }
}
