public import Grids
import RealModule
public import Transforms

extension Coefficients {
  /// ∂^α u at the places x_c + ξh of all cells c, u the trigonometric function of the coefficients.
  ///
  /// Exact for every function of the space; a last mode is the function that interpolates.
  ///
  /// - Complexity: one transform of twice the length.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func values(
    derivative alpha: [Int], offsets: [Extended], by shifted: ShiftedTransform<Scalar>
  ) -> [Scalar] {
    let scaled = differentiated(alpha)
    return [Scalar](unsafeUninitializedCapacity: shifted.count) { buffer, count in
      scaled.values.withUnsafeBufferPointer {
        shifted.values(
          of: $0, offsets: offsets.map { Scalar($0) },
          conjugate: alpha.map { !$0.isMultiple(of: 2) },
          into: UnsafeMutableBufferPointer(rebasing: buffer[..<shifted.count]))
      }
      count = shifted.count
    }
  }

  /// ∂^α u, to be asked for its values on one lattice after the other.
  package func function(
    derivative alpha: [Int], by shifted: ShiftedTransform<Scalar>
  ) -> ShiftedFunction<Scalar> {
    ShiftedFunction(
      differentiated(alpha).values, conjugate: alpha.map { !$0.isMultiple(of: 2) }, by: shifted)
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  private func differentiated(_ alpha: [Int]) -> Coefficients {
    var scaled = self
    for (a, m) in alpha.enumerated() where m > 0 { scaled.differentiate(axis: a, times: m) }
    return scaled
  }

  /// û ← the factor of ∂^m along one axis: (iκ)^m, or ±κ^m where sine and cosine change places.
  private mutating func differentiate(axis a: Int, times m: Int) {
    let axis = grid.axes[a]
    let isCosine = axis.basis == .cosine || axis.basis == .halfCosine
    let turns = isCosine ? (m + 1) / 2 : m / 2
    let sign: Scalar = axis.basis != .fourier && !turns.isMultiple(of: 2) ? -1 : 1
    let n = grid.spectrumShape[a]
    let inner = grid.spectrumShape[(a + 1)...].reduce(width, *)
    let outer = grid.spectrumShape[..<a].reduce(1, *)
    let factors = (0..<n).map { sign * Scalar.pow(Scalar(axis.frequency($0)), m) }
    for o in 0..<outer {
      for i in 0..<n {
        let factor = factors[i]
        let start = (o * n + i) * inner
        guard axis.basis == .fourier else {
          for j in start..<(start + inner) { values[j] *= factor }
          continue
        }
        for j in stride(from: start, to: start + inner, by: 2) {
          let (re, im) = (factor * values[j], factor * values[j + 1])
          switch m % 4 {
          case 0: (values[j], values[j + 1]) = (re, im)
          case 1: (values[j], values[j + 1]) = (-im, re)
          case 2: (values[j], values[j + 1]) = (-re, -im)
          default: (values[j], values[j + 1]) = (im, -re)
          }
        }
      }
    }
  }
}
