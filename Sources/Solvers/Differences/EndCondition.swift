import Formulas
import Grids
import RealModule
import Transforms

/// The points of a box next to a side, in the order of storage.
struct EndPlane {
  let side: BoxSide
  /// Where they are among those of the box.
  let indices: [Int]
  private let box: PointBox

  var grid: Grid { box.grid }

  init(_ side: BoxSide, of box: PointBox) {
    self.side = side
    self.box = box
    let shape = box.ranges.map(\.count)
    let n = shape[side.axis]
    let inner = shape[(side.axis + 1)...].reduce(1, *)
    let outer = shape[..<side.axis].reduce(1, *)
    let j = side.side == .lower ? 0 : n - 1
    indices = (0..<outer).flatMap { o in (0..<inner).map { (o * n + j) * inner + $0 } }
  }

  /// The step that leads out of the box.
  var outwards: Int { side.side == .lower ? -1 : 1 }

  /// The places on the side beside the points, moved along it by so many cells.
  func samples<Scalar: TransformScalar>(moved cells: [Int]) -> PlaceSamples<Scalar> {
    PlaceSamples(
      grid.axes.enumerated().map { a, axis in
        a == side.axis
          ? [side.side == .lower ? 0 : 2 * axis.cells]
          : box.ranges[a].map { axis.firstHalf + 2 * ($0 + cells[a]) }
      }, on: grid, .linear)
  }
}

/// What stands for a value beyond a side:
///
///     u₋ = σ u_m − κ u₀ + γ
///
///     Dirichlet, nodes   the node on the side: σ = κ = 0, γ = g
///     Dirichlet, cells   σ = −1, m = 0, γ = 2g
///     Robin, nodes       (u₋ − u₁)/2h = (g − βu₀)/a:  σ = 1, m = 1, κ = 2hβ/a, γ = 2hg/a
///     Robin, cells       ρ = hβ/2a:  σ = 1, m = 0, κ = 2ρ/(1 + ρ), γ = hg/a /(1 + ρ)
///
/// of a ∂u/∂n + β u = g, β = 0 on a Neumann side.
struct EndCondition<Scalar: TransformScalar> {
  /// σ
  let mirror: Scalar
  /// Whether m is the point inside, and not the one next to the side.
  let isAboutNode: Bool
  /// κ
  private(set) var own: [Scalar]
  /// γ
  private(set) var datum: [Scalar]

  init(
    _ problem: SecondOrderProblem, _ plane: EndPlane, moved along: [Int],
    diffusion: ([Int]) -> [Scalar], _: Scalar.Type
  ) {
    let side = plane.side
    let axis = plane.grid.axes[side.axis]
    let places: PlaceSamples<Scalar> = plane.samples(moved: along)
    let g = problem.data[side]
    own = [Scalar](repeating: 0, count: plane.indices.count)
    datum = g.isZero ? own : places(g)
    if plane.grid.end(side) == .dirichlet {
      isAboutNode = false
      mirror = axis.placement == .nodes ? 0 : -1
      if axis.placement == .cells { datum = datum.map { 2 * $0 } }
      return
    }
    mirror = 1
    isAboutNode = axis.placement == .nodes
    let beta = problem.robin[side] ?? 0
    // a may vanish where nothing is given.
    guard !g.isZero || !beta.isZero else { return }
    let a = diffusion(along)
    let h = Scalar(axis.spacing)
    let factor = beta.isZero ? own : places(beta)
    for k in own.indices {
      if isAboutNode {
        own[k] = 2 * h * factor[k] / a[k]
        datum[k] = 2 * h * datum[k] / a[k]
      } else {
        let rho = h * factor[k] / (2 * a[k])
        own[k] = 2 * rho / (1 + rho)
        datum[k] = h * datum[k] / a[k] / (1 + rho)
      }
    }
  }
}
