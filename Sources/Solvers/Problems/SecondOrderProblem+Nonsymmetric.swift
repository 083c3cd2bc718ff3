package import Discretizations
package import Fields
import Formulas
import Grids
import RealModule
package import Transforms

extension SecondOrderProblem {
  /// u_h of an operator that is not symmetric: with advection, or in nondivergence form.
  ///
  /// Differences of order 2 (``DifferenceSystem``), linear elements (``ElementSystem``) and
  /// trigonometric collocation (``Collocation``), iterated by ``StabilizedIteration`` in the norm of the
  /// constant part (``ConstantPart``), or of that of √a u (``ScaledPart``). The record carries the constant of Lax and Milgram's theorem, as far as it is
  /// known: an operator that is not coercive is solved all the same.
  ///
  /// - Parameter given: A part of f by (f, φ_j), values a unit of volume; in divergence form.
  /// - Throws: ``SolverError/notConverged(_:)`` with the history; where the scheme cannot take the
  ///   operator, the load or the data; where a coefficient is negative.
  package func solveNonsymmetric<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int? = nil,
    faces: FaceRule = .sampled, dealiased: Bool = false,
    options: IterationOptions = IterationOptions(), adding given: Field<Scalar>? = nil,
    taken: TakenData? = nil
  ) throws(SolverError) -> Solution<Scalar> {
    let grid = space.grid
    precondition(op.rank == grid.rank, "an operator of another rank")
    guard options.preconditioner != .multigrid else {
      throw .notAvailable(
        "the preconditioner \(options.preconditioner.rawValue) for an operator that is not "
          + "symmetric: take \(IterationOptions.Preconditioner.symbol.rawValue), or "
          + IterationOptions.Preconditioner.scaled.rawValue)
    }
    guard !dealiased else {
      throw .notAvailable(
        "dealiased products for an operator that is not symmetric: take `dealiased = false`, more "
          + "cells, or linear elements")
    }
    let coercivity = try Coercivity(self, in: space, scheme: scheme)
    let problem = try dividedByDiffusion(on: grid)
    let system = try problem.nonsymmetricSystem(
      in: space, scheme: scheme, load: load, quadrature: quadrature, faces: faces, taken: taken)
    let matrix = system.op
    func image(_ u: Field<Scalar>) -> Field<Scalar> {
      var image = u
      matrix.apply(u, to: &image)
      return image
    }
    func formed() throws(SolverError) -> Field<Scalar> {
      var right = try system.right()
      if !problem.rough.isZero {
        // Rows are a unit of volume, as the load is. The iteration has no room for the spectrum that a space
        // keeps.
        let load = problem.rough.load(
          in: FunctionSpace<Scalar>(on: grid), scheme: scheme, quadrature: quadrature)
        right.add(1, times: Field(consuming: load))
      }
      if let given { right.add(1, times: given) }
      return right
    }
    var right = try formed()
    let isSingular = isSingular(on: grid)
    let unit = SystemUnit(
      of: right, diffusion: coercivity.diffusionRange.upperBound, for: .determinants)
    unit.divide(&right)
    var stiff = system.isLifted ? nil : StiffSides(problem, in: space)
    stiff?.begin(&right, image)
    let scaled = try problem.scaledPart(options.preconditioner, scheme: scheme, in: space, image)
    let preconditioner: any NormPreconditioner<Scalar> =
      if let scaled { scaled } else {
        try ConstantPart<Scalar>(problem, scheme: scheme, in: space)
      }
    // The load is what is solved for: no copy of it stays behind.
    let run = try StabilizedIteration(
      system: matrix, preconditioner: preconditioner,
      tolerance: max(options.tolerance, 4 * Double(Scalar.ulpOfOne)), limit: options.iterations,
      removesMean: isSingular
    ).solve(consume right) { [stiff] () throws(SolverError) in
      var right = try formed()
      unit.divide(&right)
      stiff?.remove(from: &right, image)
      return right
    }
    let record = IterationRecord(
      preconditioner: scaled == nil ? .symbol : .scaled, history: run.history, constants: nil,
      diffusionRange: coercivity.diffusionRange, coercivity: coercivity.constant)
    guard run.isConverged else { throw .notConverged(record) }
    var solution = Solution(
      u: run.u, lift: system.lift, meanDefect: isSingular ? unit.value * run.meanResidual : 0)
    stiff?.finish(&solution.u)
    unit.multiply(&solution.u)
    if system.isLifted, let w = system.lift {
      solution.u = solution.u + Field(sampling: w, in: space)
    }
    if isSingular { solution.u.add(-solution.u.mean) }
    solution.iteration = record
    return solution
  }

  /// The preconditioner of √a, where it is wished, or a is smooth and its contrast worth it: in
  /// divergence form, and where constants are not in the kernel.
  private func scaledPart<Scalar: TransformScalar>(
    _ wish: IterationOptions.Preconditioner, scheme: Scheme, in space: FunctionSpace<Scalar>,
    _ apply: (Field<Scalar>) -> Field<Scalar>
  ) throws(SolverError) -> ScaledPart<Scalar>? {
    guard wish != .symbol, op.form == .divergence, !isSingular(on: space.grid) else {
      guard wish != .scaled else {
        throw .notConforming(
          "the preconditioner scaled is for an operator in divergence form without constants in its "
            + "kernel: take \(IterationOptions.Preconditioner.symbol.rawValue)")
      }
      return nil
    }
    var a = try PointCoefficients(op, in: space)
    // It samples a nine times an iteration beside eight faces a point, and saves a share of the iterations
    // that is √κ at most. That 4 is where both take the same time is measured, not derived: of waves of a on
    // 400² and 56³ cells it takes up to a quarter more at 2 and a quarter less at 8.
    guard wish == .scaled || a.range.upperBound > 4 * a.range.lowerBound else { return nil }
    // A cycle is not there: of jumps the means are taken.
    let choice = try a.choice(wish, isFlux: false, hasCycle: false, hasStiffSides: false)
    guard choice == .scaled else { return nil }
    let means = a.scaledMeans()
    a.geometric = []
    return try ScaledPart(self, means: means, scheme: scheme, in: space, apply)
  }

  /// A and its right-hand side.
  ///
  /// - Parameter taken: The data as the scheme takes them; nil: taken here.
  func nonsymmetricSystem<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int?,
    faces: FaceRule, taken: TakenData? = nil
  ) throws(SolverError) -> NonsymmetricSystem<Scalar> {
    let grid = space.grid
    func data() throws(SolverError) -> TakenData {
      if let taken { taken } else { try self.taken(by: scheme, on: grid) }
    }
    if scheme.kinds.allSatisfy({ $0 == .staggered(order: 2) || $0 == .stencil(order: 2) }) {
      guard load == .sampled || load == .interpolated else {
        throw .notAvailable("an integrated load for a method without elements")
      }
      let system = try DifferenceSystem<Scalar>(self, in: space, faces: faces)
      return NonsymmetricSystem(op: system, lift: try data().lift) { () throws(SolverError) in
        var right = Field(sampling: source, in: space)
        system.addData(to: &right)
        return right
      }
    }
    guard faces == .sampled else {
      throw .notConforming("a rule for faces is for differences of order 2")
    }
    if scheme.kinds.allSatisfy({ $0 == .spline(degree: 1) }) {
      let system = try ElementSystem<Scalar>(self, in: space, points: quadrature)
      return NonsymmetricSystem(op: system.matrix, lift: try data().lift) {
        () throws(SolverError) in try system.right(load)
      }
    }
    guard scheme.isSpectral else {
      throw .notAvailable(
        "\(scheme.kinds.map(\.description).joined(separator: " × ")) for an operator that is not "
          + "symmetric: take differences of order 2, linear elements, or spectral")
    }
    guard robin.values.allSatisfy(\.isZero) else {
      throw .notAvailable(
        "a Robin side for spectral collocation, whose cosines have no slope there: take differences "
          + "of order 2, or linear elements on nodes")
    }
    // Its functions have ∂u/∂n = 0 on a Neumann side: the condition of the nondivergence form.
    if op.form == .divergence { try refuseTangentialFlux(on: grid) }
    let data = try data()
    guard load == .sampled || load == .interpolated else {
      throw .notAvailable("load \(load.rawValue) for a collocation: take `sampled`")
    }
    return NonsymmetricSystem(
      op: try Collocation(op, in: space), lift: data.lift, isLifted: true
    ) { () throws(SolverError) in Field(sampling: data.remainder!, in: space) }
  }
}
