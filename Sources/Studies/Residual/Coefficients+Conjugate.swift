import Fields
import Grids
import RealModule
import Transforms

extension Coefficients {
  /// ∂ᵢ of a function in the conjugate basis of axis i, in the basis itself:
  /// ∂ cos κξ = −κ sin κξ, ∂ sin κξ = κ cos κξ, ∂ e^{iκξ} = iκ e^{iκξ}.
  mutating func differentiateConjugate(axis a: Int) {
    let axis = grid.axes[a]
    let n = grid.spectrumShape[a]
    let width = grid.isComplex ? 2 : 1
    let inner = grid.spectrumShape[(a + 1)...].reduce(width, *)
    let outer = grid.spectrumShape[..<a].reduce(1, *)
    let isSine = axis.basis == .sine || axis.basis == .halfSine
    for o in 0..<outer {
      for k in 0..<n {
        let kappa = Scalar(axis.frequency(k))
        let start = (o * n + k) * inner
        guard axis.basis == .fourier else {
          for j in start..<(start + inner) { values[j] *= isSine ? -kappa : kappa }
          continue
        }
        for j in stride(from: start, to: start + inner, by: 2) {
          (values[j], values[j + 1]) = (-kappa * values[j + 1], kappa * values[j])
        }
      }
    }
  }

  /// From the grid's density of a last mode to the function's: its square is L/2, not L.
  mutating func doubleLastModes() {
    for (a, axis) in grid.axes.enumerated() {
      guard let last = axis.lastMode, last < grid.spectrumShape[a] else { continue }
      let n = grid.spectrumShape[a]
      let width = grid.isComplex ? 2 : 1
      let inner = grid.spectrumShape[(a + 1)...].reduce(width, *)
      for o in 0..<grid.spectrumShape[..<a].reduce(1, *) {
        for j in 0..<inner { values[(o * n + last) * inner + j] *= 2 }
      }
    }
  }
}
