package import Discretizations
package import Fields
import Formulas
import Grids
import RealModule
package import Transforms

extension RoughSource {
  /// ⟨f, φ_j⟩ a unit of volume, as a scheme pairs f with its own functions:
  ///
  ///     δ(x − x₀)   spectral: φ_k(x₀)/μ_k, the exact coefficients; splines: φ_j(x₀); differences of
  ///                 order 2r: the weights of the polynomial through the 2r nearest points
  ///     −∇·F        Σ_i b₁(kᵢ) Φ̂_i,   ∂ᵢΦ_i = F_i;   splines of degree 2 and 3: ∫ F·∇φ_j by Gauss
  ///
  /// Weights through 2r points keep the moments below 2r, and so the order of the scheme away from
  /// x₀. Φ_i is integrated exactly, wherever F_i jumps along axis i.
  ///
  /// Source: Tornberg & Engquist, *J. Comput. Phys.* 200 (2004), for the moments.
  ///
  /// - Complexity: one transform, and one more a component of F.
  package func load<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, scheme: Scheme, quadrature q: Int? = nil
  ) -> Coefficients<Scalar> {
    var right = Coefficients(density(in: space, scheme))
    for (i, f) in flux.enumerated() where !f.isZero {
      right.add(1, divergence(f, axis: i, in: space, scheme, q))
    }
    return right
  }

  /// What the points are.
  private func density<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, _ scheme: Scheme
  ) -> Field<Scalar> {
    var density = Field(in: space)
    for source in points where source.strength != 0 {
      let part: [Scalar] = source.density(scheme, on: space.grid)
      for i in part.indices { density.values[i] += part[i] }
    }
    return density
  }

  /// (F_i, ∂ᵢφ_j), along the other axes as the scheme takes a function.
  private func divergence<Scalar: TransformScalar>(
    _ f: Formula, axis i: Int, in space: FunctionSpace<Scalar>, _ scheme: Scheme, _ q: Int?
  ) -> Coefficients<Scalar> {
    let grid = space.grid
    if case .spline(let p) = scheme[i], p > 1 {
      let load = SplineLoad<Scalar>(scheme, on: grid, points: q, differentiating: i)
      return Coefficients(Field(in: space, values: load.integrate(f)))
    }
    let sampled = Scheme(grid.axes.indices.map { $0 == i ? .spectral : scheme[$0] })
    let load = SplineLoad<Scalar>(sampled, on: grid, points: q)
    let values = load.integrate { Primitive(of: f, along: i, grid.axes[i], on: $0).values }
    var right = Coefficients(Field(in: space, values: values))
    // Also for linear elements: b₁ = (2s/h)², and (F, φ_j′) is a second difference of Φ.
    let b = GramTables<Scalar>(scheme, on: grid, upTo: 1).table(1, axis: i)!
    let factors = grid.spectrumShape.enumerated().map { a, n in
      a == i ? b : [Scalar](repeating: 1, count: n)
    }
    right.multiply(by: Symbol(.products([.init(1, factors)])))
    return right
  }
}

extension PointSource {
  /// The density f on the points with Σ_j w_j f_j v_j = s v(x₀) for the functions v of a scheme.
  func density<Scalar: TransformScalar>(_ scheme: Scheme, on grid: Grid) -> [Scalar] {
    var values = [Scalar(strength)]
    for (a, axis) in grid.axes.enumerated() {
      let line: [Scalar] = axis.density(of: scheme[a], at: point[a])
      values = values.flatMap { value in line.map { value * $0 } }
    }
    return values
  }
}

extension Axis {
  /// The density on the points of one axis that evaluates at x.
  fileprivate func density<Scalar: TransformScalar>(
    of kind: Discretization, at x: Extended
  ) -> [Scalar] {
    let t = (x - lower) / spacing
    let stencil: Stencil
    var half = 0
    switch kind {
    case .spectral: return Field(consuming: exactCoefficients(at: x)).values
    case .spline:
      let cell = min(max(Int(t.rounded(.down)), 0), cells - 1)
      stencil = kind.evaluation(offset: t - Extended(cell), on: self)!
      half = 2 * cell
    case .staggered, .stencil, .centred, .mehrstellen:
      let order = kind.order
      let parity = placement == .cells ? 1 : 0
      let place = t - Extended(parity) / 2
      let first = Int(place.rounded(.down)) - order / 2 + 1
      half = 2 * first + parity
      stencil = Stencil(interpolating: place - Extended(first), points: order)
    }
    var values = [Scalar](repeating: 0, count: count)
    for entry in AxisMap<Scalar>(stencil, on: self, at: [half]).rows[0] {
      values[entry.index] += entry.weight / Scalar(weight(entry.index))
    }
    return values
  }

  /// conj φ_k(x)/μ_k
  private func exactCoefficients<Scalar: TransformScalar>(at x: Extended) -> Coefficients<Scalar> {
    let space = FunctionSpace<Scalar>(on: Grid(self))
    var uHat = Coefficients(in: space)
    for i in 0..<space.grid.spectrumShape[0] {
      let phase = frequency(i) * (x - lower)
      let scale = 1 / squareNorm(i)
      switch basis {
      case .sine, .halfSine: uHat.values[i] = Scalar(scale * Extended.sin(phase))
      case .cosine, .halfCosine: uHat.values[i] = Scalar(scale * Extended.cos(phase))
      case .fourier:
        // The last mode is a standing wave, a cosine on nodes and a sine on cells.
        let isLast = i == lastMode
        let re = isLast && placement == .cells ? 0 : Extended.cos(phase)
        let im = isLast && placement == .nodes ? 0 : -Extended.sin(phase)
        uHat.values[2 * i] = Scalar(scale * re)
        uHat.values[2 * i + 1] = Scalar(scale * im)
      }
    }
    return uHat
  }
}

extension Discretization {
  /// The order of a difference.
  fileprivate var order: Int {
    switch self {
    case .staggered(let order), .stencil(let order), .centred(let order): order
    default: 4
    }
  }
}

extension Stencil {
  /// The weights of the values at 0, 1, …, q − 1 in the value at t of the polynomial through them.
  fileprivate init(interpolating t: Extended, points q: Int) {
    self.init(
      (0..<q).compactMap { j in
        let weight = (0..<q).reduce(Extended(1)) { product, m in
          m == j ? product : product * (t - Extended(m)) / Extended(j - m)
        }
        return weight == 0 ? nil : Tap(half: 2 * j, weight: weight)
      })
  }
}
