import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// Fluxes ∫ n·a∇u of an operator that varies, recovered weakly from the function that the method
/// means.
extension LevelRun {
  /// Through the whole boundary: ∫ (b·∇u_h + c u_h − f), the equation tested with 1.
  func varyingBoundaryFlux(_ source: Formula) throws(StudyError) -> Double {
    let op = try conservative()
    return Double(try tested(op.advection, op.reaction) - cellIntegral(source))
  }

  /// Through one side: the equation tested with χ, linear in the normal coordinate from 1 on the side
  /// to 0 on an opposite Dirichlet side, and 1 throughout where that is another.
  ///
  ///     F = ∫ a∇u_h·∇χ + (b·∇u_h + c u_h − f) χ − Σ ∫_{other sides} (g − β u_h) χ
  ///
  /// In F − F_h the gradient of the error meets that of χ only, and is integrated by parts: the flux
  /// has the order of u_h in L².
  func varyingFlux(_ side: BoxSide, _ source: Formula) throws(StudyError) -> Double {
    let op = try conservative()
    let sides = grid.sides
    let opposite = BoxSide(axis: side.axis, side: side.side == .lower ? .upper : .lower)
    for other in sides where other.axis != side.axis && grid.end(other) == .dirichlet {
      throw .method(
        name: method.name,
        reason: "not yet available: the flux through \(side.name) beside the Dirichlet side "
          + "\(other.name), for coefficients that vary")
    }
    guard equation.robin.values.allSatisfy(\.isZero) else {
      throw .method(name: method.name, reason: "not yet available: a flux beside a Robin side")
    }
    if grid.end(side) == .neumann { return Double(sideIntegral(equation.data[side], side)) }
    let axis = grid.axes[side.axis]
    let x: Formula = [.x, .y, .z][side.axis]
    let xi =
      (x - Formula(Formula.Constant(axis.lower))) / Formula(Formula.Constant(axis.length))
    let isLinear = grid.end(opposite) == .dirichlet
    let chi: Formula = !isLinear ? 1 : side.side == .lower ? 1 - xi : xi
    let slope: Formula =
      !isLinear
      ? 0
      : Formula(Formula.Constant(side.side == .lower ? -1 / axis.length : 1 / axis.length))
    let weights = (0..<grid.rank).map {
      op.advection[$0] * chi + op.diffusion(side.axis, $0) * slope
    }
    var flux = try tested(weights, op.reaction * chi) - cellIntegral(source * chi)
    for other in sides where other != side && grid.end(other) == .neumann {
      flux -= sideIntegral(equation.data[other] * chi.trace(on: other, of: grid), other)
    }
    return Double(flux)
  }

  /// The operator, where −∇·(a∇u) is what balances the flux.
  private func conservative() throws(StudyError) -> SecondOrderOperator {
    guard equation.problem.op.form == .divergence else {
      throw .method(name: method.name, reason: "a flux needs form = \"divergence\"")
    }
    return equation.problem.op
  }

  /// ∫ w·∇u_h + w₀ u_h
  private func tested(_ w: [Formula], _ zeroth: Formula) throws(StudyError) -> Scalar {
    guard let reconstruction = Reconstruction(self) else {
      throw .method(name: method.name, reason: "its unknowns mean no function")
    }
    let lift = reconstruction.isLifted ? solution.lift ?? 0 : 0
    let u = FunctionError(reconstruction, on: grid, exact: 0 - lift, quadrature: 4)
    do {
      return try u.integral(w, zeroth)
    } catch {
      throw .notDifferentiable(expression: "data", reason: "\(error)")
    }
  }
}
