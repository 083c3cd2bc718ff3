import Discretizations

extension NormsStudy {
  /// Fills the limits of a series; those of a function that breaks inside the box are Richardson's only
  /// where their rate is the method's own.
  func extrapolate(_ series: inout Series, _ function: Function) {
    let isBroken = function.source.breaks(in: domain.box)
    let isBare = series.extrapolateNorms { _, name, rate in
      !isBroken
        || methods.contains { method in
          measure(method) == name
            && method.kinds.contains { kind in
              kind.ownRates.contains { Fit.agree(rate, $0) }
            }
        }
    }
    if isBare { series.notes.append(Limit.bareNote([function.name])) }
  }
}

extension Discretization {
  /// The powers of h with which norms of smooth functions converge: none where it is faster.
  fileprivate var ownRates: [Double] {
    switch self {
    case .spectral: []
    case .staggered(let order), .stencil(let order), .centred(let order): [Double(order)]
    case .mehrstellen: [4]
    case .spline(let p): [Double(p + 1), Double(2 * p)]
    }
  }
}
