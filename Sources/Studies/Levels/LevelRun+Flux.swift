import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// Fluxes ∫ a ∂u/∂n outwards, recovered weakly: at the order of the solution, where a one-sided
/// difference would lose one.
extension LevelRun {
  /// Through the whole boundary: the data where all of it is Neumann sides, of a projected source too; else
  /// ∫ (c u_h − f), the equation tested with 1; with ∮ n·F beside a divergence, of which both are without.
  func boundaryFlux() throws(StudyError) -> Double {
    guard equation.op.power == 1, let source = equation.source else {
      throw .method(name: method.name, reason: "a flux needs power = 1")
    }
    if equation.isVarying { try refuseNondivergence() }
    let sides = grid.sides
    var own: Scalar = 0
    for side in sides { own += try normalFlux(side) }
    if sides.allSatisfy({ grid.end($0) == .neumann && !isRobin($0) }) {
      return Double(sides.reduce(own) { $0 + sideIntegral(equation.data[$1], $1) })
    }
    guard !equation.isVarying else { return Double(own + (try varyingBoundaryFlux(source))) }
    let points = equation.problem.rough.points.reduce(Scalar(0)) { $0 + Scalar($1.strength) }
    return Double(own + Scalar(equation.op.reaction) * integral - cellIntegral(source) - points)
  }

  /// Through one side: the flux of W, which is exact, and that of v = u_h − W by a mode l of the
  /// tangential axes at a time,
  ///
  ///     F_l = (Σ_t a_t λ_{h,l} + c) ∫ χ v_l − ∫ χ f′_l
  ///     f′  = f − c W + a_n ∂_n²W + Σ_t a_t (w_t″ − λ_{h,l} (W − w_t)),     w_t = P_t u
  ///
  /// χ is linear in the normal coordinate, 1 on the side and 0 on the opposite Dirichlet side (1
  /// throughout where that is a Neumann side). Tangentially everything is taken as the scheme takes
  /// it, so that F_l is the scheme's own and falls fast with l; normally f′ is integrated exactly. On
  /// a Neumann side the flux is its datum.
  func flux(_ side: BoxSide) throws(StudyError) -> Double {
    guard equation.op.power == 1, let source = equation.source else {
      throw .method(name: method.name, reason: "a flux needs power = 1")
    }
    guard let end = grid.end(side) else {
      throw .method(name: method.name, reason: "\(side.name) is not a side: the axis is periodic")
    }
    guard !equation.problem.rough.hasPoints else {
      throw .method(
        name: method.name,
        reason: "not yet available: the flux through a side with a point source; flux(boundary) is")
    }
    guard !equation.isVarying, !equation.problem.rough.hasFlux else {
      return try varyingFlux(side, source)
    }
    if end == .neumann { return Double(sideIntegral(equation.data[side], side)) }
    var f = source
    var v = solution.u
    var total: Scalar = 0
    if let w = lift {
      v.subtract(Field(sampling: w, in: space))
      do {
        let a = equation.op.diffusion.map { Formula(Formula.Constant($0)) }
        let outwards: Formula = side.side == .lower ? -1 : 1
        let slope = (try w.derivative(side.coordinate)).trace(on: side, of: grid)
        total += sideIntegral(outwards * a[side.axis] * slope, side)
        f = f - Formula(Formula.Constant(equation.op.reaction)) * w
        f = f + a[side.axis] * (try w.derivative(side.axis, order: 2, on: grid))
        for t in grid.axes.indices where t != side.axis {
          guard !isSolvedForRest else {
            f = f + a[t] * (try w.derivative(t, order: 2, on: grid))
            continue
          }
          let lift =
            equation.data.lift(axis: t, on: grid, diffusion: equation.op.diffusion) ?? 0
          f = f + a[t] * (try lift.derivative(Coordinate(rawValue: t)!, order: 2))
          total += moment(w - lift, side, eigenvalueOf: t)
        }
      } catch {
        throw .notDifferentiable(expression: "data", reason: "\(error)")
      }
    }
    return Double(
      total + tangentialSum(v, side) - moment(f, side, eigenvalueOf: nil))
  }

