import Discretizations
package import Fields
import Formulas
import Grids
import RealModule
package import Transforms

/// −(a u′)′ + b u′ + c u by linear elements on a line: three weights a node, a unit of length.
///
///     A_pq = ∫ a φ_p′ φ_q′ + φ_p b φ_q′ + c φ_p φ_q + β φ_p φ_q on Robin ends
///
///     (A u)_i = s_i u_i + w⁻_i (u_{i−1} − u_i) + w⁺_i (u_{i+1} − u_i)
///
/// Constants have no gradient: s is that of c and β alone. Differences are taken before anything is
/// multiplied, so that a smooth u keeps its digits.
package struct LineElements<Scalar: TransformScalar>: LinearOperator {
  package let space: FunctionSpace<Scalar>
  private let weights: Weights

  /// s, w⁻ and w⁺
  private struct Weights {
    var sum: [Scalar]
    var below: [Scalar]
    var above: [Scalar]

    /// Adds ∫ f φ_p^(k) φ_q^(l) by one point of every element, with ω and with φ^(k), φ^(l) of the lower and the upper
    /// node there.
    mutating func add(
      _ f: [Scalar], _ omega: Extended, _ rows: (Extended, Extended),
      _ columns: (Extended, Extended)
    ) {
      let lower = Scalar(omega * rows.0) * Scalar(columns.1)
      let upper = Scalar(omega * rows.1) * Scalar(columns.0)
      for k in f.indices {
        above[k] += lower * f[k]
        below[k + 1 == below.count ? 0 : k + 1] += upper * f[k]
      }
    }

    /// Adds ∫ f φ_p, likewise.
    mutating func add(_ f: [Scalar], _ omega: Extended, _ rows: (Extended, Extended)) {
      let (lower, upper) = (Scalar(omega * rows.0), Scalar(omega * rows.1))
      for k in f.indices {
        sum[k] += lower * f[k]
        sum[k + 1 == sum.count ? 0 : k + 1] += upper * f[k]
      }
    }

    /// Those of some nodes, over their share of a cell.
    func restricted(to nodes: Range<Int>, shares: [Scalar]) -> Weights {
      func part(_ w: [Scalar]) -> [Scalar] { zip(w[nodes], shares).map { $0 / $1 } }
      return Weights(sum: part(sum), below: part(below), above: part(above))
    }
  }

  /// Their fields.
  static var fields: Double { 3 }

  /// - Parameters:
  ///   - problem: in divergence form. Its data are left out: ``move(_:to:)``.
  ///   - q: Gauss points an element.
  package init(_ problem: SecondOrderProblem, in space: FunctionSpace<Scalar>, points q: Int) {
    precondition(space.grid.rank == 1, "a line")
    self.space = space
    let (op, grid, axis) = (problem.op, space.grid, space.grid.axes[0])
    let nodes = ClosedAxis<Scalar>(axis)
    let h = axis.spacing
    let zeros = [Scalar](repeating: 0, count: nodes.count)
    var closed = Weights(sum: zeros, below: zeros, above: zeros)
    let rule = GaussRule(points: q)
    for (xi, omega) in zip(rule.points, rule.weights) {
      let (shapes, slopes) = ((1 - xi, xi), (-1 / h, 1 / h))
      let places = [nodes.elementPlaces(offset: xi)]
      func values(_ f: Formula) -> [Scalar]? { f.isZero ? nil : f.values(on: places) }
      if let a = values(op.diffusion(0, 0)) { closed.add(a, omega, slopes, slopes) }
      if let b = values(op.advection[0]) { closed.add(b, omega, shapes, slopes) }
      if let c = values(op.reaction) {
        closed.add(c, omega, shapes, shapes)
        closed.add(c, omega, shapes)
      }
    }
    for side in grid.sides where grid.end(side) == .neumann {
      guard let beta = problem.robin[side], !beta.isZero else { continue }
      let value = beta.values(on: [[Scalar(side.place(on: grid))]])[0]
      closed.sum[side.side == .lower ? 0 : nodes.count - 1] += Scalar(1 / h) * value
    }
    weights = closed.restricted(
      to: nodes.offset..<nodes.offset + axis.count,
      shares: axis.weights.map { Scalar($0 / h) })
  }

  /// Takes from a load what values at Dirichlet ends move to the right.
  package func move(_ data: BoundaryData, to load: inout [Scalar]) {
    let grid = space.grid
    for side in grid.sides where grid.end(side) == .dirichlet && !data[side].isZero {
      let i = side.side == .lower ? 0 : load.count - 1
      let weight = side.side == .lower ? weights.below[i] : weights.above[i]
      load[i] -= weight * data[side].values(on: [[Scalar(side.place(on: grid))]])[0]
    }
  }

  /// r ← A u
  ///
  /// - Complexity: three passes over u and the weights; no memory.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func apply(_ u: Field<Scalar>, to r: inout Field<Scalar>) {
    precondition(u.space == space && r.space == space, "a field of another space")
    let (n, wraps) = (space.count, space.grid.axes[0].isPeriodic)
    u.values.withUnsafeBufferPointer { u in
      r.values.withUnsafeMutableBufferPointer { r in
        for i in 0..<n { r[i] = weights.sum[i] * u[i] }
        for (d, w) in [(-1, weights.below), (1, weights.above)] {
          addDifferences(to: r.baseAddress!, w, u.baseAddress!, shift: d, n, wraps)
        }
      }
    }
  }
}

/// r_i ← r_i + w_i (u_{i+d} − u_i), beyond an end 0.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addDifferences<Scalar: TransformScalar>(
  to r: UnsafeMutablePointer<Scalar>, _ w: UnsafePointer<Scalar>, _ u: UnsafePointer<Scalar>,
  shift d: Int, _ n: Int, _ wraps: Bool
) {
  for i in (d < 0 ? 1 : 0)..<(d > 0 ? n - 1 : n) { r[i] += w[i] * (u[i + d] - u[i]) }
  // The one point whose neighbour is not in the row.
  let end = d > 0 ? n - 1 : 0
  r[end] += w[end] * ((wraps ? u[d > 0 ? 0 : n - 1] : 0) - u[end])
}
