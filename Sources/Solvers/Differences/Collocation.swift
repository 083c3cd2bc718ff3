import Fields
import Formulas
import Grids
import Operators
import RealModule
import Transforms

/// −a : D²u + b·∇u + c u of a trigonometric function, at the points.
///
/// Exact where u is in the space and its last modes vanish. Odd derivatives have the other parity;
/// they are read at u's own points.
struct Collocation<Scalar: TransformScalar>: LinearOperator {
  let space: FunctionSpace<Scalar>
  /// ∂^α times a number and, where the coefficient varies, its values.
  private struct Term {
    let alpha: [Int]
    let factor: Scalar
    let values: [Scalar]?
  }

  private let terms: [Term]

  init(_ op: SecondOrderOperator, in space: FunctionSpace<Scalar>) throws(SolverError) {
    self.space = space
    let axes = space.grid.axes.indices
    let op = try op.written(as: .nondivergence, on: space.grid)
    var terms: [Term] = []
    func add(_ coefficient: Formula, _ alpha: [Int], sign: Scalar, like other: [Scalar]? = nil) {
      guard !coefficient.isZero else { return }
      if let c = coefficient.constant {
        terms.append(Term(alpha: alpha, factor: sign * Scalar(c), values: nil))
      } else {
        let values = other ?? Field(sampling: coefficient, in: space).values
        terms.append(Term(alpha: alpha, factor: sign, values: values))
      }
    }
    for i in axes {
      for j in 0...i {
        // A scalar a is held once for all axes.
        var same: [Scalar]?
        if i == j, i > 0, case .scalar = op.diffusion { same = terms.first?.values }
        add(
          op.diffusion(i, j), axes.map { ($0 == i ? 1 : 0) + ($0 == j ? 1 : 0) },
          sign: i == j ? -1 : -2, like: same)
      }
      add(op.advection[i], axes.map { $0 == i ? 1 : 0 }, sign: 1)
    }
    add(op.reaction, axes.map { _ in 0 }, sign: 1)
    // A derivative whose space has no point is 0.
    self.terms = terms.filter { term in
      axes.allSatisfy { term.alpha[$0] != 1 || space.grid.axes[$0].collocated != nil }
    }
  }

  /// The fields that it holds for an operator, and those beside r while it is applied: û, a
  /// derivative's coefficients and values, the transform's scratch; odd ones are read at u's own points.
  static func fields(_ op: SecondOrderOperator) -> (held: Double, scratch: Double) {
    guard let op = try? op.written(as: .nondivergence, on: nil) else { return (0, 0) }
    var coefficients = op.advection + [op.reaction]
    for i in 0..<op.rank {
      for j in 0...i {
        if i == j, i > 0, case .scalar = op.diffusion { continue }
        coefficients.append(op.diffusion(i, j))
      }
    }
    let isOdd = op.hasAdvection || op.hasMixedDerivatives
    return (Double(coefficients.count { $0.constant == nil }), isOdd ? 5 : 4)
  }

  /// r ← A u
  ///
  /// - Complexity: one transform, and one for each derivative.
  func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    let uHat = Coefficients(u)
    for i in r.values.indices { r.values[i] = 0 }
    for term in terms {
      if term.alpha.allSatisfy({ $0 == 0 }) {
        add(term, u, to: &r)
      } else {
        add(term, Field(consuming: uHat.derivative(term.alpha)).read(at: space), to: &r)
      }
    }
  }

  private func add(_ term: Term, _ v: Field<Scalar>, to r: inout Field<Scalar>) {
    guard let values = term.values else { return r.add(term.factor, times: v) }
    r.add(term.factor, product: values, v)
  }
}

extension Field {
  /// The values at the points of another space on the same nodes; 0 on an end where this one has
  /// odd parity.
  fileprivate func read(at target: FunctionSpace<Scalar>) -> Field {
    var values = values
    var shape = grid.shape
    for (a, axis) in target.grid.axes.enumerated()
    where axis.firstHalf != grid.axes[a].firstHalf
      || axis.count != grid.axes[a].count
    {
      let own = grid.axes[a]
      let map = AxisMap<Scalar>(
        columns: own.count,
        rows: (0..<axis.count).map { j in
          let i = (axis.firstHalf - own.firstHalf) / 2 + j
          return (0..<own.count).contains(i) ? [.init(i, 1)] : []
        })
      values = map.apply(values, shape: shape, axis: a)
      shape[a] = axis.count
    }
    return Field(in: target, values: values)
  }
}
