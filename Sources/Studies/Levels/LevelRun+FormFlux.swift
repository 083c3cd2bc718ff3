import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// Fluxes of an operator that varies by the form of trigonometric functions and of differences of higher
/// order, whose unknown is v = u − W.
extension LevelRun {
  /// ∫ n·a∇u over a Dirichlet side: that of W, and that of v by the scheme's own equation tested with χ,
  /// linear along the normal, 1 on the side and 0 on the opposite Dirichlet side (1 throughout where that
  /// is a Neumann side), along the others the projection of 1.
  ///
  ///     F = ∫ a_n ∂_n v χ′ + ∫ χ G,   G = −A_n v at the points, A_n v = −∂_n(a_n ∂_n v) as the scheme
  ///                                   has it, and G = A W − f on Dirichlet sides, where v = 0
  ///
  /// G is what is left of the equation, Σ_t A_t v + b·∇v + c v − (f − A W), beside advection, where ∂_n v
  /// on the side is not known, extrapolated to it: along the side everything is taken
  /// as the scheme takes it, and no derivative across a corner, where that of a sine series is of first
  /// order only. G less the line through its values on the sides is a sine series, integrated exactly:
  /// where v converges faster than any power, so does F.
  /// The flux has the order of v in L².
  ///
  /// - Returns: nil for another scheme, a projected load, or mixed derivatives.
  func formFlux(_ side: BoxSide, _ source: Formula) throws(StudyError) -> Scalar? {
    let op = equation.problem.op
    guard method.effectiveLoad == .sampled || method.effectiveLoad == .interpolated,
      !op.hasMixedDerivatives, !hasRobinSides
    else { return nil }
    var run = self
    run.method.reconstruction = .trigonometric
    guard case .trigonometric? = Reconstruction(run) else { return nil }
    var total: Scalar = 0
    var v = solution.u
    var rest = source
    do {
      if let w = lift {
        v.subtract(Field(sampling: w, in: space))
        rest = rest - (try op.applied(to: w))
        total += sideIntegral(try op.flux(of: w, through: side, of: grid), side)
      }
      if grid.end(side.opposite) == .dirichlet {
        let length = Formula(Formula.Constant(grid.axes[side.axis].length))
        let slope = (side.side == .lower ? -1 : 1) / length
        let weights = grid.axes.indices.map { i -> Formula in
          i == side.axis ? slope * op.diffusion(i, i) : 0
        }
        total += try FunctionError(Reconstruction(run)!, on: grid, exact: 0, quadrature: 4)
          .integral(weights, 0)
      }
    } catch {
      throw .notDifferentiable(expression: "data", reason: "\(error)")
    }
    do {
      let normal = SecondOrderProblem(
        SecondOrderOperator(
          .diagonal(grid.axes.indices.map { $0 == side.axis ? op.diffusion($0, $0) : 0 }),
          rank: grid.rank),
        source: 0)
      guard !op.hasAdvection else {
        return total + chiMoment(try normal.collocated(v), nil, side)
      }
      let form: any SymmetricForm<Scalar> = try normal.energy(
        in: space, scheme: scheme, quadrature: method.quadrature, dealiased: method.isDealiased)
      return total + chiMoment(form.applied(to: v), rest, side)
    } catch {
      throw .method(name: method.name, reason: error.description)
    }
  }

  /// ∫ χ G, G = −A_n v at the points and −f on the Dirichlet sides, without f what G is towards them.
  private func chiMoment(_ image: Field<Scalar>, _ f: Formula?, _ side: BoxSide) -> Scalar {
    let axis = grid.axes[side.axis]
    let isBetween = axis.basis == .sine
    let own = endValues(f, image, side)
    let other = isBetween ? endValues(f, image, side.opposite) : []
    var g = image
    let inner = grid.shape[(side.axis + 1)...].reduce(1, *)
    for i in g.values.indices {
      let xi = Scalar((axis.point(i / inner % axis.count) - axis.lower) / axis.length)
      let chi = side.side == .lower ? 1 - xi : xi
      let place = i / (inner * axis.count) * inner + i % inner
      let line = isBetween ? own[place] * chi + other[place] * (1 - chi) : own[place]
      g.values[i] = -g.values[i] - line
    }
    let series = Coefficients(g).contracted(
      grid.axes.enumerated().map { a, axis in
        (0..<axis.count).map { k in
          (Scalar(a == side.axis ? chiMoment(k, side) : axis.basisIntegral(k)), 0)
        }
      })
    let length = Scalar(axis.length)
    guard isBetween else { return series + length * seriesIntegral(own, side) }
    return series + length * (seriesIntegral(own, side) / 3 + seriesIntegral(other, side) / 6)
  }

  /// G on a Dirichlet side, beside the points.
  private func endValues(_ f: Formula?, _ image: Field<Scalar>, _ side: BoxSide) -> [Scalar] {
    let axis = grid.axes[side.axis]
    if let f {
      var places = space.coordinates
      places[side.axis] = [Scalar(side.place(on: grid))]
      return f.values(on: places).map { -$0 }
    }
    // The line through the two planes next to it, of which one is h or h/2 inside.
    let (n, isLower) = (axis.count, side.side == .lower)
    let share: Scalar = n < 2 ? 0 : axis.placement == .nodes ? 1 : 0.5
    var row = [AxisMap<Scalar>.Entry(isLower ? 0 : n - 1, -1 - share)]
    if n > 1 { row.append(AxisMap<Scalar>.Entry(isLower ? 1 : n - 2, share)) }
    return AxisMap<Scalar>(columns: n, rows: [row])
      .apply(image.values, shape: grid.shape, axis: side.axis)
  }

  /// ∫ over a side of the trigonometric function through values.
  private func seriesIntegral(_ values: [Scalar], _ side: BoxSide) -> Scalar {
    var rest = grid.axes
    rest.remove(at: side.axis)
    guard !rest.isEmpty else { return values[0] }
    let face = FunctionSpace<Scalar>(on: Grid(rest))
    return Coefficients(Field(in: face, values: values)).contracted(
      rest.map { axis in (0..<axis.count).map { (Scalar(axis.basisIntegral($0)), 0) } })
  }
}

extension BoxSide {
  /// The side at the other end.
  fileprivate var opposite: BoxSide { BoxSide(axis: axis, side: side == .lower ? .upper : .lower) }
}
