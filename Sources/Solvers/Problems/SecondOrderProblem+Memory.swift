package import Discretizations
import Fields
import Formulas
package import Grids

extension SecondOrderProblem {
  /// What ``solve(in:scheme:load:quadrature:faces:dealiased:options:)`` holds on a grid: at its peak
  /// the system, the iteration's vectors, and what the preconditioner has of its own.
  ///
  /// - Complexity: samples of a along a few lines, if `auto` has to choose.
  package func memory(
    on grid: Grid, scheme: Scheme, load: LoadRule, faces: FaceRule = .sampled,
    dealiased: Bool = false, options: IterationOptions = IterationOptions()
  ) -> SolveMemory {
    guard isSymmetric(on: grid) else {
      return nonsymmetricMemory(on: grid, scheme: scheme, faces: faces)
    }
    var form = formMemory(on: grid, scheme: scheme, load: load, faces: faces, dealiased: dealiased)
    let choice = PreconditionerForecast(op, on: grid).choice(
      options.preconditioner, isFlux: form.isFlux, hasCycle: scheme.controlsDifferences(on: grid),
      hasStiffSides: !stiffSides(on: grid).isEmpty)
    switch (form.kind, choice) {
    case (.sampled, .multigrid), (.links, .multigrid), (.plane, .multigrid):
      form = roundedMemory(links: roundedLinks(scheme, on: grid), on: grid)
    case (.links, .scaled): form = sampledMemory(on: grid, setUp: 4)
    case (.links, .symbol) where compaction(on: grid, scheme: scheme) == 0:
      form = sampledMemory(on: grid, setUp: form.setUp)
    case (.energy, _):
      form.held = EnergyForm<Double>.fields(
        op, scheme: scheme, on: grid,
        upTo: EnergyForm<Double>.room(beside: choice, scheme, on: grid))
    case (.padded, _):
      form.scratch = PaddedForm<Double>.scratch(on: grid, beside: choice, reaction: op.reaction)
    default: break
    }
    let vectors = Double(ConjugateGradients<Double>.fields)
    var preconditioner = 0.0
    var held = form.held
    switch choice {
    // D stays beside a form that is not scaled itself, or there is room for it or for √a, the kernel.
    case .scaled:
      let isKept = !form.isFlux || VariationalSystem<Double>.keepsScaling(Int(form.held))
      preconditioner = isKept ? form.kind == .padded ? ScaledPart<Double>.fields(on: grid) : 1 : 0
      if form.kind == .sampled, isSingular(on: grid) { preconditioner = 2 }
      // 1 and its image beside the load, the links and D, which is not yet among them.
      if form.kind == .plane || !isKept && isSingular(on: grid) {
        form.setUp = max(form.setUp, form.held + 4)
      }
      // The load, D and a model in differences, while its c is sampled.
      if !form.isFlux { form.setUp = max(form.setUp, Double(grid.rank) + 4) }
    case .multigrid:
      preconditioner = Multigrid<Double>.fields(
        on: grid,
        direct: form.kind == .sampled
          ? MultigridHierarchy.direct(grid, links: roundedLinks(scheme, on: grid))
          : form.kind == .padded ? MultigridHierarchy.smallDirect(grid) : nil,
        links: sampledLinks(scheme, on: grid),
        turns: AxisRatios(op, at: AxisRatios.Lattice.lines(of: grid)).turns,
        strength: form.kind == .sampled && grid.rank == 3 && scheme.isLinearElements(on: grid)
          ? ElementCycle<Double>.strength : MultigridHierarchy.strength)
      // Differences are rounded; beside spectral and other forms those that are inverted.
      let all = Double(EdgeForm<Double>.fields(offsets: grid.rank))
      let rounded = (all - compaction(on: grid)) / 2
      if !form.isFlux { preconditioner += rounded }
      if isDifference(scheme, on: grid) { held = rounded }
      if !form.isFlux || isDifference(scheme, on: grid) {
        form.setUp = max(form.setUp, (form.isFlux ? 0 : form.held) + 1 + all + rounded)
      }
    default: held -= compaction(on: grid, scheme: scheme)
    }
    if !form.isFlux, !grid.multipliesInPlace { preconditioner += 1 }
    var peak = max(form.setUp, held + vectors + preconditioner + form.scratch)
    // A load that is no function is added before there is a form.
    if !rough.isZero { peak = max(peak, 1 + rough.loadFields) }
    return SolveMemory(peak: peak, left: 1)
  }

  /// What differences save by keeping the excess of a row as three numbers and where it begins, but for
  /// the rows at the ends of other axes than the last: c does not change along a row.
  private func compaction(on grid: Grid, scheme: Scheme) -> Double {
    let isSmall = !op.hasMixedDerivatives || grid.rank == 2
    return scheme.hasDifferencesOfOrder2(on: grid) && isSmall ? compaction(on: grid) : 0
  }

  private func compaction(on grid: Grid) -> Double {
    guard !op.reaction.depends(on: Coordinate(rawValue: grid.rank - 1)!) else { return 0 }
    let atEnds = grid.axes.dropLast().reduce(0) { $0 + ($1.isPeriodic ? 0 : 2 / Double($1.count)) }
    return atEnds > 0.25 ? 0 : 1 - 4 / Double(grid.axes.last!.count) - atEnds
  }

