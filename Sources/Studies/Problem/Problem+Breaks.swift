import Formulas
import Grids
import Solvers

extension Problem {
  /// The keys of the data that break inside the box.
  ///
  /// A break at s moves in its cell as frac(s/h), so that what is sampled there is in error by
  /// h (frac(s/h) − ½) times the jump: no expansion in powers of h.
  var brokenData: [String] {
    let box = domain.box
    let candidates = [
      ("source", [source ?? exact ?? 0]), ("divergence", rough.flux),
      ("diffusion", (0..<op.rank).flatMap { i in (0..<op.rank).map { op.diffusion(i, $0) } }),
      ("advection", op.advection), ("reaction", [reaction]),
      ("data", Array(data.values) + Array(robin.values)),
    ]
    return candidates.filter { $0.1.contains { $0.breaks(in: box) } }.map(\.0)
  }

  /// That coefficients break at places that lie elsewhere in their cells from grid to grid; nil where none
  /// does, or on planes only that have the same share θ of a cell on all levels, up to reflection.
  ///
  /// A scheme has the break where its faces or points have it: at a place s_h, |s_h − s| ≤ h/2, that levels
  /// may have in common. Then u_h has an expansion in h and the rate of the method, and tends to the solution
  /// of another problem: neither rates nor differences show it.
  package func movingCoefficients(_ levels: [[Int]]) -> String? {
    let box = domain.box
    let coefficients: [Formula] =
      (0..<op.rank).flatMap { i in (0..<op.rank).map { op.diffusion(i, $0) } } + op.advection
      + [reaction]
    let broken = coefficients.filter { $0.breaks(in: box) }
    guard !broken.isEmpty else { return nil }
    let planes: [[Double]] = domain.intervals.indices.map { a in
      broken.flatMap { $0.breakPlanes(along: Coordinate(rawValue: a)!, in: box) }
    }
    func stays(_ plane: Double, _ a: Int) -> Bool {
      let (lower, upper) = (box.intervals[a].lowerBound, box.intervals[a].upperBound)
      let shares = levels.map { cells -> Double in
        let t = (plane - lower) / (upper - lower) * Double(cells[a])
        return (t - t.rounded()).magnitude
      }
      // Planes are known to some 10⁻¹³ of the box.
      return shares.allSatisfy { ($0 - shares[0]).magnitude <= 1e-9 }
    }
    let isElsewhere = broken.contains { $0.breaks(in: box, beside: planes) }
    let isMoving = planes.enumerated().contains { a, own in own.contains { !stays($0, a) } }
    guard isElsewhere || isMoving else { return nil }
    let keys = brokenData.filter { ["diffusion", "advection", "reaction"].contains($0) }
    return keys.map { "`\($0)`" }.joined(separator: ", ")
      + (keys.count == 1 ? " breaks" : " break")
      + " inside the box, at a place that lies elsewhere in its cell from grid to grid: the error has no "
      + "expansion in h"
  }
}
