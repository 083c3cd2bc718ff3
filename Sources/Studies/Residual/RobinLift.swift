import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// The slopes of u_h on Robin sides, which its equation knows there by values alone,
///
///     n·a∇u = g − β u_h
///
/// taken up by polynomials in the normal coordinate, as a lift takes up Neumann data. The cosines of
/// a Robin axis have no slope at its ends: without them u_h − W would be a kink about each end, and
/// the trigonometric function through it half an order from u in H¹.
struct RobinLift<Scalar: TransformScalar> {
  private let equation: Equation
  private let u: Field<Scalar>
  /// The Robin sides whose equation tells ∂u/∂n.
  private let sides: [BoxSide]
  /// The sides with an oblique flux, Robin sides or not: W is free there.
  private let oblique: [BoxSide]

  init(_ equation: Equation, _ u: Field<Scalar>) {
    self.equation = equation
    self.u = u
    let oblique = equation.problem.op.sidesWithoutSlope(of: u.grid)
    self.oblique = oblique
    sides = u.grid.sides.filter { !(equation.robin[$0] ?? 0).isZero && !oblique.contains($0) }
  }

  /// W with the slopes on Robin sides too, but for those that are oblique; W itself where a lift is not there
  /// or cannot be had.
  func completing(_ w: Formula?) -> Formula? {
    guard !sides.isEmpty else { return w }
    let others = grid.sides.filter { !sides.contains($0) && !oblique.contains($0) }
    guard w != nil || others.allSatisfy({ equation.data[$0].isZero }) else { return nil }
    var lift = w ?? 0
    for axis in grid.axes.indices {
      var gaps = BoundaryData()
      for side in sides where side.axis == axis {
        guard let gap = gap(on: side, of: lift) else { return w }
        gaps.values[side] = gap
      }
      if let p = polynomial(gaps, axis) { lift = lift + p }
    }
    return lift.isZero ? nil : lift
  }

  /// ∂(u − W)/∂n on a side, outwards; nil where it is not finite.
  private func gap(on side: BoxSide, of w: Formula) -> Formula? {
    let op = equation.problem.op
    // The datum beside a divergence is n·(a∇u − F) + βu.
    guard let slope = try? w.derivative(side.coordinate),
      let normal = equation.problem.rough.normalFlux(through: side, of: grid)
    else { return nil }
    var places = u.space.coordinates
    places[side.axis] = [Scalar(side.place(on: grid))]
    let own = slope.values(on: places)
    let g = (equation.data[side].trace(on: side, of: grid) + normal).values(on: places)
    let beta = equation.robin[side]!.values(on: places)
    let a = op.diffusion(side.axis, side.axis).values(on: places)
    let axis = grid.axes[side.axis]
    // On cells the value on the side is the scheme's own: g − βu = (g − βu₀)/(1 + βh/2a).
    let h = axis.placement == .cells ? Scalar(axis.spacing) : 0
    let inner = grid.shape[(side.axis + 1)...].reduce(1, *)
    let j = side.side == .lower ? 0 : axis.count - 1
    let outwards: Scalar = side.side == .lower ? -1 : 1
    let gaps = own.indices.map { p -> Scalar in
      let value = u.values[(p / inner * axis.count + j) * inner + p % inner]
      return (g[p] - beta[p] * value) / (a[p] + beta[p] * h / 2) - outwards * own[p]
    }
    guard gaps.allSatisfy(\.isFinite) else { return nil }
    return interpolant(gaps, along: grid.axes.indices.filter { $0 != side.axis })
  }

  /// The function of some coordinates through values at their points: their own series, and
  /// polynomials with the slopes at the ends where other Robin or oblique sides meet this one, which cosines
  /// do not have.
  private func interpolant(_ values: [Scalar], along axes: [Int]) -> Formula {
    guard !axes.isEmpty else { return Formula(Formula.Constant(values[0])) }
    var rest = values
    var terms: [Formula] = []
    var places = [[Scalar]](repeating: [0], count: grid.rank)
    for a in axes { places[a] = u.space.coordinates[a] }
    for (position, a) in axes.enumerated() {
      var slopes = BoundaryData()
      for side in sides + oblique where side.axis == a {
        slopes.values[side] = interpolant(
          slope(of: rest, towards: side, position, axes), along: axes.filter { $0 != a })
      }
      guard let p = polynomial(slopes, a) else { continue }
      terms.append(p)
      let samples = p.values(on: places)
      for i in rest.indices { rest[i] -= samples[i] }
    }
    let face = FunctionSpace<Scalar>(on: Grid(axes.map { grid.axes[$0] }))
    terms.append(Coefficients(Field(in: face, values: rest)).series(of: axes))
    return .sum(terms)
  }

