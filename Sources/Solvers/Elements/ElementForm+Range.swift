import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension ElementForm {
  /// The least and the largest a_ii, all coefficients checked.
  func survey() throws(SolverError) -> ClosedRange<Double> {
    let count = samples.formulas.count
    let layers = axes[0].cells
    var lower = [Scalar](repeating: .infinity, count: layers * count)
    var upper = [Scalar](repeating: -.infinity, count: layers * count)
    lower.withUnsafeMutableBufferPointer { lower in
      upper.withUnsafeMutableBufferPointer { upper in
        // Every layer has places of its own.
        nonisolated(unsafe) let (lower, upper) = (lower, upper)
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
    return Double(values(lower).min() ?? 0)...Double(values(upper).max() ?? 0)
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
