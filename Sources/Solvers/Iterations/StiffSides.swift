package import Fields
import Formulas
import Grids
import RealModule
package import Transforms

/// The nodes on Robin sides whose β holds u nearly as a Dirichlet datum would.
///
/// Their part of a load is β g/h. An iteration that ends where the residual is a share of the load
/// would stop at it, with nothing solved inside. It begins therefore where the rows of these nodes
/// already hold, and its share is that of what is left:
///
///     A_ΓΓ u₀ = l_Γ on Γ,  u₀ = 0 elsewhere,    l ← l − A u₀
struct StiffSides<Scalar: TransformScalar> {
  private let space: FunctionSpace<Scalar>
  private let nodes: [Int]
  /// u₀ on the nodes.
  private var values: [Scalar]

  /// nil where there are no such nodes. On cells β is eliminated and does not grow.
  init?(_ problem: SecondOrderProblem, in space: FunctionSpace<Scalar>) {
    nodes = problem.stiffNodes(on: space.grid)
    guard !nodes.isEmpty else { return nil }
    self.space = space
    values = [Scalar](repeating: 0, count: nodes.count)
  }

  /// Finds u₀ by conjugate gradients on Γ, where A is β's and well conditioned, and takes A u₀ off the
  /// load. A part of A that is not symmetric is of the size of a beside β and leaves u₀ an approximation.
  ///
  /// - Complexity: an application of A for each of some ten steps.
  mutating func begin(
    _ load: inout Field<Scalar>, _ apply: (Field<Scalar>) -> Field<Scalar>
  ) {
    let weights = nodes.map { weight(of: $0) }
    func product(_ a: [Scalar], _ b: [Scalar]) -> Scalar {
      zip(weights, zip(a, b)).reduce(0) { $0 + $1.0 * $1.1.0 * $1.1.1 }
    }
    var r = nodes.map { load.values[$0] }
    var p = r
    var rho = product(r, r)
    let end = rho * Scalar.ulpOfOne * Scalar.ulpOfOne
    for _ in 0..<64 where rho > end {
      let image = apply(field(p))
      let q = nodes.map { image.values[$0] }
      let alpha = rho / product(p, q)
      guard alpha > 0, alpha.isFinite else { break }
      for i in nodes.indices {
        values[i] += alpha * p[i]
        r[i] -= alpha * q[i]
      }
      let next = product(r, r)
      for i in nodes.indices { p[i] = r[i] + next / rho * p[i] }
      rho = next
    }
    remove(from: &load, apply)
  }

  /// Takes A u₀ off a load.
  func remove(from load: inout Field<Scalar>, _ apply: (Field<Scalar>) -> Field<Scalar>) {
    load.add(-1, times: apply(field(values)))
  }

  /// Adds u₀ to the solution of what was left.
  func finish(_ u: inout Field<Scalar>) {
    for (node, value) in zip(nodes, values) { u.values[node] += value }
  }

  private func field(_ values: [Scalar]) -> Field<Scalar> {
    var u = Field<Scalar>(in: space)
    for (node, value) in zip(nodes, values) { u.values[node] = value }
    return u
  }

  private func weight(of place: Int) -> Scalar {
    zip(space.grid.axes, space.grid.shape.unravel(place)).reduce(1) {
      $0 * Scalar($1.0.weight($1.1))
    }
  }
}

extension SecondOrderProblem {
  /// The Robin sides with βL > 30 a somewhere, L the length of their axis: constants, and −∂²'s first
  /// modes, know them as Dirichlet sides.
  func stiffSides(on grid: Grid) -> [BoxSide] {
    robin.filter { side, beta in
      guard !beta.isZero else { return false }
      let a = op.diffusion(side.axis, side.axis).trace(on: side, of: grid)
      let length = Double(grid.axes[side.axis].length)
      let ratios = zip(
        beta.values(on: side, of: grid, Double.self), a.values(on: side, of: grid, Double.self))
      return ratios.contains { $0 * length > 30 * $1 }
    }.keys.sorted { $0.name < $1.name }
  }

  /// The nodes on those sides; none where the grid is of cells.
  fileprivate func stiffNodes(on grid: Grid) -> [Int] {
    let sides = stiffSides(on: grid).filter { grid.axes[$0.axis].placement == .nodes }
    return Set(sides.flatMap { grid.places(nextTo: $0) }).sorted()
  }

  /// What an iteration has to find of u: all but what it begins with on stiff sides; nil where that is
  /// nothing.
  package func sought<Scalar: TransformScalar>(of u: Field<Scalar>) -> Field<Scalar>? {
    let nodes = stiffNodes(on: u.grid)
    guard !nodes.isEmpty else { return nil }
    var sought = u
    for node in nodes { sought.values[node] = 0 }
    return sought
  }
}
