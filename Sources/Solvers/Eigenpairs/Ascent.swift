import Fields
import Grids
import RealModule
import Transforms

/// BFGS with a short memory for log(‖u‖/‖u‖′), in the inner product of a preconditioner.
struct Ascent<Scalar: TransformScalar> {
  /// A point with all that was evaluated there.
  private struct Point {
    var u: Field<Scalar>
    /// log ‖u‖ − log ‖u‖′, times the sign
    var height: Scalar
    var value: Scalar
    /// Its L² gradient.
    var slope: Field<Scalar>
    /// ‖slope‖ over ‖∇log ‖u‖′‖, both dual to K.
    var residual: Scalar
    /// K⁻¹ slope
    var direction: Field<Scalar>
  }

  /// A step, the change of the slope, and 1/(y, s).
  private struct Pair {
    let s: Field<Scalar>
    let y: Field<Scalar>
    let rho: Scalar
  }

  private let quotient: NormQuotient<Scalar>
  private let sign: Scalar
  private var point: Point
  private var pairs: [Pair] = []
  private(set) var steps = 0
  private(set) var history: [Double] = []

  var u: Field<Scalar> { point.u }
  var value: Scalar { point.value }
  var residual: Scalar { point.residual }

  private static var memory: Int { 12 }

  init(
    _ quotient: NormQuotient<Scalar>, from u: Field<Scalar>, sign: Scalar
  ) throws(EigenError) {
    self.quotient = quotient
    self.sign = sign
    point = try Self.evaluate(Self.projected(u, quotient), quotient, sign)
  }

  /// Climbs until the residual is small, the steps are used up, or no step climbs any more.
  mutating func run(_ limit: Int, _ tolerance: Scalar) throws(EigenError) {
    history.append(Double(residual))
    while steps < limit, residual > tolerance {
      var direction = twoLoops()
      var rise = point.slope.inner(direction)
      if !(rise > 0) {
        pairs = []
        direction = point.direction
        rise = point.slope.inner(direction)
      }
      guard let next = try search(direction, rise) else {
        if pairs.isEmpty { return }
        // The memory has led astray: forget it.
        pairs = []
        continue
      }
      let s = next.u - point.u
      let y = point.slope - next.slope
      let curvature = s.inner(y)
      if curvature > 0 {
        pairs.append(Pair(s: s, y: y, rho: 1 / curvature))
        if pairs.count > Self.memory { pairs.removeFirst() }
      }
      point = next
      steps += 1
      history.append(Double(residual))
    }
  }

  /// H · slope, H the inverse of the secant matrix with K as its first guess.
  private func twoLoops() -> Field<Scalar> {
    guard let last = pairs.last else { return point.direction }
    var q = point.slope
    var factors: [Scalar] = []
    for pair in pairs.reversed() {
      let factor = pair.rho * pair.s.inner(q)
      factors.append(factor)
      q = q - factor * pair.y
    }
    let z = Self.projected(quotient.riesz(last.y), quotient)
    var r = (1 / (last.rho * last.y.inner(z))) * Self.projected(quotient.riesz(q), quotient)
    for (pair, factor) in zip(pairs, factors.reversed()) {
      r = r + (factor - pair.rho * pair.y.inner(r)) * pair.s
    }
    return r
  }

  /// A step that climbs enough (Armijo) and flattens the slope (Wolfe), by bisection; nil if none.
  private func search(
    _ direction: Field<Scalar>, _ rise: Scalar
  ) throws(EigenError) -> Point? {
    // The first step of steepest ascent has no scale: that of u itself.
    var step: Scalar = 1
    if pairs.isEmpty {
      let size = direction.inner(direction).squareRoot()
      step = size > 0 ? point.u.inner(point.u).squareRoot() / size / 4 : 1
    }
    var (low, high): (Scalar, Scalar?) = (0, nil)
    var found: Point?
    for _ in 0..<40 {
      let next = try Self.evaluate(point.u + step * direction, quotient, sign)
      // Near the top heights differ by round-off: there the slope decides.
      let noise = 8 * Scalar.ulpOfOne * max(1, point.height.magnitude)
      let newRise = next.slope.inner(direction)
      if !(next.height >= point.height + 1e-4 * step * rise - noise) {
        high = step
      } else if newRise > 0.9 * rise {
        found = next
        low = step
      } else {
        return next
      }
      step = high.map { (low + $0) / 2 } ?? 2 * step
    }
    return found
  }

  private static func projected(
    _ u: Field<Scalar>, _ quotient: NormQuotient<Scalar>
  ) -> Field<Scalar> {
    quotient.kernel.reduce(u) { u, k in u - u.inner(k) * k }
  }

  private static func evaluate(
    _ u: Field<Scalar>, _ quotient: NormQuotient<Scalar>, _ sign: Scalar
  ) throws(EigenError) -> Point {
    let (a, ga) = quotient.numerator(u)
    let (b, gb) = quotient.denominator(u)
    guard a > 0, b > 0, a.isFinite, b.isFinite else { throw .notPositive(Double(min(a, b))) }
    let right = projected((1 / b) * gb, quotient)
    let slope = sign * (projected((1 / a) * ga, quotient) - right)
    let direction = projected(quotient.riesz(slope), quotient)
    let scale = max(.leastNormalMagnitude, right.inner(quotient.riesz(right)))
    return Point(
      u: u, height: sign * (Scalar.log(a) - Scalar.log(b)), value: a / b, slope: slope,
      residual: (max(0, slope.inner(direction)) / scale).squareRoot(), direction: direction)
  }
}
