import Fields
import Transforms

/// The densities λ that sides with a weight take over from a functional r = R + T*d, R of the box and d of
/// the sides, T the trace and T* its adjoint: with S the form without sides, they make least
///
///     ‖r − T*λ‖²_{S⁻¹} + Σ_s ∫ λ²/w + Σ_s ε ‖d − λ‖²
///
/// where ε is what a density on the side costs beyond the grid. With λ = √w μ
///
///     (1 + √w G √w) μ = √w (T S⁻¹ r + ε d),     G = T S⁻¹ T* + ε
///
/// On a side G is, by the modes along it, nearly the number g = Σ_k φ_k²/(μ_k s_k) + ε, s of S. 1 + w̄ g is the
/// preconditioner, and the steps are some ten to thirty for every size of w. At an edge of two sides ε alone
/// tells a peak of the one from the same of the other. Where S vanishes on constants r − T*λ must have none:
/// ∫ λ = r₀ |Ω|.
struct SideProblem<Scalar: TransformScalar> {
  typealias Traces = [Coefficients<Scalar>]

  private let form: RobinForm<Scalar>
  /// ε, a side.
  private let beyond: [Scalar]
  /// 1 + w̄ g, a mode along each side.
  private let diagonal: [[Scalar]]
  /// P √w on the sides, and where the preconditioner takes it; nil where S holds constants.
  private let constraint: (normal: Traces, direction: Traces, square: Scalar)?

  init(_ form: RobinForm<Scalar>, beyond: [Scalar]) {
    self.form = form
    self.beyond = beyond
    // All sides see the same constant: one large eigenvalue, which a step takes out.
    let inverse = form.inverse
    let diagonal = zip(form.sides, beyond).map { side, epsilon in
      let mean = side.meanWeight
      return side.ownTraces(of: inverse).map { 1 + mean * ($0 + epsilon) }
    }
    self.diagonal = diagonal
    guard !form.isDefinite, form.holdsConstants else {
      constraint = nil
      return
    }
    let normal = form.sides.map { side -> Coefficients<Scalar> in
      var one = Coefficients<Scalar>(in: side.projection.space)
      one.values[0] = 1
      return side.rooted(one)
    }
    let direction = Self.divided(normal, by: diagonal)
    constraint = (normal, direction, Self.inner(normal, direction, on: form.sides))
  }

  /// E = S⁻¹ (r − T*λ) with its mean e₀, and μ, by conjugate gradients to 1e-10 of their first residual.
  ///
  /// Of a μ that is not the last, bounds by it are bounds all the same.
  ///
  /// - Parameter d: the part of r on the sides; nil where ε is 0.
  func solution(of r: [Scalar], sides d: Traces? = nil) -> (function: [Scalar], mu: Traces) {
    var mu: Traces = form.sides.map { Coefficients(in: $0.projection.space) }
    if let constraint {
      add(r[0] * form.volume / constraint.square, constraint.direction, to: &mu)
    }
    var load = traces(form.withoutSides(r))
    if let d { for s in load.indices { load[s].add(beyond[s], d[s]) } }
    var residual = rooted(load)
    let size = inner(residual, Self.divided(residual, by: diagonal))
    add(-1, applied(to: mu), to: &residual)
    var mean = takeMean(off: &residual)
    var z = preconditioned(residual)
    var direction = z
    var gamma = inner(residual, z)
    let round = 4 * Scalar.ulpOfOne
    let goal = max(gamma * max(1e-20, round * round), round * round * size)
    for _ in 0..<80 where gamma > goal {
      let image = applied(to: direction)
      let step = gamma / inner(direction, image)
      add(step, direction, to: &mu)
      add(-step, image, to: &residual)
      mean += takeMean(off: &residual)
      z = preconditioned(residual)
      let next = inner(residual, z)
      let share = next / gamma
      gamma = next
      var turned = z
      add(share, direction, to: &turned)
      direction = turned
    }
    var e = form.withoutSides(adding(rooted(mu), times: -1, to: r))
    if constraint != nil { e[0] += mean }
    return (e, mu)
  }

  /// e₀: of a residual −e₀√w is what no μ changes. It is taken off, lest its round-off be what is left.
  private func takeMean(off residual: inout Traces) -> Scalar {
    guard let constraint else { return 0 }
    let mean = -inner(constraint.direction, residual) / constraint.square
    add(mean, constraint.normal, to: &residual)
    return mean
  }

  private func preconditioned(_ g: Traces) -> Traces {
    var z = Self.divided(g, by: diagonal)
    if let constraint {
      add(-inner(constraint.normal, z) / constraint.square, constraint.direction, to: &z)
    }
    return z
  }

  /// (1 + √w G √w) μ
  private func applied(to mu: Traces) -> Traces {
    let d = rooted(mu)
    let none = [Scalar](repeating: 0, count: form.count)
    var seen = traces(form.withoutSides(adding(d, times: 1, to: none)))
    for s in seen.indices { seen[s].add(beyond[s], d[s]) }
    var image = mu
    add(1, rooted(seen), to: &image)
    return image
  }

  /// r + a T*d
  private func adding(_ d: Traces, times a: Scalar, to r: [Scalar]) -> [Scalar] {
    var r = r
    for (side, d) in zip(form.sides, d) {
      var scaled = d
      for i in scaled.values.indices { scaled.values[i] *= a }
      side.add(scaled, to: &r)
    }
    return r
  }

  private func traces(_ e: [Scalar]) -> Traces { form.sides.map { $0.trace(of: e) } }

  private func rooted(_ z: Traces) -> Traces { zip(form.sides, z).map { $0.rooted($1) } }

  private func add(_ factor: Scalar, _ other: Traces, to z: inout Traces) {
    for s in z.indices { z[s].add(factor, other[s]) }
  }

  private func inner(_ a: Traces, _ b: Traces) -> Scalar { Self.inner(a, b, on: form.sides) }

  private static func divided(_ g: Traces, by diagonal: [[Scalar]]) -> Traces {
    var z = g
    for s in z.indices {
      for i in z[s].values.indices { z[s].values[i] /= diagonal[s][i] }
    }
    return z
  }

  /// Σ_s ∫ ab
  private static func inner(
    _ a: Traces, _ b: Traces, on sides: [NaturalSide<Scalar>]
  ) -> Scalar {
    var total: Scalar = 0
    for (s, side) in sides.enumerated() { total += side.inner(a[s], b[s]) }
    return total
  }
}
