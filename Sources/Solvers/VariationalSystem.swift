import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// A discrete symmetric problem: A u = l in the grid's inner product.
struct VariationalSystem<Scalar: TransformScalar> {
  let problem: SecondOrderProblem
  let space: FunctionSpace<Scalar>
  let scheme: Scheme
  /// A, where it is a sum over edges
  var flux: FluxForm<Scalar>?
  /// A otherwise
  var form: EnergyForm<Scalar>?
  /// l, by its values a unit of volume; then the iteration's memory.
  var load: Field<Scalar>

  init(
    _ problem: SecondOrderProblem, in space: FunctionSpace<Scalar>, scheme: Scheme,
    load rule: LoadRule, quadrature: Int?, faces: FaceRule, dealiased: Bool
  ) throws(SolverError) {
    self.problem = problem
    self.space = space
    self.scheme = scheme
    let grid = space.grid
    precondition(problem.op.rank == grid.rank, "an operator of another rank")
    guard problem.data.isHomogeneous, problem.robin.values.allSatisfy(\.isZero) else {
      throw .notAvailable("boundary data for a coefficient that varies")
    }
    guard !problem.op.hasMixedDerivatives else {
      throw .notAvailable("a coefficient that is a full tensor")
    }
    guard !dealiased else { throw .notAvailable("dealiased products") }
    if problem.isSingular(on: grid) { try scheme.refuseCheckerboards(on: grid, Scalar.self) }
    let a = grid.axes.indices.map { problem.op.diffusion($0, $0) }
    if scheme.isFluxForm(on: grid) {
      flux = try FluxForm(
        FaceCoefficients(space: space, diffusion: a, rule: faces), reaction: problem.op.reaction)
    } else {
      guard faces == .sampled else {
        throw .notConforming("a rule for faces is for differences of order 2")
      }
      form = try EnergyForm(
        diffusion: a, reaction: problem.op.reaction, scheme: scheme, in: space,
        quadrature: quadrature ?? 3)
    }
    load = try problem.source.load(rule, in: space, scheme: scheme, quadrature: quadrature)
  }

  /// Solves for u; the load and the operator are lost.
  mutating func solve(_ options: IterationOptions) throws(SolverError) -> Solution<Scalar> {
    let isSingular = problem.isSingular(on: space.grid)
    var defect: Scalar = 0
    if isSingular {
      defect = load.mean
      load.add(-defect)
    }
    var a = try PointCoefficients(problem.op, in: space)
    let choice = try a.choice(options.preconditioner)
    let preconditioner: SymbolPreconditioner<Scalar>
    var kernel = isSingular ? ConjugateGradients<Scalar>.Kernel.constants : .none
    if choice == .scaled {
      preconditioner = try scaledPreconditioner(&a)
      if flux != nil {
        load.multiply(by: a.geometric)
        // The unknown is v = √a u now, and √a its kernel.
        a.invert()
        if isSingular { kernel = .multiples(of: Field(in: space, values: a.geometric)) }
      }
    } else {
      let means = a.means.map { Extended($0) }
      a.geometric = []
      let c = try problem.meanReaction(in: space)
      preconditioner = try SymbolPreconditioner(
        EllipticOperator(diffusion: means, reaction: Extended(c)), scheme: scheme, in: space)
    }
    load.scaleEnds(by: 0.5)
    let matrix: any IterationMatrix<Scalar> = if let flux { flux } else { form! }
    let run = ConjugateGradients(
      matrix: matrix, preconditioner: preconditioner, kernel: kernel,
      tolerance: max(options.tolerance, 4 * Double(Scalar.ulpOfOne)), limit: options.iterations
    ).solve(&load)
    let record = IterationRecord(
      preconditioner: choice, history: run.history, constants: run.constants,
      diffusionRange: flux?.range ?? a.range)
    guard run.isConverged else { throw .notConverged(record) }
    if choice == .scaled, flux != nil { load.divide(by: a.geometric) }
    if isSingular { load.add(-load.mean) }
    var solution = Solution(u: load, lift: nil, meanDefect: defect)
    solution.iteration = record
    return solution
  }

  /// The preconditioner of √a; a flux form becomes that of v = √a u. a's values become a^{-1/2}.
  private mutating func scaledPreconditioner(
    _ a: inout PointCoefficients<Scalar>
  ) throws(SolverError) -> SymbolPreconditioner<Scalar> {
    let m = a.scaledMeans()
    a.takeInverseRoot()
    var potential: Scalar
    if flux != nil {
      flux!.edges.scale(by: a.geometric)
      potential = flux!.meanPotential
    } else {
      // q̄ is a parameter only: differences know it well enough for every scheme.
      var model = try FluxForm(
        FaceCoefficients(
          space: space, diffusion: space.grid.axes.indices.map { problem.op.diffusion($0, $0) },
          rule: .sampled), reaction: problem.op.reaction)
      model.edges.scale(by: a.geometric)
      potential = model.meanPotential
    }
    if !potential.isFinite { potential = 0 }
    return try SymbolPreconditioner(
      EllipticOperator(
        diffusion: m.map { Extended($0) }, reaction: Extended(Swift.max(0, potential))),
      scheme: scheme, scaling: flux == nil ? a.geometric : nil, in: space)
  }
}

extension Scheme {
  /// Whether every axis has differences of order 2.
  func isFluxForm(on grid: Grid) -> Bool {
    grid.axes.indices.allSatisfy {
      self[$0] == .staggered(order: 2) || self[$0] == .stencil(order: 2)
    }
  }

  /// Throws where the scheme's gradient has more than constants in its kernel.
  func refuseCheckerboards<Scalar: TransformScalar>(
    on grid: Grid, _: Scalar.Type
  ) throws(SolverError) {
    let tables = GramTables<Scalar>(self, on: grid, upTo: 1)
    let kernel = grid.axes.indices.reduce(1) { count, a in
      let b = tables.table(1, axis: a) ?? []
      let scale = (b.max() ?? 0) * Scalar.ulpOfOne
      return count * b.count { $0 <= scale }
    }
    if kernel > 1 {
      throw .notConforming(
        "a centred difference does not see the checkerboard, which is in the operator's kernel on "
          + "this grid: take staggered differences, an odd number of cells, or a reaction")
    }
  }
}

extension SecondOrderProblem {
  /// The mean of c.
  func meanReaction<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>
  ) throws(SolverError) -> Scalar {
    if let c = op.reaction.constant { return Scalar(c) }
    return Field(sampling: op.reaction, in: space).mean
  }
}
