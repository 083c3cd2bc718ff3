import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// −∇·(a∇u) + b·∇u + c u by multilinear elements, a, b and c by Gauss quadrature.
///
///     A_pq = ∫ ∇φ_p·a∇φ_q + φ_p b·∇φ_q + c φ_p φ_q + ∫_{Robin} β φ_p φ_q
///
/// a unit of volume. On a line three weights a node are held (``LineElements``); elsewhere there is no
/// matrix (``ElementForm``).
struct ElementSystem<Scalar: TransformScalar> {
  private let problem: SecondOrderProblem
  private let space: FunctionSpace<Scalar>
  private let elements: ClosedElements<Scalar>
  private let points: Int?
  private let form: Form

  private enum Form {
    case line(LineElements<Scalar>)
    case sampled(ElementForm<Scalar>)
  }

  /// The fields that it holds: a line's weights, or what is sampled while it is applied. What is there
  /// beside it while it is made, the load, samples or boundary values and their image, is less than an
  /// iteration has.
  static func fields(_ problem: SecondOrderProblem, on grid: Grid) -> Double {
    guard grid.rank > 1 else { return LineElements<Scalar>.fields }
    let op = (try? problem.written(as: .divergence, on: grid))?.op ?? problem.op
    return ElementForm<Scalar>.scratch(op, on: grid, isAdvective: true)
  }

  /// - Parameter points: Gauss points a direction.
  init(
    _ problem: SecondOrderProblem, in space: FunctionSpace<Scalar>, points: Int?
  ) throws(SolverError) {
    let grid = space.grid
    guard let elements = ClosedElements<Scalar>(Scheme(.spline(degree: 1)), on: grid) else {
      throw .notAvailable(
        "elements on cells that end at a boundary for an operator that is not symmetric: take nodes, "
          + "or differences of order 2")
    }
    (self.problem, self.space, self.elements, self.points) = (problem, space, elements, points)
    let written = try problem.written(as: .divergence, on: grid)
    form =
      grid.rank == 1
      ? .line(LineElements(written, in: space, points: points ?? 3))
      : .sampled(
        try ElementForm(
          written.op, robin: written.robin.filter { grid.end($0.key) == .neumann }, in: space,
          points: points ?? 3, isAdvective: true))
  }

  /// A
  var matrix: any LinearOperator<Scalar> {
    switch form {
    case .line(let line): line
    case .sampled(let form): form
    }
  }

  /// The load and what the data add to it.
  func right(_ load: LoadRule) throws(SolverError) -> Field<Scalar> {
    let (grid, scheme) = (space.grid, Scheme(.spline(degree: 1)))
    let (f, data) = (problem.source, problem.data)
    var right: [Scalar]
    switch load {
    case .integrated: right = SplineLoad<Scalar>(scheme, on: grid, points: points).integrate(f)
    case .interpolated: right = elements.mass(f.values(on: elements.axes.map(\.coordinates)))
    case .sampled: right = Field(sampling: f, in: space).values
    case .projected:
      throw .notAvailable("a projected load for a method that is not spectral on every axis")
    }
    switch form {
    case .line(let line): line.move(data, to: &right)
    case .sampled(let form):
      if !data.isHomogeneous {
        let values = elements.dirichletValues(data)
        var image = Field(in: space, values: form.image(ofClosed: values))
        image.scaleEnds(by: 2)
        addMultiple(-1, image.values, to: &right)
      }
    }
    elements.addNeumannLoads(data, points: points, to: &right)
    return Field(in: space, values: right)
  }
}