  /// The derivative outwards of the polynomial through the four values next to a side.
  private func slope(
    of values: [Scalar], towards side: BoxSide, _ position: Int, _ axes: [Int]
  ) -> [Scalar] {
    let axis = grid.axes[side.axis]
    let n = axis.count
    let near = (0..<min(4, n)).map { side.side == .lower ? $0 : n - 1 - $0 }
    let end = side.place(on: grid)
    let points = near.map { axis.point($0) }
    let outwards: Extended = side.side == .lower ? -1 : 1
    let weights = points.indices.map { j -> Scalar in
      var total: Extended = 0
      for m in points.indices where m != j {
        var product = 1 / (points[j] - points[m])
        for l in points.indices where l != j && l != m {
          product *= (end - points[l]) / (points[j] - points[l])
        }
        total += product
      }
      return Scalar(outwards * total)
    }
    let inner = axes[(position + 1)...].reduce(1) { $0 * grid.axes[$1].count }
    return (0..<(values.count / n)).map { p in
      let start = p / inner * n * inner + p % inner
      return zip(weights, near).reduce(0) { $0 + $1.0 * values[start + $1.1 * inner] }
    }
  }

  /// P_i with slopes outwards, 0 at an end that has none.
  private func polynomial(_ slopes: BoundaryData, _ axis: Int) -> Formula? {
    slopes.lift(axis: axis, on: grid, diffusion: grid.axes.map { _ in 1 })
  }

  private var grid: Grid { u.grid }
}

extension Coefficients {
  /// Σ û_k φ_k as a formula of the given coordinates, nested, so that what depends on the last one
  /// alone is evaluated along its axis; modes below round-off are left out.
  fileprivate func series(of coordinates: [Int]) -> Formula {
    let width = grid.isComplex ? 2 : 1
    let least = Scalar.ulpOfOne * values.reduce(0) { max($0, $1.magnitude) }
    let modes = coordinates.enumerated().map { a, coordinate in
      (0..<grid.spectrumShape[a]).map { basisFunction($0, axis: a, coordinate) }
    }
    func part(_ a: Int, _ start: Int) -> (re: Formula, im: Formula) {
      guard a < grid.rank else {
        let c = (0..<width).map { i -> Formula in
          let c = values[start * width + i]
          return c.magnitude > least ? Formula(Formula.Constant(c)) : 0
        }
        return (c[0], width == 2 ? c[1] : 0)
      }
      var re: [Formula] = []
      var im: [Formula] = []
      for (k, phi) in modes[a].enumerated() {
        let c = part(a + 1, start * grid.spectrumShape[a] + k)
        guard !(c.re.isZero && c.im.isZero) else { continue }
        re.append(c.re * phi.re - c.im * phi.im)
        im.append(c.re * phi.im + c.im * phi.re)
      }
      return (.sum(re), .sum(im))
    }
    return part(0, 0).re
  }

  /// φ_k times its multiplicity.
  private func basisFunction(
    _ k: Int, axis a: Int, _ coordinate: Int
  ) -> (re: Formula, im: Formula) {
    let axis = grid.axes[a]
    let x = Formula(Coordinate(rawValue: coordinate)!)
    let phase =
      Formula(Formula.Constant(axis.frequency(k))) * (x - Formula(Formula.Constant(axis.lower)))
    switch axis.basis {
    case .sine, .halfSine: return (.sin(phase), 0)
    case .cosine, .halfCosine: return (.cos(phase), 0)
    case .fourier:
      // A last mode that is not stored by half is the mean of its two halves ±n/2.
      let isWhole = k == axis.lastMode && a != grid.halfAxis
      let count = Formula(Formula.Constant(grid.multiplicity(axis: a, stored: k)))
      return (
        isWhole && axis.placement == .cells ? 0 : count * .cos(phase),
        isWhole && axis.placement == .nodes ? 0 : count * .sin(phase)
      )
    }
  }
}
