import Discretizations
import Grids
import Solvers

extension ConvergenceStudy {
  /// What is said of centred differences beside a point source.
  ///
  /// δ has as much of every mode. The symbol sin²θ/h² is as small at θ = π − ε as at ε, so that the
  /// solution comes with a copy (−1)^i u_h(x_i) of the same size: on an even number of cells the even
  /// and the odd points are two grids of their own, which share the source between them.
  func checkerboardNote(_ method: Method) -> String? {
    let isCentred = method.kinds.contains { if case .centred = $0 { true } else { false } }
    guard isCentred, problem.rough.points.contains(where: { $0.strength != 0 }) else {
      return nil
    }
    return "centred differences do not see the checkerboard, which a point source excites: values "
      + "do not converge; take `staggered`"
  }

  /// What is said of centred differences at ends where a derivative jumps under reflection; nil where none
  /// does. A jump excites every mode, and the highest of them come with (−1)^i, whose slopes are 1/h times
  /// as large, and which no centred difference sees.
  func reflectedCheckerboard(_ method: Method, _ regularity: SolutionRegularity) -> String? {
    let isExcited = regularity.jumps.contains { jump in
      method.isCentred(along: jump.side.axis) && jump.order(lifting: depth(of: method)) != nil
    }
    return isExcited ? "the ends excite the checkerboard, which centred does not see" : nil
  }
}

extension Method {
  /// Whether its differences along an axis do not see the checkerboard.
  func isCentred(along axis: Int) -> Bool {
    if case .centred = kinds.count == 1 ? kinds[0] : kinds[axis] { true } else { false }
  }
}
