import Formulas
import Grids
import Norms
import Solvers

extension LevelRun {
  /// The norms of the study that a function does not have, by their names: the integral of a derivative
  /// diverges at a singular point that is given, or that on an interval its formula shows.
  func infiniteNorms(of u: Formula) -> Set<String> {
    let points = equation.singularPoints + Singularity.places(of: u, on: grid)
    guard !points.isEmpty else { return [] }
    let names = options.norms.filter { norm in
      (terms(of: norm) ?? []).contains { term in
        points.contains { isInfinite(term.0, of: u, at: $0) }
      }
    }.map(\.name)
    return Set(names)
  }

  /// Whether ∫|∂^α u|^p diverges at a point; of the whole gradient, and of a(u, u) where a > 0, any slope's.
  private func isInfinite(
    _ derivative: FunctionError<Scalar>.Derivative, of u: Formula, at point: [Double]
  ) -> Bool {
    guard let p = derivative.exponent else { return false }
    let op = equation.problem.op
    let shells = ShellIntegrals(about: point, in: grid)
    let slopes = grid.axes.indices.map { i in grid.axes.indices.map { $0 == i ? 1 : 0 } }
    return (derivative.alpha.isEmpty ? slopes : [derivative.alpha]).contains { alpha in
      if derivative == .energy, let i = alpha.firstIndex(of: 1) {
        let here = op.diffusion(i, i).value(at: point)
        guard here > 0, here.isFinite else { return false }
      }
      guard let d = try? u.derivative(alpha) else { return false }
      return shells.diverge(d, exponent: p)
    }
  }
}
