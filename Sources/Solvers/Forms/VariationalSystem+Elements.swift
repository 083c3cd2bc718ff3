import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension VariationalSystem {
  /// Multilinear elements, the data by boundary nodes.
  mutating func takeElements(_ quadrature: Int?) throws(SolverError) {
    points = quadrature ?? 3
    let nodes = ClosedElements<Scalar>(scheme, on: space.grid)!
    nodes.addNeumannLoads(problem.data, points: quadrature, to: &load.values)
    if ElementForm<Scalar>.isTaken(problem.op, scheme, on: space.grid) {
      elements = try ElementForm(problem.op, robin: problem.robin, in: space, points: points)
      moveDirichletValues(of: nodes)
    } else if space.grid.rank == 2 {
      try takePlane(nodes.dirichletValues(problem.data))
    } else {
      try assembleElements(problem.data)
    }
  }

  /// Elements of the plane whose diffusion is diagonal, at all nodes.
  private mutating func takePlane(_ values: [Scalar]) throws(SolverError) {
    var assembly = CellAssembly<Scalar>(on: space.grid, sharing: true)!
    for place in CellAssembly<Scalar>.Place.elements(on: space.grid, points: points) {
      try assembly.add(problem.op, at: place)
    }
    assembly.move(problem.data, to: &load)
    let sides = try ElementSide<Scalar>.all(problem.robin, of: space.grid, points: points)
    if !sides.isEmpty, values.contains(where: { $0 != 0 }) {
      var image = Field<Scalar>(in: space)
      for side in sides { side.add(closed: values, to: &image.values) }
      image.scaleEnds(by: 2)
      load.add(-1, times: image)
    }
    self.assembly = assembly
  }

  /// Linear elements of the plane become a matrix at the unknowns.
  mutating func restrict() throws(SolverError) {
    guard var assembly else { return }
    self.assembly = nil
    for side in space.grid.sides {
      if let beta = problem.robin[side] { try assembly.add(robin: beta, on: side, points: points) }
    }
    flux = assembly.restrict(BoundaryData(), load: &load)
  }

  /// A becomes what an iteration with a preconditioner takes eight fields for: linear elements of the
  /// plane links at the unknowns, or links and D.
  mutating func settle(_ choice: IterationOptions.Preconditioner) throws(SolverError) {
    if hasMixedDifferences { return try settleDifferences(choice) }
    guard assembly != nil else { return }
    switch choice {
    case .scaled:
      let sides = try ElementSide<Scalar>.all(problem.robin, of: space.grid, points: points)
      links = ScaledLinks(
        &assembly!, sides: sides, reaction: problem.op.reaction, points: points, in: space)
      assembly = nil
    default: try restrict()
    }
  }

  /// Linear elements of the plane become what is sampled whenever it is applied, and the matrix that the
  /// cycle inverts, in single precision. In space, where that would have three and a half fields and more,
  /// nothing but samples: ``ElementCycle`` inverts what it needs.
  mutating func settleElements() throws(SolverError) {
    guard space.grid.rank == 2 else { return }
    let isShared = EdgeForm<Scalar>.sharesDiagonals(problem.op, on: space.grid)
    if elements == nil {
      elements = try ElementForm(problem.op, robin: problem.robin, in: space, points: points)
    }
    if isShared, assembly != nil {
      try addRobin(to: &assembly!)
      let form = assembly!.restricted()
      assembly = nil
      rounded = RoundedElements(RoundedEdges(form), elements!)
      return
    }
    assembly = nil
    let unit = matrixUnit
    var assembly = CellAssembly<Float>(on: space.grid, sharing: isShared)!
    for place in CellAssembly<Float>.Place.elements(on: space.grid, points: points) {
      try assembly.add(problem.op, at: place, over: unit)
    }
    for side in space.grid.sides {
      guard let beta = problem.robin[side] else { continue }
      try assembly.add(robin: beta, on: side, points: points, over: unit)
    }
    rounded = RoundedElements(RoundedEdges(assembly.restricted(), over: unit), elements!)
  }

  /// A power of two of the size of the largest weight.
  var matrixUnit: Scalar {
    let h = space.grid.axes.map { Scalar($0.spacing) }.min()!
    let size = Scalar(elements!.range.upperBound) / (h * h)
    return size.isNormal ? size.binade : 1
  }

  /// Adds the Robin sides.
  private func addRobin(to assembly: inout CellAssembly<Scalar>) throws(SolverError) {
    for side in space.grid.sides {
      if let beta = problem.robin[side] { try assembly.add(robin: beta, on: side, points: points) }
    }
  }

  /// The form as a matrix; what Dirichlet values move to the right is taken from the load.
  mutating func assembleElements(_ data: BoundaryData) throws(SolverError) {
    elements = nil
    var assembly = CellAssembly<Scalar>(on: space.grid)!
    for place in CellAssembly<Scalar>.Place.elements(on: space.grid, points: points) {
      try assembly.add(problem.op, at: place)
    }
    for side in space.grid.sides {
      if let beta = problem.robin[side] { try assembly.add(robin: beta, on: side, points: points) }
    }
    flux = assembly.restrict(data, load: &load)
  }
}
