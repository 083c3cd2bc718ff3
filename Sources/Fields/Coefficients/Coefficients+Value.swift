public import Grids
import RealModule
import Transforms

extension Coefficients {
  /// Σ_k û_k Πᵢ fᵢ(kᵢ): a linear functional that is a product of one number a mode and axis.
  ///
  /// Factors are complex, (re, im) of the functional of e^{iκ(x−a)} on a periodic axis; on the others
  /// the functional of the basis function, with im = 0. Only stored modes are given; the conjugate
  /// half is supplied here.
  ///
  /// - Complexity: O(N)
  public func contracted(_ factors: [[(re: Scalar, im: Scalar)]]) -> Scalar {
    let shape = grid.spectrumShape
    let half = grid.halfAxis
    var values = self.values
    var width = self.width
    // Contract the last axis first; the half axis is real only in the end, so its conjugate half is
    // counted when all axes are contracted: the modes are taken with multiplicity and the real part.
    for a in shape.indices.reversed() {
      let n = shape[a]
      let rows = values.count / (width * n)
      var contracted = [Scalar](repeating: 0, count: 2 * rows)
      for row in 0..<rows {
        for k in 0..<n {
          let place = row * n + k
          let factor = factors[a][k]
          let multiplicity = a == half ? Scalar(grid.multiplicity(axis: a, stored: k)) : 1
          let (re, im) = (values[width * place], width == 2 ? values[2 * place + 1] : 0)
          contracted[2 * row] += multiplicity * (re * factor.re - im * factor.im)
          contracted[2 * row + 1] += multiplicity * (re * factor.im + im * factor.re)
        }
      }
      values = contracted
      width = 2
    }
    return values[0]
  }

  /// u at a point of the box, as the trigonometric function through its values.
  ///
  /// - Complexity: O(N)
  public func value(at point: [Scalar]) -> Scalar {
    contracted(
      zip(grid.axes, zip(grid.spectrumShape, point)).enumerated().map { a, entry in
        let (axis, (count, x)) = entry
        return (0..<count).map { axis.basisValue($0, at: x, isHalf: a == grid.halfAxis) }
      })
  }

  /// ∫u of the trigonometric function, exactly.
  ///
  /// - Complexity: O(N)
  public func exactIntegral() -> Scalar {
    contracted(
      zip(grid.axes, grid.spectrumShape).map { axis, count in
        (0..<count).map { (Scalar(axis.basisIntegral($0)), 0) }
      })
  }
}

extension Axis {
  /// φ_k(x); a last periodic mode as the mean of its two halves ±n/2.
  func basisValue<Scalar: TransformScalar>(
    _ i: Int, at x: Scalar, isHalf: Bool
  ) -> (re: Scalar, im: Scalar) {
    let phase = Scalar(frequency(i)) * (x - Scalar(lower))
    switch basis {
    case .fourier:
      if i == lastMode, !isHalf {
        // û (e^{iφ} ± e^{−iφ})/2: on cells the halves differ in sign.
        return placement == .cells ? (0, Scalar.sin(phase)) : (Scalar.cos(phase), 0)
      }
      return (Scalar.cos(phase), Scalar.sin(phase))
    case .sine, .halfSine: return (Scalar.sin(phase), 0)
    case .cosine, .halfCosine: return (Scalar.cos(phase), 0)
    }
  }

  /// ∫ φ_k over the axis.
  public func basisIntegral(_ i: Int) -> Extended {
    let kappa = frequency(i)
    switch basis {
    case .fourier, .cosine: return waveNumber(i) == 0 ? length : 0
    case .sine: return waveNumber(i).isMultiple(of: 2) ? 0 : 2 / kappa
    case .halfSine: return 1 / kappa
    case .halfCosine: return (waveNumber(i).isMultiple(of: 2) ? 1 : -1) / kappa
    }
  }
}
