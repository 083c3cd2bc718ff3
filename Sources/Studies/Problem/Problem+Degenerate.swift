import Formulas
import Grids
import Solvers

extension Problem {
  /// The sides on all of which a is 0 but for round-off: no flux goes through them, whatever the slope.
  var degenerateSides: [BoxSide] {
    let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
    let trial = EndTrial(on: grid)
    return grid.sides.filter { side in
      let a = op.diffusion(side.axis, side.axis)
      guard a.constant == nil else { return false }
      return trial.isRoundoff(a.trace(on: side, of: grid), on: side, beside: trial.largest(a))
    }
  }
}

extension Equation {
  /// Why harmonic means cannot be taken: beside a node with a = 0 on a side where u is free,
  ///
  ///     2 a₀a₁/(a₀ + a₁) = 0
  ///
  /// and the scheme says c u₀ = f₀ there, the equation c u − a′u′ = f.
  func harmonicRefusal(_ method: Method) -> String? {
    guard method.faces == .harmonic else { return nil }
    let grid = problem.domain.grid(cells: problem.domain.intervals.map { _ in 2 })
    let side = problem.degenerateSides.first {
      grid.end($0) == .neumann && problem.domain.intervals[$0.axis].placement == .nodes
    }
    guard let side else { return nil }
    return
      "`diffusion` is 0 on \(side.name), and its harmonic mean beside a point there is 0, which cuts "
      + "that point off: take `faces = \"sampled\"` or `\"arithmetic\"`, or `placement = \"cells\"`"
  }
}
