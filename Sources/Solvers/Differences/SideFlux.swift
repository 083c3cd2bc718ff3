package import Discretizations
package import Fields
import Formulas
package import Grids
import RealModule
package import Transforms

/// ∫ n·a∇u over a Dirichlet side as differences of order 2 have it, in divergence form: the scheme's own
/// equation tested with the nodal function that is 1 on the side.
///
///     F = Σ_p { w a (u_p − u_q)/h + s W (c u + b·∇u − f) + s Σ_t a_t (u_p − u_r)/h_t w_t }
///
/// over the nodes p of the side, q the next one inwards, r those beside p along the side, w and W the
/// shares of an area and of the volume: half cells at ends. Links along the side cancel but at its
/// edges; through an edge with a Neumann or Robin side goes g − βu. A node that m Dirichlet sides have
/// in common gives s = 1/m of its balance to each, and the links along a normal to that side. On cells
/// the balance of the value beyond the side is a link alone, F = Σ w a (g − u_p) 2/h.
///
/// Summed over all sides, Σ F = Σ W (c u − f) to round-off, what the scheme conserves, where b = 0 and no
/// Robin side is on cells beside nodes: only values on the faces of the scheme itself occur, so that a may
/// jump. F has the order of u, on cells h² log n where Dirichlet sides meet.
///
/// - Complexity: O(N^{(d−1)/d}).
package struct SideFlux<Scalar: TransformScalar> {
  let problem: SecondOrderProblem
  let u: Field<Scalar>
  let faces: FaceRule
  let side: BoxSide
  /// The lines of points and Dirichlet nodes, whose product is the closed grid.
  private let lines: [[ClosedPlaces.Entry]]

  private var grid: Grid { u.grid }

  /// nil for another scheme or side, beside mixed derivatives, and in nondivergence form.
  package init?(
    _ problem: SecondOrderProblem, _ u: Field<Scalar>, scheme: Scheme, faces: FaceRule,
    through side: BoxSide
  ) {
    guard scheme.hasDifferencesOfOrder2(on: u.grid), problem.op.form == .divergence,
      !problem.op.hasMixedDerivatives, u.grid.end(side) == .dirichlet
    else { return nil }
    self.problem = problem
    self.u = u
    self.faces = faces
    self.side = side
    lines = u.grid.axes.map { ClosedPlaces.line(of: $0) }
  }

  /// F
  package var value: Scalar {
    let axis = grid.axes[side.axis]
    let h = Scalar(axis.spacing)
    let plane = self.plane(0)
    let v = values(on: plane)
    var total: Scalar = 0
    guard axis.placement == .nodes else {
      let a = endFaces(side, plane)
      let g = samples(problem.data[side], plane.places(moving: side, of: grid))
      for (i, w) in plane.weights(without: side.axis, Scalar.self).enumerated() {
        total += w * a[i] * (g[i] - v[i]) * 2 / h
      }
      return total
    }
    let next = self.plane(1)
    let inner = values(on: next)
    let a = faces(side.axis, plane, next)
    for (i, w) in plane.weights(without: side.axis, Scalar.self).enumerated() {
      total += w * a[i] * (v[i] - inner[i]) / h
    }
    total += volumePart(plane, v, inner)
    for edge in grid.sides where edge.axis != side.axis { total += part(of: edge, plane, v) }
    return total
  }

  /// Σ s W (c u + b·∇u − f)
  private func volumePart(_ plane: ClosedPlaces, _ v: [Scalar], _ inner: [Scalar]) -> Scalar {
    let op = problem.op
    let places = plane.places(Scalar.self)
    var density = samples(problem.source, places).map { -$0 }
    if !op.reaction.isZero {
      for (i, c) in samples(op.reaction, places).enumerated() { density[i] += c * v[i] }
    }
    for (t, b) in op.advection.enumerated() where !b.isZero {
      let slope: [Scalar]
      if t == side.axis {
        let step = Scalar(grid.axes[t].spacing) * (side.side == .lower ? -1 : 1)
        slope = zip(v, inner).map { ($0 - $1) / step }
      } else {
        slope = plane.slopes(v, along: t, of: grid.axes[t])
      }
      for (i, b) in samples(b, places).enumerated() { density[i] += b * slope[i] }
    }
    let weights = plane.weights(without: nil, Scalar.self)
    let owners = plane.owners
    return density.indices.reduce(0) { $0 + weights[$1] * density[$1] / Scalar(owners[$1]) }
  }

  /// What passes the half cells at an edge of the side.
  private func part(of edge: BoxSide, _ plane: ClosedPlaces, _ v: [Scalar]) -> Scalar {
    let t = edge.axis
    let axis = grid.axes[t]
    let h = Scalar(axis.spacing)
    let last = lines[t].count - 1
    let end = edge.side == .lower ? 0 : last
    let outermost = plane.restricted(t, to: end)
    let own = plane.part(v, t, at: end)
    if grid.end(edge) == .dirichlet, axis.placement == .nodes {
      let next = edge.side == .lower ? 1 : last - 1
      let beside = plane.restricted(t, to: next)
      // A node between two such edges has both links along their normals.
      guard beside.lines[t][0].end == nil else { return 0 }
      let inside = plane.part(v, t, at: next)
      let a = faces(t, outermost, beside)
      let weights = beside.weights(without: t, Scalar.self)
      let owners = beside.owners
      return weights.indices.reduce(0) {
        $0 + weights[$1] / Scalar(owners[$1]) * a[$1] * (inside[$1] - own[$1]) / h
      }
    }
    let weights = outermost.weights(without: t, Scalar.self)
    let owners = outermost.owners
    let places = outermost.places(moving: edge, of: grid, Scalar.self)
    let g = samples(problem.data[edge], places)
    var through: [Scalar]
    if grid.end(edge) == .dirichlet {
      let a = endFaces(edge, outermost)
      through = own.indices.map { a[$0] * (g[$0] - own[$0]) * 2 / h }
    } else {
      through = g
      if let robin = problem.robin[edge], !robin.isZero {
        let beta = samples(robin, places)
        let a = samples(problem.op.diffusion(t, t), places)
        for i in own.indices {
          through[i] -= beta[i] * own[i]
          if axis.placement == .cells, beta[i] > 0 {
            through[i] *= 2 * a[i] / (2 * a[i] + beta[i] * h)
          }
        }
      }
    }
    return weights.indices.reduce(0) { $0 - weights[$1] / Scalar(owners[$1]) * through[$1] }
  }

  // MARK: Values

  /// The closed plane so many steps inside the side.
  private func plane(_ steps: Int) -> ClosedPlaces {
    let count = lines[side.axis].count
    return ClosedPlaces(grid: grid, lines: lines).restricted(
      side.axis, to: side.side == .lower ? steps : count - 1 - steps)
  }

  /// u at places, on Dirichlet nodes the data; at a corner the later axis wins.
  private func values(on places: ClosedPlaces) -> [Scalar] {
    var values = places.points.map { $0.map { u.values[$0] } ?? 0 }
    for (t, line) in places.lines.enumerated() {
      for (j, entry) in line.enumerated() {
        guard let end = entry.end else { continue }
        let known = samples(
          problem.data[BoxSide(axis: t, side: end)], places.restricted(t, to: j).places())
        places.forEach(t, at: j) { values[$1] = known[$0] }
      }
    }
    return values
  }

  /// aᵢ on the faces between neighbours along an axis.
  private func faces(_ i: Int, _ p: ClosedPlaces, _ q: ClosedPlaces) -> [Scalar] {
    let a = problem.op.diffusion(i, i)
    if faces == .sampled {
      let half = (p.lines[i][0].half + q.lines[i][0].half) / 2
      return samples(a, p.moved(i, to: half).places())
    }
    return zip(samples(a, p.places()), samples(a, q.places())).map { faces.mean($0, $1) }
  }

  /// a on a Dirichlet side beside cells, whose own a reaches there.
  private func endFaces(_ side: BoxSide, _ places: ClosedPlaces) -> [Scalar] {
    samples(
      problem.op.diffusion(side.axis, side.axis),
      faces == .sampled ? places.places(moving: side, of: grid) : places.places())
  }

  private func samples(_ formula: Formula, _ places: [[Scalar]]) -> [Scalar] {
    var values = [Scalar](repeating: 0, count: places.reduce(1) { $0 * $1.count })
    values.withUnsafeMutableBufferPointer { formula.fill($0, on: places, joining: grid) }
    return values
  }
}
