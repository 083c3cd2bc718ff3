import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension ElementForm {
  /// The least and the largest a_ii, and in the plane a bound of the least eigenvalue of the correlation C of
  /// a; all coefficients checked.
  ///
  /// The other eigenvalue is 2 at most: it is at least det C/2.
  func survey() throws(SolverError) -> (ClosedRange<Double>, definiteness: Double) {
    let count = samples.formulas.count
    let layers = axes[0].cells
    var lower = [Scalar](repeating: .infinity, count: layers * count)
    var upper = [Scalar](repeating: -.infinity, count: layers * count)
    var determinants = [Scalar](repeating: 1, count: layers)
    lower.withUnsafeMutableBufferPointer { lower in
      upper.withUnsafeMutableBufferPointer { upper in
        determinants.withUnsafeMutableBufferPointer { determinants in
          // Every layer has places of its own.
          nonisolated(unsafe) let (lower, upper, determinants) = (lower, upper, determinants)
          Threads.forEachChunk(count: layers) { part in
            withUnsafeTemporaryAllocation(of: Scalar.self, capacity: samples.capacity) { memory in
              for i in part {
                for first in stride(from: 0, to: axes[1].cells, by: samples.rows) {
                  let block = samples.fill(
                    memory.baseAddress!, layers: i..<i + 1,
                    rows: first..<min(first + samples.rows, axes[1].cells))
                  let n = samples.count(block)
                  for k in 0..<count {
                    let ends = blockExtremes(
                      UnsafeBufferPointer(rebasing: memory[k * n..<(k + 1) * n]))
                    let place = i * count + k
                    lower[place] = ends.lower.isNaN ? .nan : min(lower[place], ends.lower)
                    upper[place] = ends.lower.isNaN ? .nan : max(upper[place], ends.upper)
                  }
                  if let correlation = correlation(memory.baseAddress!, n) {
                    determinants[i] = min(determinants[i], leastDeterminant(correlation, n))
                  }
                }
              }
            }
          }
        }
      }
    }
    for i in 0..<layers {
      for k in 0..<count {
        let (least, largest) = (lower[i * count + k], upper[i * count + k])
        let bound = coefficients.isSigned(k) ? -Scalar.greatestFiniteMagnitude : 0
        if !(least >= bound && largest.isFinite) { throw violation(k, layer: i, bound) }
      }
    }
    let diagonal = Set(coefficients.diagonal.compactMap { $0 })
    func values(_ all: [Scalar]) -> [Scalar] {
      all.indices.filter { diagonal.contains($0 % count) }.map { all[$0] }
    }
    let determinant = Double(determinants.min() ?? 1)
    let definiteness = coefficients.mixed.isEmpty ? 1 : max(0, determinant) / 2
    return (Double(values(lower).min() ?? 0)...Double(values(upper).max() ?? 0), definiteness)
  }

  /// Where in a block of n samples the entries of a full tensor of the plane are.
  private func correlation(_ values: UnsafePointer<Scalar>, _ n: Int) -> Correlation<Scalar>? {
    guard space.grid.rank == 2, let mixed = coefficients.mixed.first else { return nil }
    func entry(_ k: Int?) -> UnsafePointer<Scalar>? { k.map { values + $0 * n } }
    return Correlation(
      first: entry(coefficients.diagonal[mixed.i]), second: entry(coefficients.diagonal[mixed.j]),
      mixed: values + mixed.formula * n)
  }

  /// The first value that a coefficient must not have.
  private func violation(_ k: Int, layer: Int, _ bound: Scalar) -> SolverError {
    let block = ElementSamples<Scalar>.Block(
      layers: layer..<layer + 1, rows: 0..<axes[1].cells,
      values: UnsafeMutablePointer(bitPattern: 8)!)
    let places = samples.coordinates(of: block)
    return .coefficient(
      coefficients.name(k), in: samples.formulas[k].values(on: places), on: places, least: bound)!
  }
}

/// The entries of a tensor at some places.
private struct Correlation<Scalar: TransformScalar> {
  /// a_11 and a_22; nil for 0.
  let first: UnsafePointer<Scalar>?
  let second: UnsafePointer<Scalar>?
  /// a_12
  let mixed: UnsafePointer<Scalar>
}

/// The least det C = 1 − a_12²/(a_11 a_22).
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func leastDeterminant<Scalar: TransformScalar>(
  _ a: Correlation<Scalar>, _ n: Int
) -> Scalar {
  var least: Scalar = 1
  for i in 0..<n {
    func inverse(_ a: UnsafePointer<Scalar>?) -> Scalar {
      guard let a, a[i] > 0 else { return 0 }
      return 1 / a[i]
    }
    let p = a.mixed[i]
    least = min(least, 1 - p * p * inverse(a.first) * inverse(a.second))
  }
  return least
}
