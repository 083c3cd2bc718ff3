import Grids
import RealModule
import Transforms

extension Coefficients {
  /// ∂u/∂x_a: sine becomes cosine, and the space says so. Collocated at the same placement, or
  /// `staggered` between the points, at the other one.
  ///
  /// Exact for every function of the space but a collocated last mode, whose derivative vanishes at
  /// the points; staggered points see it. nil where the derivative's space has no point: one Neumann
  /// cell between two nodes.
  ///
  /// - Complexity: O(N)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func derivative(axis a: Int, staggered: Bool = false) -> Coefficients? {
    let axis = grid.axes[a]
    guard let target = staggered ? axis.staggered : axis.collocated else { return nil }
    var result = Coefficients(
      in: target == axis ? space : FunctionSpace<Scalar>(on: grid.replacing(a, by: target)))
    add(1, derivativeAlong: a, staggered: staggered, to: &result)
    return result
  }

  /// v ← v + c ∂u/∂x_a, v of the derivative's space.
  ///
  /// - Complexity: O(N), no memory.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func add(
    _ c: Scalar, derivativeAlong a: Int, staggered: Bool, to result: inout Coefficients
  ) {
    let axis = grid.axes[a]
    precondition(
      (staggered ? axis.staggered : axis.collocated) == result.grid.axes[a], "another derivative")
    let space = result.space
    let inner = grid.spectrumShape[(a + 1)...].reduce(width, *)
    let outer = grid.spectrumShape[..<a].reduce(1, *)
    let from = grid.spectrumShape[a]
    let to = space.grid.spectrumShape[a]
    // sine modes start at k = 1, cosine modes at k = 0
    let shift = axis.basis == .sine ? 1 : axis.basis == .cosine ? -1 : 0
    let sign: Scalar = axis.basis == .cosine || axis.basis == .halfCosine ? -c : c
    let frequencies = (0..<from).map(axis.frequency).rounded(to: Scalar.self)
    let last = staggered ? nil : axis.lastMode
    let isComplex = axis.basis == .fourier
    values.withUnsafeBufferPointer { u in
      result.values.withUnsafeMutableBufferPointer { v in
        for o in 0..<outer {
          for i in 0..<from where i != last && (0..<to).contains(i + shift) {
            let factor = sign * frequencies[i]
            let source = (o * from + i) * inner
            let place = (o * to + i + shift) * inner
            if isComplex {
              for j in stride(from: 0, to: inner, by: 2) {
                v[place + j] -= factor * u[source + j + 1]
                v[place + j + 1] += factor * u[source + j]
              }
            } else {
              for j in 0..<inner { v[place + j] += factor * u[source + j] }
            }
          }
        }
      }
    }
  }
}
