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

  /// Differences of order 2 with mixed derivatives, sampled whenever they are applied until it is known how
  /// they are iterated.
  mutating func takeMixedDifferences() throws(SolverError) {
    let grid = space.grid
    guard let nodes = ClosedElements<Scalar>(Scheme(.spline(degree: 1)), on: grid) else {
      throw .notAvailable(
        "differences of mixed derivatives on cells that end at a boundary: take nodes")
    }
    elements = try ElementForm(differences: problem.op, robin: problem.robin, in: space)
    moveDirichletValues(of: nodes)
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

  /// What eight fields allow: in the plane a matrix of four links, but beside √a, and where c changes along
  /// a row; in space, where it would have 13, nothing but samples.
  mutating func settleDifferences(
    _ choice: IterationOptions.Preconditioner
  ) throws(SolverError) {
    if choice == .multigrid { return try roundDifferences() }
    guard choice == .symbol, space.grid.rank == 2 else { return }
    let sampled = elements
    try assembleDifferences()
    compact()
    if flux!.edges.rows == nil { (flux, elements) = (nil, sampled) }
  }

  /// For a cycle: samples, and in single precision in the plane their matrix, in space, where that would
  /// have seven fields, the differences of the tensor's diagonal in its place, about the same middles.
  ///
  /// With C the correlation of a, C_ij = a_ij/√(a_ii a_jj), the form A has in every cell, and so in all,
  ///
  ///     λ_min(C) D(u, u) ≤ A(u, u) ≤ λ_max(C) D(u, u),
  ///
  /// whatever the contrast: the iterations grow by √(λ_max/λ_min) at most.
  private mutating func roundDifferences() throws(SolverError) {
    let (grid, unit, rank) = (space.grid, matrixUnit, space.grid.rank)
    let isWhole = rank == 2
    var assembly = CellAssembly<Float>(on: grid, isStraight: !isWhole)!
    let op = problem.op
    let diffusion = isWhole ? op.diffusion : .diagonal((0..<rank).map { op.diffusion($0, $0) })
    try assembly.add(
      SecondOrderOperator(diffusion, rank: rank), at: .differences(on: grid), over: unit)
    try assembly.addLumped(op.reaction, over: unit)
    for side in grid.sides {
      guard let beta = problem.robin[side] else { continue }
      try assembly.add(robin: beta, on: side, points: nil, over: unit)
    }
    let edges = RoundedEdges<Scalar>(assembly.restricted(), over: unit)
    if isWhole { rounded = RoundedElements(edges, elements!) } else { inverted = edges }
  }

  /// The form as a matrix of links.
  mutating func assembleDifferences() throws(SolverError) {
    elements = nil
    var assembly = CellAssembly<Scalar>(on: space.grid)!
    try assembly.add(problem.op, at: .differences(on: space.grid))
    try assembly.addLumped(problem.op.reaction)
    // In the sides' order, since that of a dictionary changes from run to run, and with it the bits.
    for side in space.grid.sides {
      if let beta = problem.robin[side] { try assembly.add(robin: beta, on: side, points: nil) }
    }
    flux = assembly.restrict(BoundaryData(), load: &load)
  }
}
