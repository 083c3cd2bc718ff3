import Fields
import Grids
import RealModule
import Transforms

/// A locally optimal block iteration; see ``RayleighQuotient/extreme(_:options:)``.
struct BlockIteration<Scalar: TransformScalar> {
  /// Fields with their images under A and B.
  struct Images {
    var u: FieldBlock<Scalar>
    var a: FieldBlock<Scalar>
    var b: FieldBlock<Scalar>

    static func + (x: Images, y: Images) -> Images {
      Images(u: x.u + y.u, a: x.a + y.a, b: x.b + y.b)
    }

    func combined(_ c: [[Scalar]]) -> Images {
      Images(u: u.combined(c), a: a.combined(c), b: b.combined(c))
    }
  }

  let quotient: RayleighQuotient<Scalar>
  let options: EigenOptions
  let end: RayleighQuotient<Scalar>.End
  /// −1 where the highest is wanted: the iteration looks for the lowest of ±A.
  let sign: Scalar
  let tolerance: Scalar
  var x: Images
  var p: Images
  var theta: [Scalar] = []
  var history: [Double] = []

  init(
    _ quotient: RayleighQuotient<Scalar>, _ end: RayleighQuotient<Scalar>.End,
    _ options: EigenOptions
  ) {
    self.quotient = quotient
    self.options = options
    self.end = end
    sign = end == .lowest ? 1 : -1
    tolerance = max(Scalar(options.tolerance), 64 * Scalar.ulpOfOne)
    let none = FieldBlock<Scalar>(in: quotient.space)
    x = Images(u: none, a: none, b: none)
    p = x
  }

  mutating func run() throws(EigenError) -> Eigenpair<Scalar> {
    let free = quotient.space.count - quotient.kernel.count
    guard free > 0 else { throw .empty }
    try start(min(options.block, free))
    var floor: Scalar = 0
    for step in 0...options.iterations {
      var (r, dual, sizes) = residuals()
      if step > 0, step.isMultiple(of: 20) {
        x = images(x.u)
        floor = roundoff()
        (r, dual, sizes) = residuals()
      }
      func isConverged(_ j: Int) -> Bool {
        sizes[j] <= max(tolerance * theta[j].magnitude, j == 0 ? 4 * floor : 0)
      }
      history.append(Double(sizes[0] / theta[0].magnitude))
      guard sizes.allSatisfy(\.isFinite) else { throw .notPositive(.nan) }
      if isConverged(0) {
        // Images are carried along by recurrence: what is reported is computed afresh.
        x = images(x.u)
        (r, dual, sizes) = residuals()
        if isConverged(0) { return pair(step, sizes[0]) }
      }
      let active = sizes.indices.filter { !isConverged($0) }
      let w = try search(r[active], dual[active])
      guard w.u.count > 0 else {
        // Nothing new to search in: the space is exhausted, and the pairs are exact.
        return pair(step, sizes[0])
      }
      try improve(with: w)
    }
    throw .notConverged(
      iterations: options.iterations, residual: history.last!, tolerance: Double(tolerance),
      history: history)
  }

  private func pair(_ step: Int, _ residual: Scalar) -> Eigenpair<Scalar> {
    let u = x.u.fields[0]
    let peak = u.values.reduce(0) { $1.magnitude > $0.magnitude ? $1 : $0 }
    return Eigenpair(
      value: sign * theta[0], field: peak < 0 ? -u : u, residual: residual,
      next: theta.count > 1 ? sign * theta[1] : nil, iterations: step, history: history)
  }

  /// Smoothed noise, b-orthonormal and Ritz.
  private mutating func start(_ m: Int) throws(EigenError) {
    var generator = SplitMix(state: options.seed)
    let noise = (0..<m).map { _ in
      Field(in: quotient.space, values: (0..<quotient.space.count).map { _ in generator.unit() })
    }
    let w = try orthonormal(noise.map(quotient.riesz) + noise, limit: m)
    guard w.u.count > 0 else { throw .empty }
    try improve(with: w)
  }

  /// The dual norm of what rounding does to A x − θ B x: the operators are applied to x/3 and the
  /// result compared with a third of theirs on x.
  private func roundoff() -> Scalar {
    let third = images(FieldBlock([(1 / 3 as Scalar) * x.u.fields[0]], in: quotient.space))
    let r = third.a.fields[0] - theta[0] * third.b.fields[0]
    let s = x.a.fields[0] - theta[0] * x.b.fields[0]
    let gap = 3 * r - s
    return max(0, gap.inner(quotient.riesz(gap))).squareRoot() / scale
  }

  /// ‖B x‖ in the dual norm: 1 where that is the norm dual to b's.
  private var scale: Scalar {
    if quotient.isRieszExact { return 1 }
    let b = x.b.fields[0]
    return max(.leastNormalMagnitude, b.inner(quotient.riesz(b))).squareRoot()
  }

  /// A x − θ B x, their Riesz representatives, and the dual norms over that of B x.
  private func residuals() -> (FieldBlock<Scalar>, FieldBlock<Scalar>, [Scalar]) {
    var r = x.a
    var dual = FieldBlock<Scalar>(in: quotient.space)
    var sizes: [Scalar] = []
    let scale = scale
    for j in r.fields.indices {
      r.fields[j] = r.fields[j] - theta[j] * x.b.fields[j]
      let z = projected(quotient.riesz(r.fields[j]))
      dual.fields.append(z)
      sizes.append(max(0, r.fields[j].inner(z)).squareRoot() / scale)
    }
    return (r, dual, sizes)
  }

  /// The directions to look into.
  private func search(
    _ r: FieldBlock<Scalar>, _ dual: FieldBlock<Scalar>
  ) throws(EigenError) -> Images {
    guard let correction = quotient.corrections[end] else { return try orthonormal(dual.fields) }
    return try orthonormal(dual.fields + r.fields.map { projected(correction($0)) })
  }

  /// u less its part outside of the space that is searched.
  func projected(_ u: Field<Scalar>) -> Field<Scalar> {
    quotient.kernel.reduce(quotient.projection?(u) ?? u) { u, k in u - u.inner(k) * k }
  }

  private func images(_ u: FieldBlock<Scalar>) -> Images {
    Images(
      u: u,
      a: FieldBlock(u.fields.map { sign * quotient.numerator.applied(to: $0) }, in: u.space),
      b: FieldBlock(u.fields.map { quotient.denominator.applied(to: $0) }, in: u.space))
  }
}

/// SplitMix64: the same numbers on every machine.
struct SplitMix {
  var state: UInt64

  /// Uniform in [−1, 1), a multiple of 2⁻²³.
  mutating func unit<T: BinaryFloatingPoint>() -> T {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    z ^= z >> 31
    return T(Int(z >> 40) - (1 << 23)) / T(1 << 23)
  }
}
