import Grids
import RealModule
import Transforms

extension Coefficients {
  /// ∂u/∂x_a, collocated: sine becomes cosine at the same placement, and the space says so.
  ///
  /// Exact for every function of the space but its last mode, whose derivative vanishes at the
  /// points. nil where the derivative's space has no point: one Neumann cell between two nodes.
  ///
  /// - Complexity: O(N)
  public func derivative(axis a: Int) -> Coefficients? {
    let axis = grid.axes[a]
    guard let target = axis.collocated else { return nil }
    let space =
      target == axis ? self.space : FunctionSpace<Scalar>(on: grid.replacing(a, by: target))
    var result = Coefficients(in: space)
    let inner = grid.spectrumShape[(a + 1)...].reduce(width, *)
    let outer = grid.spectrumShape[..<a].reduce(1, *)
    let from = grid.spectrumShape[a]
    let to = space.grid.spectrumShape[a]
    // sine modes start at k = 1, cosine modes at k = 0
    let shift = axis.basis == .sine ? 1 : axis.basis == .cosine ? -1 : 0
    let sign: Scalar = axis.basis == .cosine || axis.basis == .halfCosine ? -1 : 1
    for o in 0..<outer {
      for i in 0..<from where i != axis.lastMode && (0..<to).contains(i + shift) {
        let factor = sign * Scalar(axis.frequency(i))
        let source = (o * from + i) * inner
        let place = (o * to + i + shift) * inner
        if axis.basis == .fourier {
          for j in stride(from: 0, to: inner, by: 2) {
            result.values[place + j] = -factor * values[source + j + 1]
            result.values[place + j + 1] = factor * values[source + j]
          }
        } else {
          for j in 0..<inner { result.values[place + j] = factor * values[source + j] }
        }
      }
    }
    return result
  }
}
