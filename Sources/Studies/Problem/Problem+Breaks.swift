import Formulas
import Grids
import Solvers

extension Problem {
  /// The keys of the data that jump, or whose slopes jump, inside the box.
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
}

extension Domain {
  /// The box, open at the ends of periods: a break there lies on a point of every grid.
  var box: Formula.Box {
    Formula.Box(
      intervals.map { Double($0.lower)...Double($0.upper) },
      isPeriodic: intervals.map { _ in false })
  }
}

extension Formula {
  /// Whether the function or its slope jumps inside a box, as far as that can be found.
  func breaks(in box: Box) -> Bool {
    guard !isSmooth else { return false }
    return Coordinate.allCases.prefix(box.intervals.count).contains { c in
      if jump(along: c, in: box) != nil { return true }
      return (try? derivative(c))?.jump(along: c, in: box) != nil
    }
  }
}
