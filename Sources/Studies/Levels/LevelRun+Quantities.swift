import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

extension LevelRun {
  /// The value of a quantity of u_h, for each functional where in the cells lies what it breaks at, and
  /// what the iteration may leave of the value.
  func value(
    of quantity: Quantity
  ) throws(StudyError) -> (value: Double, places: [[Double]], noise: Double) {
    var values: [Double] = []
    var places: [[Double]] = []
    for entry in quantity.functionals {
      do throws(StudyError) {
        if case .integrand(let e) = entry.functional {
          let found = try integral(of: e)
          values.append(found.value)
          places.append(found.isBroken ? [.nan] : [])
        } else {
          values.append(try value(of: entry.functional))
          places.append(self.places(of: entry.functional))
        }
      } catch .method(let method, let reason) {
        throw .refusedQuantity(name: quantity.name, method: method, reason: reason)
      } catch {
        throw error
      }
    }
    let value = quantity.arithmetic(values)
    guard value.isFinite || !values.allSatisfy(\.isFinite) else {
      throw .quantity(name: quantity.name, method: method.name, cells: grid.cells)
    }
    return (value, places, iterationNoise(of: quantity, values))
  }

  private func value(of functional: Quantity.Functional) throws(StudyError) -> Double {
    switch functional {
    case .integral: Double(integral)
    case .mean: Double(integral / Scalar(grid.volume))
    case .min: extremes.min
    case .max: extremes.max
    case .energy: try energy()
    case .value(let point): value(at: point)
    case .flux(let side): try flux(side)
    case .fluxBoundary: try boundaryFlux()
    case .norm(let norm): try self.norm(norm)
    case .integrand(let e): try integral(of: e).value
    }
  }

  /// ∫u_h: of splines and trigonometric functions exactly, of differences by the grid's quadrature,
  /// which boundary values join with h/2.
  var integral: Scalar {
    if case .closed(let axes, let values)? = Reconstruction(self),
      scheme.isGalerkin || grid.axes.allSatisfy({ $0.isPeriodic || $0.placement == .nodes })
    {
      return closedIntegral(axes, values)
    }
    guard scheme.isSpectral || scheme.isGalerkin else { return closedDifferenceIntegral }
    guard scheme.isSpectral else { return splineIntegral }
    var v = solution.u
    guard let w = lift else { return Coefficients(v).exactIntegral() }
    v.subtract(Field(sampling: w, in: space))
    return Coefficients(v).exactIntegral() + cellIntegral(w)
  }

  /// The trapezoidal sum over closed nodes: exact for linear elements.
  private func closedIntegral(_ axes: [ClosedAxis<Scalar>], _ values: [Scalar]) -> Scalar {
    var values = values
    var shape = axes.map(\.count)
    for (a, axis) in axes.enumerated() {
      let h = Scalar(axis.axis.spacing)
      let n = axis.count
      let row = (0..<n).map { i -> AxisMap<Scalar>.Entry in
        .init(i, !axis.axis.isPeriodic && (i == 0 || i == n - 1) ? h / 2 : h)
      }
      values = AxisMap<Scalar>(columns: n, rows: [row]).apply(values, shape: shape, axis: a)
      shape[a] = 1
    }
    return values[0]
  }

  /// The grid's quadrature of differences with boundary values where nodes have them.
  private var closedDifferenceIntegral: Scalar {
    boundaryNodes.reduce(solution.u.integral) { $0 + $1.weight * $1.value }
  }

  /// ∫ of a spline: each coefficient times the integral of its reflected B-spline.
  private var splineIntegral: Scalar {
    guard let reconstruction = Reconstruction(self) else { return solution.u.integral }
    let error = FunctionError(reconstruction, on: grid, exact: 0, quadrature: 2)
    let v = error.mean() * Scalar(grid.volume)
    return lift.map { v + cellIntegral($0) } ?? v
  }

  /// ∫ of a formula by Gauss quadrature on the grid's cells.
  func cellIntegral(_ w: Formula) -> Scalar { BoxQuadrature<Scalar>(grid).integrate(w).sum }

  /// Minimum and maximum over the points and the Dirichlet boundary's nodes.
  private var extremes: (min: Double, max: Double) {
    let values = solution.u.values + boundaryNodes.map(\.value)
    let range = values.reduce((Scalar.infinity, -Scalar.infinity)) {
      (Swift.min($0.0, $1), Swift.max($0.1, $1))
    }
    return (Double(range.0), Double(range.1))
  }

  /// a(u_h, u_h) of the ``SymmetricPart``: for homogeneous data the scheme's own form; else of the function
  /// that the method means, by quadrature. It is a number where it is no square of a norm, too.
  private func energy() throws(StudyError) -> Double {
    func refuse(_ why: String) -> StudyError {
      .method(name: method.name, reason: "there is no energy a(u, u): \(why)")
    }
    if equation.op.power == 1, let why = equation.problem.reasonWithoutForm { throw refuse(why) }
    if equation.isVarying, equation.data.isHomogeneous {
      let (plus, minus) = try energies(of: solution.u, scheme: scheme)
      return Double(plus - minus)
    }
    if equation.data.isHomogeneous, let form = equation.op.symbol(scheme, on: grid, Scalar.self) {
      return Double(Coefficients(solution.u).energy(form))
    }
    let zero = [Int](repeating: 0, count: grid.rank)
    let slopes = grid.axes.indices.map { a in zero.indices.map { $0 == a ? 1 : 0 } }
    guard equation.op.power == 1 else { throw refuse("beside boundary data the power is not 1") }
    guard let reconstruction = Reconstruction(self), slopes.allSatisfy(reconstruction.admits) else {
      throw refuse("beside boundary data the method means no function with a gradient")
    }
    var exact: Formula = 0
    if reconstruction.isLifted, let w = lift { exact = -w }
    let points = options.quadrature ?? method.quadrature ?? defaultQuadrature
    var u = FunctionError(reconstruction, on: grid, exact: exact, quadrature: points)
    u.symmetric = try equation.symmetricPart
    do {
      let energy = try u.integrals([.energy], shift: isSingular ? -u.mean() : 0)[0]
      return Double(energy.value)
    } catch {
      throw .notDifferentiable(expression: "data", reason: "\(error)")
    }
  }

  /// u_h(x): the value of the function that the method means.
  private func value(at point: [Double]) -> Double {
    guard let reconstruction = Reconstruction(self) else { return .nan }
    let cells = zip(grid.axes, point).map { axis, x -> (cell: Int, offset: Extended) in
      let t = (Extended(x) - axis.lower) / axis.spacing
      let cell = Swift.min(Swift.max(Int(t.rounded(.down)), 0), axis.cells - 1)
      return (cell, t - Extended(cell))
    }
    var value: Scalar
    if case .trigonometric(let uHat, _) = reconstruction {
      value = uHat.value(at: point.map { Scalar($0) })
    } else {
      let zero = [Int](repeating: 0, count: grid.rank)
      let lattice = reconstruction.values(zero, offsets: cells.map(\.offset))
      value =
        lattice[
          zip(grid.axes, cells).reduce(0) { $0 * $1.0.cells + $1.1.cell }]
    }
    if reconstruction.isLifted, let w = lift {
      value += w.value(at: point.map { Scalar($0) })
    }
    return Double(value)
  }
}
