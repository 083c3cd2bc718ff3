import Discretizations
import Grids
import Norms
import Studies

/// Two norms, each by a method; by Fourier where none is named.
func pair(
  _ left: Norm, _ leftMethod: Method? = nil, _ right: Norm, _ rightMethod: Method? = nil,
  squared: Bool = false
) -> NormPair {
  let fourier = Method("fourier", [.spectral])
  var pair = NormPair(
    "pair", .init(left, by: leftMethod ?? fourier), over: .init(right, by: rightMethod ?? fourier)
  )
  pair.isSquared = squared
  return pair
}

/// The torus of side 2π, or another.
func torus(_ rank: Int, length: Extended = 2 * .pi) -> Domain {
  Domain([Domain.Interval](repeating: interval(0, length, .periodic), count: rank))
}
