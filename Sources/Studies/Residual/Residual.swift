import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// R = f − A u_h of a trigonometric function u_h = v + W, as a functional on all functions that have
/// the box's homogeneous conditions:
///
///     ⟨R, φ⟩ = ∫ g φ − q·∇φ + Σ_j s_j φ(x_j),   g = f − A W − cv − b·∇v,   q = a∇v − F
///
/// and, beside Robin sides, what the data of the sides leave over (``NaturalSide``).
///
/// It is held by its coefficients on a finer grid, integrated by Gauss, and by what g and q have
/// beyond the modes of that grid.
struct Residual<Scalar: TransformScalar> {
  /// ⟨R, φ_k⟩/μ_k
  private(set) var coefficients: Coefficients<Scalar>
  /// ‖(I − P) g‖
  private(set) var sourceTail: Scalar = 0
  /// ‖(I − P) qᵢ‖
  private(set) var fluxTails: [Scalar]
  /// Σ|s_j|
  let strength: Scalar
  /// The sides with what they add to R, where one of them is a Robin side; else empty.
  let sides: [NaturalSide<Scalar>]
  /// The smallest and the largest a along each axis, and c − ½∇·b, over the quadrature's points.
  private(set) var least: (diffusion: [Scalar], reaction: Scalar)
  private(set) var most: (diffusion: [Scalar], reaction: Scalar)
  /// The mean of c − ½∇·b.
  private(set) var meanReaction: Scalar = 0
  /// max (Σ bᵢ²/min aᵢ)^{1/2} over those points.
  private(set) var advection: Scalar = 0

  let op: SecondOrderOperator
  private let zeroth: Formula
  private let constant: EllipticOperator?
  let vHat: Coefficients<Scalar>
  private let source: Formula
  let flux: [Formula]
  let projection: GaussProjection<Scalar>
  let derivatives: HeldDerivatives<Scalar>
  let plain: [Bool]
  let cuts: ResidualCuts<Scalar>

  /// The residual of v + W, of which v is given by its coefficients on the finer grid.
  ///
  /// - Parameters:
  ///   - zeroth: c − ½∇·b, the reaction of the symmetric part.
  ///   - source: f − A W
  init(
    of v: Coefficients<Scalar>, _ op: SecondOrderOperator, zeroth: Formula, source: Formula,
    rough: RoughSource, sides: [NaturalSide<Scalar>] = [], points q: Int
  ) {
    self.sides = sides
    self.op = op
    self.zeroth = zeroth
    self.source = source
    vHat = v
    constant = op.constant
    let grid = v.grid
    flux = rough.flux
    projection = GaussProjection(on: v.space, points: q)
    derivatives = HeldDerivatives(v, by: projection.shifted)
    cuts = ResidualCuts(source: source, op, flux: rough.flux, on: grid, points: q)
    plain = grid.axes.map { _ in false }
    coefficients = Coefficients(in: v.space)
    fluxTails = grid.axes.map { _ in 0 }
    strength = rough.points.reduce(0) { $0 + Scalar($1.strength.magnitude) }
    least = (grid.axes.map { _ in .infinity }, .infinity)
    most = (grid.axes.map { _ in -.infinity }, -.infinity)
    projectSource()
    for i in grid.axes.indices where constant == nil || flux.indices.contains(i) { projectFlux(i) }
    if let constant {
      let a = constant.diffusion.map { Scalar($0) }
      (least, most) = ((a, Scalar(constant.reaction)), (a, Scalar(constant.reaction)))
      meanReaction = least.reaction
      var image = vHat
      image.multiply(by: constant.symbol(.spectral, on: grid)!)
      coefficients.add(-1, image)
    } else {
      measureAdvection()
    }
    if strength > 0 {
      var load: Coefficients<Scalar> =
        RoughSource(points: rough.points).load(in: v.space, scheme: .spectral)
      load.doubleLastModes()
      coefficients.add(1, load)
    }
  }

  /// g at the places of a lattice; of constant coefficients without −cv.
  func source(_ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar] {
    var g = source.valuesByThreads(on: places)
    cuts.source.correct(&g, offsets: offsets)
    if constant == nil, !op.reaction.isZero {
      var c = op.reaction.valuesByThreads(on: places)
      cuts.reaction.correct(&c, offsets: offsets)
      let v = slope(nil, offsets)
      for i in g.indices { g[i] -= c[i] * v[i] }
    }
    for (j, b) in op.advection.enumerated() where !b.isZero {
      let b = b.valuesByThreads(on: places)
      let v = slope(j, offsets)
      for i in g.indices { g[i] -= b[i] * v[i] }
    }
    return g
  }

  /// What of |g| no point sees.
  var sourceRests: ((_ offsets: [Extended]) -> [Scalar])? {
    guard !cuts.source.isEmpty || !cuts.reaction.isEmpty else { return nil }
    return { offsets in
      var rests = [Scalar](repeating: 0, count: projection.shifted.count)
      cuts.source.addRest(to: &rests)
      if !cuts.reaction.isEmpty {
        cuts.reaction.addRest(to: &rests, times: slope(nil, offsets))
      }
      return rests
    }
  }

