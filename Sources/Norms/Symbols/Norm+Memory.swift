public import Discretizations
import Grids

extension Norm {
  /// The fields that measuring it by a scheme holds beside u at its peak: the spectrum of a sum over
  /// modes; a derivative on its grid and what it is made from; the values of one block and all
  /// energies.
  public func scratchFields(_ scheme: Scheme) -> Int {
    switch core {
    case .lebesgue(2), .sobolev, .energy: 1
    case .lebesgue, .vector: 0
    case .totalVariation: 3
    case .slobodeckij(let k, let p):
      // A difference is taken of the values, a spectral derivative of the coefficients.
      k == k.rounded() && p != 2 && (scheme.isSpectral || scheme.isGalerkin) ? 3 : 1
    case .besov(_, let p, _): p == 2 ? 1 : 5
    case .own: 3
    }
  }
}
