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
  /// - Complexity: two transforms; a pass of differences an axis over the closed grid, or the
  ///   evaluation of W and of its derivatives.
  func solveCompactly<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, _ taken: TakenData
  ) throws(SolverError) -> Solution<Scalar> {
    let scheme = Scheme(.mehrstellen)
    let grid = space.grid
    if let remainder = taken.remainder {
      var vHat = Coefficients(Field(sampling: remainder, in: space))
      let defect = try vHat.divide(by: op, scheme: scheme, load: .function)
      var solution = Solution(
        u: Field<Scalar>(consuming: consume vHat), lift: nil, meanDefect: defect)
      solution.add(taken)
      return solution
    }
    var uHat = Coefficients(
      Field(in: space, values: Mehrstellen<Scalar>(op, on: grid).closedLoad(source, data)))
    let defect = try uHat.divide(by: op, scheme: scheme)
    return Solution(u: Field(consuming: consume uHat), lift: taken.lift, meanDefect: defect)
  }
}

extension LoadRule {
  /// Throws for a load that is not one of samples.
  func refuseCompactScheme() throws(SolverError) {
    guard self == .sampled || self == .interpolated else {
      throw .notAvailable("load \(rawValue) for mehrstellen, which samples its source")
    }
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
