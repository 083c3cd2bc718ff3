import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// Fluxes ∫ n·a∇u of an operator that varies, recovered weakly from the function that the method
/// means.
extension LevelRun {
  /// ∮ n·(a∇u − F): ∫ (b·∇u_h + c u_h − f), the equation tested with 1.
  func varyingBoundaryFlux(_ source: Formula) throws(StudyError) -> Scalar {
    let op = equation.problem.op
    let points = equation.problem.rough.points.reduce(Scalar(0)) { $0 + Scalar($1.strength) }
    return try tested(op.advection, op.reaction) - cellIntegral(source) - points
  }

  /// Through one side: the equation tested with a function φ that is 1 there and 0 on every other
  /// Dirichlet side.
  ///
  ///     F = ∫ a∇u_h·∇φ + (b·∇u_h + c u_h − f) φ − Σ ∫_{other sides} g φ + ∫_{this side} q (1 − φ)
  ///
  /// with g − βu_h in place of g on Robin sides, through which that is the flux itself. Beside a divergence
  /// all this is of n·(a∇u − F), with ∫F·∇φ from the load, and ∫ n·F φ over the side is added.
  /// φ is linear in the normal coordinate, and falls to 0 in the last cell before an adjacent
  /// Dirichlet side. On that strip of width h the flux q is the data's, which fix ∇u on the edge. In
  /// F − F_h the gradient of the error meets that of φ only, and is integrated by parts: second order
  /// beside Dirichlet sides, else the order of u_h in L².
  func varyingFlux(_ side: BoxSide, _ source: Formula) throws(StudyError) -> Double {
    try refuseNondivergence()
    let op = equation.problem.op
    if isRobin(side) { return Double(robinFlux(side) + (try normalFlux(side))) }
    if grid.end(side) == .neumann {
      return Double(sideIntegral(equation.data[side], side) + (try normalFlux(side)))
    }
    if !equation.problem.rough.hasFlux {
      if let flux = SideFlux(
        equation.secondOrder, solution.u, scheme: scheme, faces: method.faces, through: side)
      {
        return Double(flux.value)
      }
      if let flux = try formFlux(side, source) { return Double(flux) }
    }
    let phi = testFunction(side)
    let own = try normalFlux(side, testedWith: phi)
    do {
      var weights: [Formula] = []
      for i in 0..<grid.rank {
        var weight = op.advection[i] * phi
        for j in 0..<grid.rank where !op.diffusion(i, j).isZero {
          weight = weight + op.diffusion(i, j) * (try phi.derivative(Coordinate(rawValue: j)!))
        }
        weights.append(weight)
      }
      var flux = try tested(weights, op.reaction * phi) - cellIntegral(source * phi)
      flux += own - (try divergence(testedWith: phi))
      for other in grid.sides where other != side && grid.end(other) == .neumann {
        flux -=
          isRobin(other)
          ? robinFlux(other, testedWith: phi)
          : sideIntegral(equation.data[other] * phi.trace(on: other, of: grid), other)
      }
      for edge in grid.sides where edge.axis != side.axis && grid.end(edge) == .dirichlet {
        flux += try strip(side, beside: edge, op)
      }
      return Double(flux)
    } catch let error as StudyError {
      throw error
    } catch {
      throw .notDifferentiable(expression: "data", reason: "\(error)")
    }
  }

  /// φ of a side.
  private func testFunction(_ side: BoxSide) -> Formula {
    let opposite = BoxSide(axis: side.axis, side: side.side == .lower ? .upper : .lower)
    var phi: Formula = 1
    if grid.end(opposite) == .dirichlet {
      phi = distance(to: opposite) / Formula(Formula.Constant(grid.axes[side.axis].length))
    }
    for edge in grid.sides where edge.axis != side.axis && grid.end(edge) == .dirichlet {
      let h = Formula(Formula.Constant(grid.axes[edge.axis].spacing))
      let rest = 1 - distance(to: edge) / h
      // 1 − max(0, rest)
      phi = phi * (1 - (rest + Formula.abs(rest)) / 2)
    }
    return phi
  }

  /// How far a point is from a side.
  private func distance(to side: BoxSide) -> Formula {
    let x: Formula = [.x, .y, .z][side.axis]
    let place = Formula(Formula.Constant(side.place(on: grid)))
    return side.side == .lower ? x - place : place - x
  }

  /// h/2 ∫ q over the edge of a side with a Dirichlet side: there the data are u, and with them ∇u,
  /// but for its part along a third, natural axis' own datum.
  private func strip(
    _ side: BoxSide, beside edge: BoxSide, _ op: SecondOrderOperator
  ) throws -> Scalar {
    let outwards: Formula = side.side == .lower ? -1 : 1
    var q: Formula = 0
    for k in 0..<grid.rank where !op.diffusion(side.axis, k).isZero {
      let datum = equation.data[k == side.axis ? edge : side]
      q = q + op.diffusion(side.axis, k) * (try datum.derivative(Coordinate(rawValue: k)!))
    }
    q = (outwards * q).trace(on: side, of: grid).trace(on: edge, of: grid)
    let width = Scalar(grid.axes[edge.axis].spacing / 2)
    // q does not depend on the edge's axis any more: the integral over the side is L times too much.
    return width * sideIntegral(q, side) / Scalar(grid.axes[edge.axis].length)
  }

  /// Refuses an operator whose flux −∇·(a∇u) does not balance.
  func refuseNondivergence() throws(StudyError) {
    guard equation.problem.op.form == .divergence else {
      throw .method(name: method.name, reason: "a flux needs form = \"divergence\"")
    }
  }

  /// ∫ w·∇u_h + w₀ u_h
  private func tested(_ w: [Formula], _ zeroth: Formula) throws(StudyError) -> Scalar {
    var run = self
    // u_h − W has a slope on a Robin side, about which it is not even: nodal values do not care.
    if hasRobinSides { run.method.reconstruction = .multilinear }
    guard let reconstruction = Reconstruction(run) else {
      throw .method(name: method.name, reason: "its unknowns mean no function")
    }
    let lift = reconstruction.isLifted ? self.lift ?? 0 : 0
    let u = FunctionError(reconstruction, on: grid, exact: 0 - lift, quadrature: 4)
    do {
      return try u.integral(w, zeroth)
    } catch {
      throw .notDifferentiable(expression: "data", reason: "\(error)")
    }
  }
}
