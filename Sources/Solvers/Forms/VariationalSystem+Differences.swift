import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension VariationalSystem {
  /// Whether it is of differences of order 2 with mixed derivatives.
  var hasMixedDifferences: Bool {
    problem.op.hasMixedDerivatives && scheme.hasDifferencesOfOrder2(on: space.grid)
  }

  /// Differences of order 2 with mixed derivatives: in the plane a matrix of four links, in space, where
  /// it would have 13, sampled whenever they are applied.
  mutating func takeMixedDifferences() throws(SolverError) {
    let grid = space.grid
    guard let nodes = ClosedElements<Scalar>(Scheme(.spline(degree: 1)), on: grid) else {
      throw .notAvailable(
        "differences of mixed derivatives on cells that end at a boundary: take nodes")
    }
    if grid.rank == 3 {
      try sampleDifferences()
      moveDirichletValues(of: nodes)
    } else {
      try assembleDifferences(problem.data)
    }
    for side in grid.sides where grid.end(side) == .neumann && !problem.data[side].isZero {
      let axis = grid.axes[side.axis]
      let width = Scalar(axis.weight(side.side == .lower ? 0 : axis.count - 1))
      let g = problem.data[side].values(on: side, of: grid, Scalar.self)
      for (i, place) in grid.places(nextTo: side).enumerated() {
        load.values[place] += g[i] / width
      }
    }
  }

  /// Takes from the load what Dirichlet values move to the right.
  mutating func moveDirichletValues(of nodes: ClosedElements<Scalar>) {
    let values = nodes.dirichletValues(problem.data)
    guard values.contains(where: { $0 != 0 }) else { return }
    var image = Field(in: space, values: elements!.image(ofClosed: values))
    image.scaleEnds(by: 2)
    load.add(-1, times: image)
  }

  /// What eight fields allow: beside √a, and where c changes along a row, nothing but samples.
  mutating func settleDifferences(
    _ choice: IterationOptions.Preconditioner
  ) throws(SolverError) {
    if choice == .multigrid {
      if flux == nil { try assembleDifferences(BoundaryData()) }
      return
    }
    if choice == .symbol, flux != nil {
      compact()
      if flux!.edges.rows != nil { return }
    }
    try sampleDifferences()
  }

  private mutating func sampleDifferences() throws(SolverError) {
    flux = nil
    guard elements == nil else { return }
    elements = try ElementForm(differences: problem.op, robin: problem.robin, in: space)
  }

  private mutating func assembleDifferences(_ data: BoundaryData) throws(SolverError) {
    elements = nil
    var assembly = CellAssembly<Scalar>(on: space.grid)!
    try assembly.add(problem.op, at: .differences(on: space.grid))
    try assembly.addLumped(problem.op.reaction)
    // In the sides' order, since that of a dictionary changes from run to run, and with it the bits.
    for side in space.grid.sides {
      if let beta = problem.robin[side] { try assembly.add(robin: beta, on: side, points: nil) }
    }
    flux = assembly.restrict(data, load: &load)
  }
}