  /// ∂_j v on a lattice, or v.
  func slope(_ j: Int?, _ offsets: [Extended]) -> [Scalar] {
    derivatives.values(plain.indices.map { $0 == j ? 1 : 0 }, offsets)
  }

  /// g and its part beyond the grid's modes.
  private mutating func projectSource() {
    (coefficients, sourceTail) = projection.project(conjugate: plain, rests: sourceRests) {
      source($0, $1)
    }
    derivatives.forget()
    guard constant == nil else { return }
    var range: (Scalar, Scalar) = (.infinity, -.infinity)
    projection.lattices.forEach { _, places, share in
      let values = zeroth.valuesByThreads(on: places)
      for c in values { range = (min(range.0, c), max(range.1, c)) }
      let points = places.reduce(Scalar(1)) { $0 * Scalar($1.count) }
      // A formula that does not depend on a coordinate has all its values all the same.
      meanReaction += share * values.withUnsafeBufferPointer { pairwiseSum($0) } / points
    }
    (least.reaction, most.reaction) = range
  }

  /// |b| in the least a. A c − ½∇·b that is 0 but for round-off, as of a flow without sources, is 0.
  private mutating func measureAdvection() {
    guard op.hasAdvection else { return }
    var (largest, roundoff): (Scalar, Scalar) = (0, 0)
    projection.lattices.forEach { _, places, _ in
      var square = [Scalar](repeating: 0, count: places.reduce(1) { $0 * $1.count })
      for (i, a) in least.diffusion.enumerated() where !op.advection[i].isZero {
        for (p, b) in op.advection[i].valuesByThreads(on: places).enumerated() {
          square[p] += b * b / a
          roundoff = max(roundoff, b.magnitude / Scalar(grid.axes[i].spacing))
        }
      }
      largest = max(largest, square.max() ?? 0)
    }
    advection = largest.squareRoot()
    roundoff *= 4 * Scalar.ulpOfOne
    if least.reaction.magnitude <= roundoff { least.reaction = 0 }
    if most.reaction.magnitude <= roundoff { most.reaction = 0 }
  }

  /// Adds ∂ᵢqᵢ, qᵢ = Σ_j a_ij ∂_j v − F_i; of constant coefficients −∂ᵢF_i alone.
  private mutating func projectFlux(_ i: Int) {
    let rank = grid.rank
    let f = flux.indices.contains(i) ? flux[i] : 0
    let columns = constant == nil ? (0..<rank).filter { !op.diffusion(i, $0).isZero } : []
    var range: (Scalar, Scalar) = (.infinity, -.infinity)
    func samples(_ offsets: [Extended], _ places: [[Scalar]]) -> [Scalar] {
      var q = f.valuesByThreads(on: places)
      cuts.flux[i].correct(&q, offsets: offsets)
      for j in q.indices { q[j] = -q[j] }
      guard !columns.isEmpty else { return q }
      var lower = [Scalar](repeating: 0, count: q.count)
      var upper = lower
      for j in columns {
        var a = op.diffusion(i, j).valuesByThreads(on: places)
        for p in q.indices {
          // Gershgorin: Σ a_ij ξᵢξ_j ≥ Σᵢ (a_ii − Σ_j |a_ij|) ξᵢ².
          lower[p] += i == j ? a[p] : -a[p].magnitude
          upper[p] += i == j ? a[p] : a[p].magnitude
        }
        cuts.diffusion[i][j].correct(&a, offsets: offsets)
        let slope = slope(j, offsets)
        for p in q.indices { q[p] += a[p] * slope[p] }
      }
      for p in q.indices { range = (min(range.0, lower[p]), max(range.1, upper[p])) }
      return q
    }
    let conjugate = (0..<rank).map { $0 == i }
    let (projected, tail) = projection.project(
      conjugate: conjugate, meanless: grid.axes[i].basis == .sine ? i : nil, rests: fluxRests(i),
      samples)
    derivatives.forget()
    var qHat = projected
    qHat.differentiateConjugate(axis: i)
    coefficients.add(1, qHat)
    fluxTails[i] = tail
    if constant == nil { (least.diffusion[i], most.diffusion[i]) = range }
  }

  /// What of |qᵢ| no point sees.
  private func fluxRests(_ i: Int) -> ((_ offsets: [Extended]) -> [Scalar])? {
    let columns = grid.axes.indices.filter { !cuts.diffusion[i][$0].isEmpty }
    guard !cuts.flux[i].isEmpty || !columns.isEmpty else { return nil }
    return { offsets in
      var rests = [Scalar](repeating: 0, count: projection.shifted.count)
      cuts.flux[i].addRest(to: &rests)
      for j in columns { cuts.diffusion[i][j].addRest(to: &rests, times: slope(j, offsets)) }
      return rests
    }
  }

  /// Whether constants, where the box has them, are in the kernel of A and of its adjoint.
  var isWithoutReaction: Bool {
    op.reaction.isZero && least.reaction == 0 && most.reaction == 0
  }

  var grid: Grid { vHat.grid }
}