  /// The links along the axes at some places. Those of the plane's elements, their diagonals among them, have 4
  /// parts of an axis's own a and 1 of the other.
  private func sampledLinks(_ scheme: Scheme, on grid: Grid) -> [[Double]] {
    // Places that no power of two divides.
    let places = grid.axes.map { axis -> [Double] in
      let points = axis.points.map { Double($0) }
      return (0..<7).map { points[min(points.count - 1, (2 * $0 + 1) * points.count / 14)] }
    }
    let squares = grid.axes.map { Double($0.spacing * $0.spacing) }
    let values = grid.axes.indices.map { op.diffusion($0, $0).values(on: places) }
    return values[0].indices.map { i in
      let links = zip(values, squares).map { $0[i] / $1 }
      guard scheme.isLinearElements(on: grid), grid.rank == 2 else { return links }
      let all = links.reduce(0, +)
      return links.map { 3 * $0 + all }
    }
  }

  /// Whether the form is of links along the axes.
  private func isDifference(_ scheme: Scheme, on grid: Grid) -> Bool {
    scheme.hasDifferencesOfOrder2(on: grid) && !op.hasMixedDerivatives
  }

  /// What ``energy(in:scheme:quadrature:faces:dealiased:)`` holds: the form, while it is set up, and
  /// while it is applied.
  package func energyMemory(
    on grid: Grid, scheme: Scheme, faces: FaceRule = .sampled, dealiased: Bool = false
  ) -> Double {
    let form = formMemory(
      on: grid, scheme: scheme, load: scheme.isGalerkin ? .integrated : .sampled, faces: faces,
      dealiased: dealiased)
    // The image beside it.
    return max(form.setUp, form.held + 1 + form.scratch)
  }

  /// Links of all nodes are shared, links are those of mixed differences, no matrix is held, coefficients
  /// are as far as there is room, by blocks on a finer grid, or none of these.
  private enum Kind { case plane, links, sampled, energy, padded, other }

  private typealias Form = (
    held: Double, setUp: Double, scratch: Double, isFlux: Bool, kind: Kind
  )

  private func formMemory(
    on grid: Grid, scheme: Scheme, load: LoadRule, faces: FaceRule, dealiased: Bool
  ) -> Form {
    let rank = grid.rank
    // A sum, a lattice's samples, and what an axis makes of them.
    let loading = load == .integrated ? 3.0 : load == .projected ? 4 : 1
    if isDifference(scheme, on: grid) {
      let held = Double(EdgeForm<Double>.fields(offsets: rank))
      // The load beside it, and samples of c, or of a at the points.
      let samples = faces != .sampled || !op.reaction.isZero ? 1.0 : 0
      return (held, held + 1 + samples, 0, true, .other)
    }
    let hasNodes = grid.axes.allSatisfy { $0.isPeriodic || $0.placement == .nodes }
    if ElementForm<Double>.isTaken(op, scheme, on: grid) {
      // The load, boundary values and their image; or D, 1 and its image beside the load.
      return sampledMemory(on: grid, setUp: max(loading, 4))
    }
    if hasNodes, rank == 2, scheme.isLinearElements(on: grid) {
      let held = Double(ScaledLinks<Double>.fields)
      // The load beside it, and samples; or the image of Dirichlet values and what they move.
      return (held, held + (data.isHomogeneous ? 2 : 3), 0, true, .plane)
    }
    if hasNodes, scheme.hasDifferencesOfOrder2(on: grid) {
      if rank == 3 { return sampledMemory(on: grid, setUp: max(loading, 4)) }
      let held = Double(EdgeForm<Double>.fields(offsets: CellCorners.links(rank)))
      // The load beside it, and samples.
      return (held, held + 2, 0, true, .links)
    }
    if scheme.isSpectral, dealiased || op.hasMixedDerivatives {
      return (0, loading, PaddedForm<Double>.scratch(on: grid), false, .padded)
    }
    return (0, loading, EnergyForm<Double>.scratch(scheme, on: grid), false, .energy)
  }

  private func sampledMemory(on grid: Grid, setUp: Double) -> Form {
    (0, setUp, ElementForm<Double>.scratch(op, on: grid), true, .sampled)
  }

  /// The links a point of what a cycle inverts, where A is sampled.
  private func roundedLinks(_ scheme: Scheme, on grid: Grid) -> Int {
    if grid.rank == 3 { return grid.rank }
    let isShared =
      scheme.isLinearElements(on: grid) && EdgeForm<Float>.sharesDiagonals(op, on: grid)
    return isShared ? 3 : CellCorners.links(grid.rank)
  }

  /// What is sampled, beside so many links a point in single precision.
  private func roundedMemory(links: Int, on grid: Grid) -> Form {
    let all = Double(EdgeForm<Double>.fields(offsets: links)) / 2
    // The load and samples beside it; or the load, and in the plane what is rounded in double precision.
    let setUp = max(4, grid.rank == 2 && links == 3 ? 3 * all + 1 : all + 3)
    let scratch = max(
      ElementForm<Double>.scratch(op, on: grid), ElementCycle<Double>.scratch(on: grid))
    return (all - compaction(on: grid) / 2, setUp, scratch, true, .sampled)
  }
}
