import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension BoundaryValueProblem {
  /// u_h by the compact scheme of order 4.
  ///
  /// Where every end is a Dirichlet end on a node, the stencils of f and of the data reach the
  /// boundary and are taken there: the odd reflection of f, which is not f's, never enters. At other
  /// ends v = u − W with the derivatives of u that the equation gives there (``transfiniteLift(on:depth:)``)
  /// has a smooth reflection, and so has its right-hand side; where they fit together at the edges, else the
  /// reflection is that of a shallower lift, and the order 2.
  ///
  /// - Throws: ``SolverError`` where the load is not one of samples, or where the source or a datum
  ///   has no exact derivative and such an end needs it.
  /// - Complexity: two transforms; a pass of differences an axis over the closed grid, or the
  ///   evaluation of W and of its derivatives.
  func solveCompactly<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, load: LoadRule, lifting depth: Int
  ) throws(SolverError) -> Solution<Scalar> {
    guard load == .sampled || load == .interpolated else {
      throw .notAvailable("load \(load.rawValue) for mehrstellen, which samples its source")
    }
    let scheme = Scheme(.mehrstellen)
    let grid = space.grid
    let own = scheme.ownLifting(on: grid.axes.map { ($0.boundary, $0.placement) })
    guard scheme.takesClosedSource(on: grid) else {
      let lifted = try lifted(on: grid, depth: max(depth, own))
      var vHat = Coefficients(Field(sampling: lifted.source, in: space))
      let defect = try vHat.divide(by: op, scheme: scheme, load: .function)
      var solution = Solution(
        u: Field<Scalar>(consuming: consume vHat), lift: nil, meanDefect: defect)
      solution.add(lifted.lift)
      return solution
    }
    var uHat = Coefficients(
      Field(in: space, values: Mehrstellen<Scalar>(op, on: grid).closedLoad(source, data)))
    let defect = try uHat.divide(by: op, scheme: scheme)
    // What u_h means between the points; a source without derivatives, and data that jump at a corner, leave
    // the data's own lift.
    let lift: Formula?
    do {
      lift = try heldLift(on: grid, depth: max(depth, own)).formula
    } catch {
      lift = try self.lift(on: grid)
    }
    return Solution(u: Field(consuming: consume uHat), lift: lift, meanDefect: defect)
  }
}

extension Mehrstellen where Scalar: TransformScalar {
  /// B f − A g at the points: f sampled on the closed grid, g the boundary values and 0 inside.
  fileprivate func closedLoad(_ f: Formula, _ data: BoundaryData) -> [Scalar] {
    let axes = grid.axes.map(ClosedAxis<Scalar>.init)
    let shape = axes.map(\.count)
    var load = [Scalar](repeating: 0, count: grid.count)
    /// Adds c Π L over some axes, applied to closed values.
    func add(_ c: Extended, _ along: [Int], of values: [Scalar]) {
      guard c != 0 else { return }
      var term = values
      var extent = shape
      for (i, axis) in axes.enumerated() {
        let map = along.contains(i) ? axis.stiffness : axis.elements(centre: 1, neighbour: 0)
        term = map.apply(term, shape: extent, axis: i)
        extent[i] = grid.axes[i].count
      }
      let c = Scalar(c)
      for k in load.indices { load[k] += c * term[k] }
    }
    let samples: [Scalar] = f.values(on: axes.map(\.coordinates))
    add(1, [], of: samples)
    for i in axes.indices { add(-Self.twelfth(grid.axes[i]), [i], of: samples) }
    guard !data.isHomogeneous,
      let elements = ClosedElements<Scalar>(Scheme(.spline(degree: 1)), on: grid)
    else { return load }
    let boundary = elements.dirichletValues(data)
    for i in axes.indices { add(-plain(i), [i], of: boundary) }
    for (i, j) in pairs { add(-mixed(i, j), [i, j], of: boundary) }
    return load
  }
}
