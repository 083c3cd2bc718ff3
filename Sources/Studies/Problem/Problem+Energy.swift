import Formulas
import Grids
import Solvers

/// Where √a(v, v) is a norm, and why not elsewhere: of a column, a quantity and the residual alike.
extension Problem {
  /// Why there is no a(v, v); nil where it is known.
  var reasonWithoutForm: String? {
    if op.form != .divergence { return "the nondivergence form is no energy" }
    do { _ = try symmetricPart } catch { return "\(error)" }
    return streamAcrossSeam(of: domain.grid(cells: domain.intervals.map { _ in 2 }))
  }

  /// Why √a(v, v) is no norm; nil where nothing is known against it: of a c − ½∇·b that varies, or beside a
  /// that does, a negative value may show it.
  var reasonWithoutEnergy: String? {
    if let reason = reasonWithoutForm { return reason }
    guard let symmetric = try? symmetricPart else { return nil }
    let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
    if let c = symmetric.reaction.constant, c < 0 {
      var lowest: Extended = 0
      for (i, axis) in grid.axes.enumerated() {
        guard let a = symmetric.diffusion(i, i).constant else { continue }
        let kappa = (0..<min(2, axis.count)).map { axis.frequency($0).magnitude }.min()!
        lowest += a * kappa * kappa
      }
      guard !symmetric.hasConstantDiffusion || lowest + c > 0 else {
        return op.hasAdvection
          ? "the symmetric part is indefinite, c − ½∇·b is \(c)"
          : "a(u, u) is indefinite, the reaction is \(c)"
      }
    }
    return streamWithoutANorm(of: grid)
  }

  /// The operator whose form is the energy: A, or with advection its symmetric part.
  var symmetricPart: SecondOrderOperator {
    get throws(StudyError) {
      let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
      do { return try op.symmetricPart(on: grid) } catch {
        throw .notDifferentiable(expression: "advection", reason: "\(error)")
      }
    }
  }
}