  /// Whether the method solved for u − W, so that its own f′ has ∂_t² W in place of the λ_h.
  private var isSolvedForRest: Bool {
    method.effectiveLoad == .projected || method.lifting > 0 || scheme.isMehrstellen
      || scheme.isGalerkin && ClosedElements<Scalar>(scheme, on: grid) == nil
  }

  /// Σ_l (Σ_t a_t λ_{h,l} + c) I_l ∫ χ v_l, I_l = ∫ φ_l over the side.
  private func tangentialSum(_ v: Field<Scalar>, _ side: BoxSide) -> Scalar {
    let tables = GramTables<Scalar>(scheme, on: grid, upTo: 1)
    let eigenvalues = tables.eigenvalue(equation.op.diffusion.map { Scalar($0) })
    let vHat = Coefficients(v)
    var total: Scalar = 0
    // The weight is a sum over axes: one contraction each.
    for t in [nil] + grid.axes.indices.filter({ $0 != side.axis }).map(Optional.some) {
      if t == nil, equation.op.reaction == 0 { continue }
      let factors = grid.axes.indices.map { a -> [(re: Scalar, im: Scalar)] in
        eigenvalues[a].indices.map { k in
          let moment = a == side.axis ? chiMoment(k, side) : grid.axes[a].basisIntegral(k)
          let weight: Scalar =
            t == a ? eigenvalues[a][k] : t == nil && a == 0 ? Scalar(equation.op.reaction) : 1
          return (Scalar(moment) * weight, 0)
        }
      }
      total += vHat.contracted(factors)
    }
    return total
  }

  /// ∫ χ φ_k along the normal axis.
  func chiMoment(_ k: Int, _ side: BoxSide) -> Extended {
    let axis = grid.axes[side.axis]
    guard axis.basis == .sine else { return axis.basisIntegral(k) }
    let kappa = axis.frequency(k)
    let sign: Extended = axis.waveNumber(k).isMultiple(of: 2) ? -1 : 1
    return side.side == .lower ? 1 / kappa : sign / kappa
  }

  /// Σ_l w_l I_l ∫ χ g_l, w_l = a_t λ_{h,l} or 1: g normally by Gauss, tangentially as the scheme
  /// takes a function that does not vanish at the ends, splines by M⁻¹ (g, φ_j), the others by its
  /// samples. Along t, where g has no boundary values, M cancels.
  private func moment(_ g: Formula, _ side: BoxSide, eigenvalueOf t: Int?) -> Scalar {
    let normal = grid.axes[side.axis]
    let coordinates: [Formula] = [.x, .y, .z]
    let xi =
      (coordinates[side.axis] - Formula(Formula.Constant(normal.lower)))
      / Formula(Formula.Constant(normal.length))
    let chi: Formula = normal.basis == .sine ? (side.side == .lower ? 1 - xi : xi) : 1
    let loads = Scheme(grid.axes.indices.map { $0 == t ? .spectral : scheme[$0] })
    var load = SplineLoad<Scalar>(loads, on: grid)
    load.integrateOut(side.axis, normal)
    let values = load.integrate(chi * g)
    var rest = grid.axes
    rest.remove(at: side.axis)
    guard !rest.isEmpty else { return values[0] }
    var kinds = grid.axes.indices.map { scheme[$0] }
    kinds.remove(at: side.axis)
    let face = FunctionSpace<Scalar>(on: Grid(rest))
    let tables = GramTables<Scalar>(Scheme(kinds), on: face.grid, upTo: 1)
    let eigenvalues = tables.eigenvalue()
    let gHat = Coefficients(Field(in: face, values: values))
    return gHat.contracted(
      rest.indices.map { i in
        let axis = i < side.axis ? i : i + 1
        return eigenvalues[i].indices.map { k in
          var factor = Scalar(rest[i].basisIntegral(k))
          if axis != t { factor /= tables.table(0, axis: i)![k] }
          if axis == t { factor *= Scalar(equation.op.diffusion[axis]) * eigenvalues[i][k] }
          return (factor, 0)
        }
      })
  }

  /// ∫ of a datum over its side, by Gauss quadrature on the grid's cells.
  func sideIntegral(_ g: Formula, _ side: BoxSide) -> Scalar {
    BoxQuadrature<Scalar>(grid).integrate(g, over: side).sum
  }
}
