import Discretizations
import Formulas
import Grids
import Solvers

extension Problem {
  /// That coefficients break at places that lie elsewhere in their cells from grid to grid; nil where none
  /// does.
  package func movingCoefficients(_ levels: [[Int]]) -> String? {
    let all = dataBreaks
    return moving(
      all.filter { ["diffusion", "advection", "reaction"].contains($0.key) }, of: all, levels)
  }

  /// That data break at places that lie elsewhere in their cells from grid to grid; nil where none does, or
  /// where the differences between the levels bound what that leaves of u_h.
  ///
  /// A scheme has the break where its faces or points have it: at a place s_h, |s_h − s| ≤ h/2, that levels
  /// may have in common. Then u_h has an expansion in h and the rate of the method, and tends to the solution
  /// of another problem: neither rates nor differences show it.
  func movingData(_ levels: [[Int]], _ method: Method) -> String? {
    let all = dataBreaks
    return isBoundedByDifferences(all, levels, method) ? nil : moving(all, of: all, levels)
  }

  /// What breaks of the data leave of expansions in h.
  func expansion(_ levels: [[Int]], _ method: Method) -> Expansion {
    let all = dataBreaks
    if all.isEmpty { return .whole }
    guard moving(all, of: all, levels) != nil else { return .leading }
    guard isBoundedByDifferences(all, levels, method) else { return .none }
    return all[0].isJump ? .bare : .differences
  }

  private func moving(
    _ breaks: [DataBreak], of all: [DataBreak], _ levels: [[Int]]
  ) -> String? {
    let keys = breaks.filter { moves($0, of: all, levels) }.map(\.key)
    guard !keys.isEmpty else { return nil }
    return keys.map { "`\($0)`" }.joined(separator: ", ")
      + (keys.count == 1 ? " breaks" : " break")
      + " inside the box, at a place that lies elsewhere in its cell from grid to grid: the error has no "
      + "expansion in h"
  }

  /// Whether data break elsewhere than on planes that have the same share θ of a cell on all levels, up to
  /// reflection.
  ///
  /// What θ ≠ 0 leaves changes its sign from level to level, and beside another break may make any rate
  /// with it. Weights of points keep moments: what they leave is even in θ, and has one sign.
  private func moves(_ data: DataBreak, of all: [DataBreak], _ levels: [[Int]]) -> Bool {
    if data.isOblique { return true }
    let isEven = data.key == DataBreak.points || DataBreak.planes(of: all).count == 1
    return data.planes.enumerated().contains { a, own in
      own.contains { plane in
        let shares = levels.map { share(of: plane, along: a, $0) }
        let isOne = shares.allSatisfy { ($0 - shares[0]).magnitude <= Self.onePlane }
        return !isOne || !isEven && shares[0] > Self.onePlane
      }
    }
  }

  /// Whether a source that is sampled at nodes breaks on one plane, and nothing else does, on grids that halve
  /// h: with θ = frac(s/h) the sum over the nodes is off by C h (θ − ½) for a jump, and
  ///
  ///     e(2h) − e(h) = ± C h/2
  ///
  /// never vanishes (``Series/bareLimit(_:h:)``; ``Series/boundedLimit(_:h:)`` for a kink). At the middles of
  /// cells it is C h (t − [t + ½]), t = s/h, which is the same on 2h and h where t/2 is nearer than ¼ to a
  /// whole number; and two breaks may cancel.
  private func isBoundedByDifferences(
    _ all: [DataBreak], _ levels: [[Int]], _ method: Method
  ) -> Bool {
    guard all.count == 1, all[0].key == "source", source != nil, !all[0].isOblique,
      method.effectiveLoad == .sampled
    else { return false }
    let planes = DataBreak.planes(of: all)
    guard planes.count == 1, domain.intervals[planes[0].axis].placement == .nodes else {
      return false
    }
    let a = planes[0].axis
    return zip(levels, levels.dropFirst()).allSatisfy { $1[a] == 2 * $0[a] }
  }
}
