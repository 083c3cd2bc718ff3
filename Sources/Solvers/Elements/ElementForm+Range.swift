import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension ElementForm {
  /// The least and the largest a_ii, and a bound of the least eigenvalue of the correlation C of a; all
  /// coefficients checked.
  ///
  /// The other eigenvalues have a sum of d at most, and so a product of (d/(d − 1))^{d−1}: it is at least
  /// det C ((d − 1)/d)^{d−1}.
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
                  if !coefficients.mixed.isEmpty {
                    determinants[i] = min(
                      determinants[i], leastDeterminant(correlation(memory.baseAddress!, n), n))
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
    let d = Double(space.grid.rank)
    let determinant = Double(determinants.min() ?? 1)
    let definiteness =
      coefficients.mixed.isEmpty ? 1 : max(0, determinant) * .pow(1 - 1 / d, d - 1)
    return (Double(values(lower).min() ?? 0)...Double(values(upper).max() ?? 0), definiteness)
  }

  /// Where in a block of n samples the entries of a are.
  private func correlation(_ values: UnsafePointer<Scalar>, _ n: Int) -> Correlation<Scalar> {
    func entry(_ k: Int?) -> UnsafePointer<Scalar>? { k.map { values + $0 * n } }
    func entry(_ i: Int, _ j: Int) -> UnsafePointer<Scalar>? {
      entry(coefficients.mixed.first { $0.i == i && $0.j == j }?.formula)
    }
    return Correlation(
      diagonal: (0..<3).map { entry(coefficients.diagonal[$0]) },
      mixed: [entry(0, 1), entry(0, 2), entry(1, 2)])
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
  /// a_ii; nil on an axis that is not there.
  let diagonal: [UnsafePointer<Scalar>?]
  /// a_01, a_02 and a_12; nil for 0.
  let mixed: [UnsafePointer<Scalar>?]
}

/// The least det C, C_ij = a_ij/√(a_ii a_jj): 1 − Σ C_ij² + 2 C_01 C_02 C_12.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func leastDeterminant<Scalar: TransformScalar>(
  _ a: Correlation<Scalar>, _ n: Int
) -> Scalar {
  let (x, y, z) = (a.diagonal[0], a.diagonal[1], a.diagonal[2])
  let (xy, xz, yz) = (a.mixed[0], a.mixed[1], a.mixed[2])
  var least: Scalar = 1
  for i in 0..<n {
    func inverse(_ a: UnsafePointer<Scalar>?) -> Scalar {
      guard let a, a[i] > 0 else { return 0 }
      return 1 / a[i]
    }
    let (p, q, r) = (xy?[i] ?? 0, xz?[i] ?? 0, yz?[i] ?? 0)
    let (u, v, w) = (inverse(x), inverse(y), inverse(z))
    let squares: Scalar = p * p * u * v + q * q * u * w + r * r * v * w
    let product: Scalar = p * q * r * u * v * w
    least = min(least, 1 - squares + product + product)
  }
  return least
}
