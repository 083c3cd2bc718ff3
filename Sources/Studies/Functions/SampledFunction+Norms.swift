import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Transforms

extension SampledFunction {
  /// The norms as a scheme sees them: of a complex function ‖u‖² = ‖Re u‖² + ‖Im u‖² where the norm
  /// is one of squares, and L^p by |u|; nil where the scheme is not conforming.
  func norms(
    _ norms: [Norm], scheme: Scheme, lastMode: LastMode
  ) throws(NormError) -> [Scalar?] {
    let first = try real.norms(norms, scheme: scheme, lastMode: lastMode)
    guard let imaginary else { return first }
    let second = try imaginary.norms(norms, scheme: scheme, lastMode: lastMode)
    var values: [Scalar?] = []
    for (i, norm) in norms.enumerated() {
      switch norm.core {
      case .lebesgue(2), .sobolev, .slobodeckij(_, 2), .besov(_, 2, 2):
        values.append(first[i].flatMap { a in second[i].map { .hypot(a, $0) } })
      case .lebesgue:
        values += try modulus.norms([norm], scheme: scheme, lastMode: lastMode)
      default: throw .ofComplexFunction(norm)
      }
    }
    return values
  }
}
