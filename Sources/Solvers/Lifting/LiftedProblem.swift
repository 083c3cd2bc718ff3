import Discretizations
import Fields
public import Formulas
public import Grids
import RealModule
import Transforms

/// A problem whose boundary data have been taken up by a function W: v = u − W solves
///
///     −∇·(a∇v) + c v = f + ∇·(a∇W) − c W,   v with homogeneous data
struct LiftedProblem {
  let problem: BoundaryValueProblem
  let lift: HeldLift
  /// f + ∇·(a∇W) − cW
  let source: Formula

  /// v + W on a scheme.
  func solveHomogeneous<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, load: LoadRule, quadrature: Int?
  ) throws(SolverError) -> Solution<Scalar> {
    let homogeneous = BoundaryValueProblem(problem.op, source: source)
    var solution: Solution<Scalar>
    if load == .projected {
      guard scheme.isSpectral else {
        throw .notAvailable("a projected load for a method that is not spectral on every axis")
      }
      var vHat = Coefficients<Scalar>(projecting: source, in: space, points: quadrature ?? 8)
      let defect = try vHat.divide(by: problem.op, scheme: scheme)
      solution = Solution(u: Field(consuming: consume vHat), lift: nil, meanDefect: defect)
    } else {
      solution = try homogeneous.solveAsGiven(
        in: space, scheme: scheme, load: load, quadrature: quadrature)
    }
    solution.add(lift)
    return solution
  }
}

extension BoundaryValueProblem {
  /// The problem for v = u − W; itself where W = 0.
  func lifted(on grid: Grid, depth: Int = 0) throws(SolverError) -> LiftedProblem {
    let lift = try heldLift(on: grid, depth: depth)
    guard let w = lift.formula else {
      return LiftedProblem(problem: self, lift: lift, source: source)
    }
    do {
      var f = source - Formula(Formula.Constant(op.reaction)) * w
      for (i, a) in op.diffusion.enumerated() {
        let second = try w.derivative(i, order: 2, on: grid)
        f = f + Formula(Formula.Constant(a)) * second
      }
      return LiftedProblem(problem: self, lift: lift, source: f)
    } catch {
      throw .notAvailable(
        "boundary data that have no second derivative for this method: \(error); take differences "
          + "of order 2 with lifting = 0, or linear elements on nodes")
    }
  }

  /// W; nil where it is 0. On `free` sides it takes nothing up.
  public func lift(
    on grid: Grid, depth: Int = 0, free: Set<BoxSide> = []
  ) throws(SolverError) -> Formula? {
    do {
      return try transfiniteLift(on: grid, depth: depth, free: free)
    } catch {
      throw .notAvailable(
        "a lifting of data without the derivatives that it needs on the boundary: \(error)")
    }
  }
}
