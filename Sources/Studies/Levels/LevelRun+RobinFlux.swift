import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// What passes a Robin side, where n·a∇u = g − βu is known by values alone.
extension LevelRun {
  /// Whether a side has a β.
  func isRobin(_ side: BoxSide) -> Bool { !(equation.robin[side] ?? 0).isZero }

  /// Whether any side has a β.
  var hasRobinSides: Bool { grid.sides.contains { isRobin($0) } }

  /// ∫ (g − β u_h) φ over a Robin side, by the grid's quadrature, which the data of adjacent
  /// Dirichlet sides join with h/2.
  ///
  /// On cells, whose points are h/2 inside, the value on the side is the scheme's own,
  ///
  ///     g − βu = θ (g − βu₀ − (βh/2a) n·F),   θ = 1/(1 + βh/2a)
  ///
  /// and this is n·(a∇u − F) where the source has a divergence.
  /// No derivative is taken: the flux has the order of u_h. `phi` is what the equation is tested with.
  func robinFlux(_ side: BoxSide, testedWith phi: Formula = 1) -> Scalar {
    let plane = SidePlane<Scalar>(side, of: grid)
    let g = equation.data[side].values(on: plane.places)
    let beta = (equation.robin[side] ?? 0).values(on: plane.places)
    let a = equation.problem.op.diffusion(side.axis, side.axis).values(on: plane.places)
    let normal = equation.problem.rough.normalFlux(through: side, of: grid)?
      .values(on: plane.places)
    let weights = phi.trace(on: side, of: grid).values(on: plane.places)
    var edges: [BoxSide: [Scalar]] = [:]
    for edge in plane.edges { edges[edge] = equation.data[edge].values(on: plane.places) }
    let axis = grid.axes[side.axis]
    let h = axis.placement == .cells ? Scalar(axis.spacing) : 0
    var total: Scalar = 0
    plane.forEach { i, source, width in
      switch source {
      case .point(let j):
        // Without β nothing is eliminated, and a may vanish.
        let isEliminated = beta[i] * h > 0
        let theta = isEliminated ? 2 * a[i] / (2 * a[i] + beta[i] * h) : 1
        var datum = g[i]
        if isEliminated { datum -= beta[i] * h / (2 * a[i]) * (normal?[i] ?? .nan) }
        total += width * weights[i] * theta * (datum - beta[i] * solution.u.values[j])
      case .edge(let edge): total += width * weights[i] * (g[i] - beta[i] * edges[edge]![i])
      }
    }
    return total
  }
}

/// The points of a grid next to a side, moved onto it, and the nodes on the side's Dirichlet edges.
private struct SidePlane<Scalar: TransformScalar> {
  /// Where a value on the plane comes from.
  enum Source {
    /// the solution's value at a point
    case point(Int)
    /// the datum of a Dirichlet side
    case edge(BoxSide)
  }

  /// One coordinate of the plane: where it is, its share of the quadrature, its point or its side.
  private struct Entry {
    let place: Scalar
    let weight: Scalar
    let source: Source
  }

  private let grid: Grid
  private let lines: [[Entry]]

  init(_ side: BoxSide, of grid: Grid) {
    self.grid = grid
    lines = grid.axes.enumerated().map { a, axis in
      if a == side.axis {
        let j = side.side == .lower ? 0 : axis.count - 1
        return [Entry(place: Scalar(side.place(on: grid)), weight: 1, source: .point(j))]
      }
      var line = zip(axis.points, axis.weights).enumerated().map { j, pair in
        Entry(place: Scalar(pair.0), weight: Scalar(pair.1), source: .point(j))
      }
      guard axis.placement == .nodes else { return line }
      for end in Side.allCases {
        let edge = BoxSide(axis: a, side: end)
        guard grid.end(edge) == .dirichlet else { continue }
        let entry = Entry(
          place: Scalar(edge.place(on: grid)), weight: Scalar(axis.spacing / 2),
          source: .edge(edge))
        line.insert(entry, at: end == .lower ? 0 : line.count)
      }
      return line
    }
  }

  var places: [[Scalar]] { lines.map { $0.map(\.place) } }

  /// The Dirichlet sides whose data are on the plane.
  var edges: [BoxSide] {
    lines.joined().compactMap { if case .edge(let side) = $0.source { side } else { nil } }
  }

  /// Every place in row-major order, with its share of the side. At a corner that two Dirichlet
  /// sides share, the later axis wins.
  func forEach(_ body: (_ place: Int, _ source: Source, _ weight: Scalar) -> Void) {
    var choice = [Int](repeating: 0, count: lines.count)
    var place = 0
    repeat {
      var source = Source.point(0)
      var weight: Scalar = 1
      for (a, line) in lines.enumerated() {
        let entry = line[choice[a]]
        weight *= entry.weight
        switch (source, entry.source) {
        case (.point(let i), .point(let j)): source = .point(i * grid.shape[a] + j)
        case (_, .edge): source = entry.source
        case (.edge, .point): break
        }
      }
      body(place, source, weight)
      place += 1
    } while choice.advance(below: lines.map(\.count))
  }
}
