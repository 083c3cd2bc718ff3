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
}
