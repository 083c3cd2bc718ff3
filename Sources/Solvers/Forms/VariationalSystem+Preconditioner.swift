import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension VariationalSystem {
  /// Whether a^{-1/2} stays while a form of so many fields is iterated: where all is eight fields at
  /// most. Else it is sampled once more when the iteration is over.
  static func keepsScaling(_ fields: Int) -> Bool {
    fields + ConjugateGradients<Scalar>.fields + 1 <= 8
  }

  /// Makes the flux form smaller where there is room for both; it is not changed any more.
  mutating func compact() {
    guard let offsets = flux?.edges.offsets, offsets.count == space.grid.rank || hasMixedDifferences
    else { return }
    flux!.edges.compact()
  }

  /// The fields of the flux form.
  var fields: Int {
    if links != nil { return ScaledLinks<Scalar>.fields }
    return flux.map { EdgeForm<Scalar>.fields(offsets: $0.edges.offsets.count) } ?? 0
  }

  /// Coefficients that the iteration has room for are held while it goes on; a finer grid is as far as there is.
  mutating func holdSamples(beside choice: IterationOptions.Preconditioner) {
    if var padded = form as? PaddedForm<Scalar> {
      form = nil
      padded.makeRoom(beside: choice)
      form = padded
    }
    guard var energy = form as? EnergyForm<Scalar> else { return }
    form = nil
    energy.hold(upTo: EnergyForm<Scalar>.room(beside: choice, scheme, on: space.grid))
    form = energy
  }

  /// A cycle for A in single precision, or for differences of order 2 with the same coefficients. Of
  /// differences the form becomes what the cycle has of it.
  mutating func multigrid() throws(SolverError) -> any Preconditioner<Scalar> {
    let turns = AxisRatios(problem.op, on: space.grid).turns
    if flux?.coefficients != nil {
      rounded = RoundedFlux(flux!, reaction: problem.op.reaction)
      flux = nil
    }
    if let edges = rounded?.edges {
      return Multigrid(
        edges.inOwnUnits, in: space,
        direct: MultigridHierarchy.direct(space.grid, links: edges.edges.offsets.count),
        turns: turns)
    }
    if let inverted { return Multigrid(inverted, in: space, direct: nil, turns: turns) }
    if elements != nil {
      return try ElementCycle(
        problem.op, robin: problem.robin, in: space, points: points, over: matrixUnit)
    }
    if flux != nil {
      compact()
      return Multigrid(flux!.edges, in: space, direct: nil, turns: turns)
    }
    guard scheme.controlsDifferences(on: space.grid) else {
      throw .notConforming("centred differences are not equivalent to those that multigrid inverts")
    }
    return Multigrid(
      RoundedEdges(try differences().edges), in: space,
      direct: form is PaddedForm<Scalar> ? MultigridHierarchy.smallDirect(space.grid) : nil,
      turns: turns)
  }

  /// Differences of order 2 with the coefficients of another scheme.
  private func differences() throws(SolverError) -> FluxForm<Scalar> {
    try FluxForm(
      FaceCoefficients(
        space: space, diffusion: space.grid.axes.indices.map { problem.op.diffusion($0, $0) },
        rule: .sampled), reaction: problem.op.reaction)
  }

  /// The preconditioner of √a; a flux form becomes that of v = √a u. a's values become a^{-1/2}.
  mutating func scaledPreconditioner(
    _ a: inout PointCoefficients<Scalar>
  ) throws(SolverError) -> any Preconditioner<Scalar> {
    let m = a.scaledMeans()
    a.takeInverseRoot()
    // The energy of u = 1 over that of v = √a: it is there where nothing else holds the constants.
    let least: Scalar
    var potential: Scalar
    if elements != nil {
      least = space.grid.hasConstants ? elements!.meanPotential / a.means.max()! : 0
      elements!.scaling = a.geometric
      potential = elements!.meanPotential
    } else if links != nil {
      least = space.grid.hasConstants ? links!.meanPotential / a.means.max()! : 0
      links!.setScaling(a.geometric)
      potential = links!.meanPotential
    } else if flux != nil, problem.isSingular(on: space.grid), !Self.keepsScaling(fields) {
      // The kernel is 1/D: D stays, and s, which is 0, has no place.
      least = 0
      links = ScaledLinks(&flux!)
      flux = nil
      links!.setScaling(a.geometric)
      potential = links!.meanPotential
    } else if flux != nil {
      least = flux!.meanPotential / a.means.max()!
      flux!.edges.scale(by: a.geometric)
      potential = flux!.meanPotential
    } else {
      // q̄ is a parameter only: differences know it well enough for every scheme.
      var model = try differences()
      least = model.meanPotential / a.means.max()!
      model.edges.scale(by: a.geometric)
      potential = model.meanPotential
    }
    if !potential.isFinite { potential = 0 }
    let op = EllipticOperator(
      diffusion: m.map { Extended($0) },
      reaction: Extended(max(0, space.grid.hasConstants ? least : 0, potential)))
    // A finer grid takes the room that D would have.
    if form is PaddedForm<Scalar> {
      a.geometric = []
      return try ScaledPart(problem, op, scheme: scheme, in: space)
    }
    return try SymbolPreconditioner(
      op, scheme: scheme, scaling: form == nil ? nil : a.geometric, in: space)
  }
}
