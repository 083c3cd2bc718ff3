import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

/// The function that a method means, on the lattices x + ξh of shifted points: R(u_h − W) + W.
///
/// Splines mean themselves, differences and `spectral` the trigonometric function through their
/// values, or on request the multilinear one.
enum Reconstruction<Scalar: TransformScalar> {
  /// Linear elements on closed axes, boundary values included: no W is needed.
  case closed([ClosedAxis<Scalar>], values: [Scalar])
  /// B-spline coefficients of u_h − W, reflected at the ends.
  case spline(Scheme, Field<Scalar>)
  /// Coefficients of u_h − W.
  case trigonometric(Coefficients<Scalar>, ShiftedTransform<Scalar>)

  /// nil for a scheme that mixes splines with other kinds.
  init?(_ run: LevelRun<Scalar>) {
    let isMultilinear = run.method.reconstruction == .multilinear && !run.scheme.isGalerkin
    let scheme = isMultilinear ? Scheme(.spline(degree: 1)) : run.scheme
    let grid = run.grid
    let splines = grid.axes.indices.filter { if case .spline = scheme[$0] { true } else { false } }
    guard splines.isEmpty || splines.count == grid.rank else { return nil }
    if let elements = ClosedElements<Scalar>(scheme, on: grid) {
      self = .closed(
        elements.axes, values: elements.closedValues(run.solution.u, run.equation.data))
      return
    }
    var v = run.solution.u
    if let w = run.lift { v.subtract(Field(sampling: w, in: run.space)) }
    self =
      splines.isEmpty
      ? .trigonometric(Coefficients(v), ShiftedTransform(run.space.transform.kinds))
      : .spline(scheme, v.splineCoefficients(scheme))
  }

  /// The kind whose knots split the cells for quadrature.
  func kind(axis: Int) -> Discretization {
    switch self {
    case .closed: .spline(degree: 1)
    case .spline(let scheme, _): scheme[axis]
    case .trigonometric: .spectral
    }
  }

  /// Whether W has to be added.
  var isLifted: Bool { if case .closed = self { false } else { true } }

  /// Whether ∂^α exists weakly in L².
  func admits(_ alpha: [Int]) -> Bool {
    switch self {
    case .closed: alpha.allSatisfy { $0 <= 1 }
    case .spline(let scheme, _): scheme.admits(alpha)
    case .trigonometric: true
    }
  }

  /// ∂^α R at the places x_c + ξh of cells, of all along an axis or of one.
  func values(_ alpha: [Int], offsets: [Extended], cells: [Int?]) -> [Scalar] {
    switch self {
    case .closed(let axes, var values):
      var shape = axes.map(\.count)
      for (a, axis) in axes.enumerated() {
        var map = axis.evaluation(offset: offsets[a], derivative: alpha[a])
        if let c = cells[a] { map = AxisMap(columns: map.columns, rows: [Array(map.rows[c])]) }
        values = map.apply(values, shape: shape, axis: a)
        shape[a] = map.rows.count
      }
      return values
    case .spline(let scheme, let c):
      var values = c.values
      var shape = c.grid.shape
      for (a, axis) in c.grid.axes.enumerated() {
        let stencil = scheme[a].evaluation(offset: offsets[a], derivative: alpha[a], on: axis)!
        let places = cells[a].map { $0..<$0 + 1 } ?? 0..<axis.cells
        values = AxisMap<Scalar>(stencil, on: axis, at: places.lazy.map { 2 * $0 })
          .apply(values, shape: shape, axis: a)
        shape[a] = places.count
      }
      return values
    case .trigonometric(let uHat, let shifted):
      let values = uHat.values(derivative: alpha, offsets: offsets, by: shifted)
      return uHat.grid.part(values, of: cells)
    }
  }

  /// ∂^α R at the places x_c + ξh of all cells.
  func values(_ alpha: [Int], offsets: [Extended]) -> [Scalar] {
    values(alpha, offsets: offsets, cells: alpha.map { _ in nil })
  }
}
