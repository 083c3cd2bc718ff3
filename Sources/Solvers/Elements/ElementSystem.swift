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
  /// A
  let matrix: any LinearOperator<Scalar>
  /// The load and what the data add to it.
  private(set) var right: [Scalar]

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
    _ problem: SecondOrderProblem, in space: FunctionSpace<Scalar>, load: LoadRule, points: Int?
  ) throws(SolverError) {
    let (grid, scheme) = (space.grid, Scheme(.spline(degree: 1)))
    guard let elements = ClosedElements<Scalar>(scheme, on: grid) else {
      throw .notAvailable(
        "elements on cells that end at a boundary for an operator that is not symmetric: take nodes, "
          + "or differences of order 2")
    }
    let written = try problem.written(as: .divergence, on: grid)
    let (f, data) = (problem.source, problem.data)
    switch load {
    case .integrated: right = SplineLoad<Scalar>(scheme, on: grid, points: points).integrate(f)
    case .interpolated: right = elements.mass(f.values(on: elements.axes.map(\.coordinates)))
    case .sampled: right = Field(sampling: f, in: space).values
    case .projected:
      throw .notAvailable("a projected load for a method that is not spectral on every axis")
    }
    if grid.rank == 1 {
      let line = LineElements(written, in: space, points: points ?? 3)
      line.move(data, to: &right)
      matrix = line
    } else {
      let form = try ElementForm(
        written.op, robin: written.robin.filter { grid.end($0.key) == .neumann }, in: space,
        points: points ?? 3, isAdvective: true)
      if !data.isHomogeneous {
        let values = elements.dirichletValues(data)
        var image = Field(in: space, values: form.image(ofClosed: values))
        image.scaleEnds(by: 2)
        addMultiple(-1, image.values, to: &right)
      }
      matrix = form
    }
    elements.addNeumannLoads(data, points: points, to: &right)
  }
}
