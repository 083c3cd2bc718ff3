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
  /// A in single precision, where a cycle inverts it
  var rounded: (any RoundedMatrix<Scalar>)?
  /// What a cycle inverts beside A
  var inverted: RoundedEdges<Scalar>?
  /// A, where it is sampled whenever it is applied: of linear elements, and of mixed derivatives
  var elements: ElementForm<Scalar>?
  /// A of linear elements in the plane, Robin sides apart, until it is known how it is iterated
  var assembly: CellAssembly<Scalar>?
  /// A by links, scaled
  var links: ScaledLinks<Scalar>?
  /// A otherwise
  var form: (any InPlaceForm<Scalar>)?
  /// Gauss points a direction of elements
  var points = 3
  /// l, by its values a unit of volume; then the iteration's memory.
  var load: Field<Scalar>
  /// W and f − A W; nil until it is asked for, by a scheme that takes the data by itself
  private var taken: TakenData?

  init(
    _ problem: SecondOrderProblem, in space: FunctionSpace<Scalar>, scheme: Scheme,
    load rule: LoadRule, quadrature: Int?, faces: FaceRule, dealiased: Bool,
    taken: TakenData? = nil
  ) throws(SolverError) {
    precondition(problem.op.rank == space.grid.rank, "an operator of another rank")
    guard !dealiased || scheme.isSpectral else {
      throw .notConforming("only spectral products are dealiased")
    }
    if problem.isSingular(on: space.grid) {
      try scheme.refuseCheckerboards(on: space.grid, Scalar.self)
    }
    self.problem = problem
    self.space = space
    self.scheme = scheme
    self.taken = taken
    if scheme.hasDifferencesOfOrder2(on: space.grid) {
      load = try problem.source.load(rule, in: space, scheme: scheme, quadrature: nil)
      addRoughSource(quadrature)
      try takeDifferences(faces)
    } else if faces != .sampled {
      throw .notConforming("a rule for faces is for differences of order 2")
    } else if ClosedElements<Scalar>(scheme, on: space.grid) != nil {
      load = try problem.source.load(rule, in: space, scheme: scheme, quadrature: quadrature)
      addRoughSource(quadrature)
      try takeElements(quadrature)
    } else {
      try problem.refuseRobin(scheme)
      let taken =
        if let taken { taken } else { try problem.taken(by: scheme, on: space.grid) }
      self.taken = taken
      load = try taken.remainder!.load(rule, in: space, scheme: scheme, quadrature: quadrature)
      addRoughSource(quadrature)
      try takeForm(quadrature, dealiased)
    }
  }

  /// Adds to the load what is no function, before there is a form beside it. A spectrum that a space keeps
  /// would stay for the iteration.
  private mutating func addRoughSource(_ quadrature: Int?) {
    guard !problem.rough.isZero else { return }
    let rough = problem.rough.load(
      in: FunctionSpace<Scalar>(on: space.grid), scheme: scheme, quadrature: quadrature)
    load.add(1, times: Field(consuming: rough))
  }

  /// Differences of order 2, the data by ghost values.
  private mutating func takeDifferences(_ faces: FaceRule) throws(SolverError) {
    let grid = space.grid
    guard problem.op.hasMixedDerivatives else {
      let coefficients = FaceCoefficients<Scalar>(
        space: space, diffusion: grid.axes.indices.map { problem.op.diffusion($0, $0) },
        rule: faces)
      flux = try FluxForm(coefficients, reaction: problem.op.reaction)
      try flux!.take(problem, coefficients, into: &load)
      return
    }
    guard faces == .sampled else {
      throw .notAvailable("a rule for faces beside mixed derivatives: leave `faces` out")
    }
    try takeMixedDifferences()
  }

  /// Any other scheme, for u − W.
  private mutating func takeForm(_ quadrature: Int?, _ dealiased: Bool) throws(SolverError) {
    if scheme.isSpectral, dealiased || problem.op.hasMixedDerivatives {
      form = try PaddedForm(problem.op, in: space)
    } else if problem.op.hasMixedDerivatives {
      throw .notAvailable(
        "mixed derivatives but for differences of order 2, linear elements on nodes and spectral")
    } else {
      form = try EnergyForm(
        sampling: space.grid.axes.indices.map { problem.op.diffusion($0, $0) },
        problem.op.reaction, scheme: scheme, in: space, quadrature: quadrature ?? 3)
    }
  }

  /// Solves for u; the load and the operator are lost.
  mutating func solve(_ options: IterationOptions) throws(SolverError) -> Solution<Scalar> {
    let isSingular = problem.isSingular(on: space.grid)
    var defect: Scalar = 0
    if isSingular {
      let size = load.largest()
      defect = load.mean
      load.add(-defect)
      // What a constant leaves behind is round-off, and no load.
      if load.largest() <= 64 * Scalar.ulpOfOne * size { load = Field(in: space) }
    }
    var a = try PointCoefficients(problem.op, in: space)
    let unit = SystemUnit(of: load, diffusion: a.range.upperBound, for: .energies)
    unit.divide(&load)
    let hasStiffSides = !problem.stiffSides(on: space.grid).isEmpty
    let choice = try a.choice(
      options.preconditioner, isFlux: form == nil,
      hasCycle: scheme.controlsDifferences(on: space.grid), hasStiffSides: hasStiffSides)
    if choice != .scaled { a.geometric = [] }
    if choice == .multigrid, !hasMixedDifferences, elements != nil || assembly != nil {
      try settleElements()
    } else {
      try settle(choice)
    }
    let isMatrix =
      flux != nil || hasMixedDifferences || elements != nil && choice == .multigrid
    var stiff = hasStiffSides && isMatrix ? StiffSides(problem, in: space) : nil
    stiff?.begin(&load) { flux?.applied(to: $0) ?? elements!.applied(to: $0) }
    let preconditioner: any Preconditioner<Scalar>
    let range = flux?.range
    var kernel = isSingular ? ConjugateGradients<Scalar>.Kernel.constants : .none
    if choice == .scaled {
      preconditioner = try scaledPreconditioner(&a)
      if form == nil {
        load.multiply(by: a.geometric)
        // The unknown is v = √a u now, and √a its kernel.
        if isSingular {
          if let links {
            kernel = .reciprocals(of: links.scaling)
          } else {
            var root = a
            root.invert()
            kernel = .multiples(of: Field(in: space, values: root.geometric))
          }
        }
        if elements == nil, isSingular || !Self.keepsScaling(fields) { a.geometric = [] }
      }
    } else if choice == .multigrid {
      preconditioner = try multigrid()
    } else {
      let means = a.means.map { Extended($0) }
      let c: Scalar =
        if let flux {
          flux.meanPotential
        } else if let elements {
          elements.meanPotential
        } else {
          try problem.meanReaction(in: space)
        }
      compact()
      preconditioner = try SymbolPreconditioner(
        EllipticOperator(diffusion: means, reaction: Extended(c)), scheme: scheme, in: space)
    }
    holdSamples(beside: choice)
    load.scaleEnds(by: 0.5)
    // In the units of what the cycle inverts; a power of two, which u does not see.
    if let edges = rounded?.edges { edges.divide(&load) }
    let matrix: any IterationMatrix<Scalar> =
      if let rounded {
        rounded
      } else if let links { links } else if let flux { flux } else if let elements { elements } else
      {
        form!
      }
    let run = ConjugateGradients(
      matrix: matrix, preconditioner: preconditioner, kernel: kernel,
      tolerance: max(options.tolerance, 4 * Double(Scalar.ulpOfOne)), limit: options.iterations
    ).solve(&load)
    let record = IterationRecord(
      preconditioner: choice, history: run.history, constants: run.constants,
      diffusionRange: links?.range ?? range ?? elements?.range ?? a.range)
    guard run.isConverged else { throw .notConverged(record) }
    if choice == .scaled, form == nil {
      if let links {
        load.multiply(by: Array(links.scaling))
      } else if case .multiples(let root) = kernel, a.geometric.isEmpty {
        load.divide(by: root.values)
      } else {
        if a.geometric.isEmpty {
          a.sample()
          a.takeInverseRoot()
        }
        load.multiply(by: a.geometric)
      }
    }
    stiff?.finish(&load)
    unit.multiply(&load)
    let taken = if let taken { taken } else { try problem.taken(by: scheme, on: space.grid) }
    if taken.remainder != nil, let w = taken.lift { load = load + Field(sampling: w, in: space) }
    if isSingular { load.add(-load.mean) }
    var solution = Solution(u: load, lift: taken.lift, meanDefect: defect)
    solution.iteration = record
    return solution
  }
}

extension SecondOrderProblem {
  /// Throws where a side is Robin, for a scheme that is no matrix of neighbours.
  fileprivate func refuseRobin(_ scheme: Scheme) throws(SolverError) {
    guard robin.values.allSatisfy(\.isZero) else {
      throw .notAvailable(
        "a Robin side for \(scheme.kinds.map(\.description).joined(separator: " × ")): take "
          + "differences of order 2, or linear elements on nodes")
    }
  }

  /// The mean of c.
  func meanReaction<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>
  ) throws(SolverError) -> Scalar {
    if let c = op.reaction.constant { return Scalar(c) }
    return Field(sampling: op.reaction, in: space).mean
  }
}
