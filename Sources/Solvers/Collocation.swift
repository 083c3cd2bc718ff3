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
  /// The coefficient of each derivative.
  private let terms: [(alpha: [Int], values: [Scalar])]
  private let reaction: [Scalar]?

  init(_ op: SecondOrderOperator, in space: FunctionSpace<Scalar>) throws(SolverError) {
    self.space = space
    let axes = space.grid.axes.indices
    let op = try op.written(as: .nondivergence)
    var terms: [(alpha: [Int], values: [Scalar])] = []
    for i in axes {
      for j in 0...i where !op.diffusion(i, j).isZero {
        let scale: Scalar = i == j ? -1 : -2
        let a = Field(sampling: op.diffusion(i, j), in: space)
        terms.append(
          (axes.map { ($0 == i ? 1 : 0) + ($0 == j ? 1 : 0) }, (scale * a).values))
      }
      if !op.advection[i].isZero {
        let b = Field(sampling: op.advection[i], in: space)
        terms.append((axes.map { $0 == i ? 1 : 0 }, b.values))
      }
    }
    // A derivative whose space has no point is 0.
    self.terms = terms.filter { term in
      axes.allSatisfy { term.alpha[$0] != 1 || space.grid.axes[$0].collocated != nil }
    }
    reaction = op.reaction.isZero ? nil : Field(sampling: op.reaction, in: space).values
  }

  /// r ← A u
  ///
  /// - Complexity: one transform, and one for each derivative.
  func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    let uHat = Coefficients(u)
    for i in r.values.indices { r.values[i] = 0 }
    for term in terms {
      let derivative = Field(consuming: uHat.derivative(term.alpha)).read(at: space)
      r.add(product: term.values, derivative)
    }
    if let reaction { r.add(product: reaction, u) }
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
