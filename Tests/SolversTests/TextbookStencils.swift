import Discretizations
import Grids

/// A stencil symmetric about its centre, from its middle outwards, neighbours a cell apart.
private func even(_ weights: [Extended]) -> Stencil {
  Stencil(
    weights.enumerated().flatMap { j, w -> [Stencil.Tap] in
      j == 0
        ? [.init(half: 0, weight: w)]
        : [.init(half: -2 * j, weight: w), .init(half: 2 * j, weight: w)]
    })
}

/// A stencil antisymmetric about its centre: weights of the neighbours `halves` half cells away.
private func odd(_ halves: [Int], _ weights: [Extended]) -> Stencil {
  Stencil(
    zip(halves, weights).flatMap {
      [Stencil.Tap(half: -$0, weight: -$1), Stencil.Tap(half: $0, weight: $1)]
    })
}

extension Discretization {
  /// −∂² as textbooks print it, for splines the stiffness matrix of coefficients.
  ///
  /// Sources: Fornberg 1988, tables 1 to 3 (differences); Schultz, *Spline Analysis*, 1973
  /// (B-splines).
  func textbookStiffness(_ h: Extended) -> Stencil {
    let scale = 1 / (h * h)
    func minusSquare(_ first: Stencil) -> Stencil { -scale * (first * first) }
    switch self {
    case .stencil(2): return scale * even([2, -1])
    case .stencil(4): return scale * even([5 / 2, -4 / 3, 1 / 12])
    case .stencil(6): return scale * even([49 / 18, -3 / 2, 3 / 20, -1 / 90])
    case .stencil(8): return scale * even([205 / 72, -8 / 5, 1 / 5, -8 / 315, 1 / 560])
    case .staggered(2): return minusSquare(odd([1], [1]))
    case .staggered(4): return minusSquare(odd([1, 3], [9 / 8, -1 / 24]))
    case .staggered(6): return minusSquare(odd([1, 3, 5], [75 / 64, -25 / 384, 3 / 640]))
    case .staggered(8):
      return minusSquare(
        odd([1, 3, 5, 7], [1225 / 1024, -245 / 3072, 49 / 5120, -5 / 7168]))
    case .centred(2): return minusSquare(odd([2], [1 / 2]))
    case .centred(4): return minusSquare(odd([2, 4], [2 / 3, -1 / 12]))
    case .spline(1): return scale * even([2, -1])
    case .spline(2): return scale * even([1, -1 / 3, -1 / 6])
    case .spline(3): return scale * even([2 / 3, -1 / 8, -1 / 5, -1 / 120])
    default: preconditionFailure("\(self) has no stencil")
    }
  }

  /// The mass matrix of spline coefficients; 1 for the other kinds.
  var textbookMass: Stencil {
    switch self {
    case .spline(1): even([2 / 3, 1 / 6])
    case .spline(2): even([66 / 120, 26 / 120, 1 / 120])
    case .spline(3): even([2416 / 5040, 1191 / 5040, 120 / 5040, 1 / 5040])
    default: .identity
    }
  }
}

/// Every discretisation with a stencil.
let stencilKinds: [Discretization] =
  [2, 4, 6, 8].flatMap { [.staggered(order: $0), .stencil(order: $0)] }
  + [.centred(order: 2), .centred(order: 4)]
  + (1...3).map { .spline(degree: $0) }
