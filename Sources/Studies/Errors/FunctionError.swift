import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// The measure `function`: the function that the method means, less the exact u with its exact
/// derivatives, by Gauss quadrature in every cell, or in the pieces of one that a plane cuts along which
/// what is known of u breaks (``CutRule``).
///
/// One shifted lattice is held at a time. L^∞ and W^{k,∞} are the maximum over the quadrature
/// points, or over those of ``sampled(_:)``.
struct FunctionError<Scalar: TransformScalar> {
  let reconstruction: Reconstruction<Scalar>
  let grid: Grid
  /// Gauss points a direction and knot interval.
  let quadrature: Int
  /// What is subtracted.
  let reference: Reference
  /// The form whose energy is asked for.
  var symmetric: SymmetricPart?
  /// What e is divided by, lest powers of it leave the exponent's range.
  var scale: Scalar = 1
  /// Where along each axis of a cell.
  var rules: [CutRule]

  /// A function that is known everywhere.
  enum Reference {
    /// u, or u − W where the reconstruction leaves W out.
    case exact(Formula)
    /// The function of the same method on a coarser grid, whose cells this one divides, and what
    /// its W has more than this one's.
    case coarser(Reconstruction<Scalar>, Grid, Formula)
  }

  init(_ reconstruction: Reconstruction<Scalar>, on grid: Grid, exact: Formula, quadrature: Int) {
    self.init(reconstruction, on: grid, .exact(exact), quadrature)
  }

  init(
    _ reconstruction: Reconstruction<Scalar>, on grid: Grid, less coarser: Reconstruction<Scalar>,
    of coarse: Grid, plus difference: Formula, quadrature: Int
  ) {
    self.init(reconstruction, on: grid, .coarser(coarser, coarse, difference), quadrature)
  }

  private init(
    _ reconstruction: Reconstruction<Scalar>, on grid: Grid, _ reference: Reference,
    _ quadrature: Int
  ) {
    self.reconstruction = reconstruction
    self.grid = grid
    self.reference = reference
    self.quadrature = quadrature
    rules = []
    rules = grid.cutRules(points: quadrature, at: [known], Scalar.self) {
      reconstruction.kind(axis: $0)
    }
  }

  /// ∫ |∂^α e|^p or max |∂^α e| of every derivative asked for; `shift` is added to e.
  func integrals(
    _ wanted: [Derivative], shift: Scalar
  ) throws(DifferentiationError) -> [Integral] {
    var formulas: [[Int]: Formula] = [:]
    let first = MultiIndex.all(order: 1, rank: grid.rank)
    let zero = [Int](repeating: 0, count: grid.rank)
    let gradient = wanted.firstIndex(of: .gradient)
    let energy = wanted.firstIndex(of: .energy)
    let more = (gradient == nil && energy == nil ? [] : first) + (energy == nil ? [] : [zero])
    for alpha in wanted.filter({ $0 != .gradient && $0 != .energy }).map(\.alpha) + more
    where formulas[alpha] == nil { formulas[alpha] = try known.derivative(alpha) }
    // A dictionary's order changes from run to run, and with it the sum of three squares.
    let ordered = formulas.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    var sums = [Integral](repeating: Integral(), count: wanted.count)
    forEachLattice { lattice in
      let share = lattice.share
      var squares: [Scalar] = []
      var derivatives: [[Int]: [Scalar]] = [:]
      for (alpha, formula) in ordered {
        let constant = alpha.allSatisfy { $0 == 0 } ? shift : 0
        let e = error(formula, alpha, plus: constant, on: lattice)
        if let gradient, first.contains(alpha) {
          if squares.isEmpty { squares = [Scalar](repeating: 0, count: e.count) }
          for i in e.indices { squares[i] += e[i] * e[i] }
          sums[gradient].note(largestMagnitude(e))
        }
        if energy != nil, alpha == zero || first.contains(alpha) { derivatives[alpha] = e }
        for (w, derivative) in wanted.enumerated() where derivative.alpha == alpha {
          if let p = derivative.exponent {
            sums[w].add(share * powerSum(e, p), of: e)
          } else {
            let size = largestMagnitude(e)
            if size.isNaN || size > sums[w].value { sums[w].value = size }
          }
        }
      }
      if let energy, let symmetric {
        let density = symmetric.op.density(
          derivatives[zero]!, first.map { derivatives[$0]! }, at: lattice.places)
        sums[energy].add(
          share * density.withUnsafeBufferPointer { pairwiseSum($0) },
          of: ([zero] + first).flatMap { derivatives[$0]! })
      }
      if let gradient {
        sums[gradient].value += share * powerSum(squares.map { $0.squareRoot() }, 1)
      }
    }
    if let energy, let symmetric {
      for (side, weight) in symmetric.weights.sorted(by: { $0.key.name < $1.key.name }) {
        sums[energy].value += integral(of: weight, on: side)
      }
    }
    return sums
  }

  /// One integral: ∫ |∂^α e|^p, or the maximum.
  struct Derivative: Hashable {
    let alpha: [Int]
    /// p; nil for the maximum.
    let exponent: Double?

    /// ∫ |∇e|
    static var gradient: Derivative { Derivative(alpha: [], exponent: 1) }
    /// a(e, e)
    static var energy: Derivative { Derivative(alpha: [], exponent: 2) }
  }
}

/// Σ |e|^p by halves.
private func powerSum<Scalar: TransformScalar>(_ e: [Scalar], _ p: Double) -> Scalar {
  let powers: [Scalar] =
    p == 2
    ? e.map { $0 * $0 }
    : p == 1 ? e.map(\.magnitude) : e.map { Scalar.pow($0.magnitude, Scalar(p)) }
  return powers.withUnsafeBufferPointer { pairwiseSum($0) }
}
