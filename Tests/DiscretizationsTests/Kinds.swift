import Discretizations
import Grids
import RealModule

/// Every discretisation that exists.
let kinds: [Discretization] =
  [.spectral] + [2, 4, 6, 8].flatMap { [.staggered(order: $0), .stencil(order: $0)] }
  + [.centred(order: 2), .centred(order: 4), .mehrstellen] + [1, 2, 3].map { .spline(degree: $0) }

let sizes = [1, 2, 3, 4, 5, 7, 8, 13]

extension Stencil {
  /// Σ weight e^{iθ half/2}: what it does to e^{iθt}.
  func symbol(_ theta: Extended) -> (re: Extended, im: Extended) {
    taps.reduce(into: (re: 0, im: 0)) { sum, tap in
      let angle = theta * Extended(tap.half) / 2
      sum.re += tap.weight * Extended.cos(angle)
      sum.im += tap.weight * Extended.sin(angle)
    }
  }
}
