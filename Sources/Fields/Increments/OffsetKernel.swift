import RealModule

/// |z|^{−σ} at the offsets of a grid, with all images along its circles:
///
///     K(z) = Σ_m |z + mL|^{−σ} = 1/Γ(σ/2) ∫ t^{σ/2} Πᵢ θᵢ(t, zᵢ) dt/t,
///     θᵢ = Σ_m e^{−t(zᵢ + mLᵢ)²} on a circle, e^{−t zᵢ²} on an interval
///
/// The trapezoidal rule in log t converges like e^{−π²/δ}. As t → 0 the integrand becomes a power of
/// t, whose tail is a geometric series; σ must exceed the number of circles.
struct OffsetKernel {
  private let sigma: Double
  private let lines: [ClosedSamples.Line]
  /// Of each axis the theta functions at all its offsets, one run of nodes each; empty on a box.
  private let thetas: [[Double]]
  private let weights: [Double]
  /// The part of the tail below the first node: the same at all offsets.
  private let tail: Double

  private static let step = 0.15

  init(exponent sigma: Double, lines: [ClosedSamples.Line]) {
    self.sigma = sigma
    self.lines = lines
    let circles = lines.filter { $0.kind == .circle }
    guard !circles.isEmpty else {
      (thetas, weights, tail) = ([], [], 0)
      return
    }
    let there = lines.filter { $0.kind != .none }
    // There every circle's theta function is its first term, to e^{−4π²}, and e^{−tz²} is 1.
    let low = there.map { ($0.kind == .circle ? 0.25 : 1e-17) / ($0.length * $0.length) }.min()!
    let high = (sigma + 60) / there.map { $0.spacing * $0.spacing }.min()!
    let delta = Self.step
    let count = Int((Double.log(high / low) / delta).rounded(.up)) + 1
    let nodes = (0..<count).map { low * Double.exp(delta * Double($0)) }
    let gamma = Double.gamma(sigma / 2)
    weights = nodes.map { delta * Double.pow($0, sigma / 2) / gamma }
    let rate = (sigma - Double(circles.count)) / 2
    let first = circles.reduce(weights[0]) { $0 * (.pi / low).squareRoot() / $1.length }
    tail = first / (Double.exp(rate * delta) - 1)
    thetas = lines.map { line in
      line.offsets.flatMap { j in
        let z = Double(j) * line.spacing
        return nodes.map { (t: Double) -> Double in
          switch line.kind {
          case .none: 1
          case .circle: theta(t, z, line.length)
          case .nodes, .cells: Double.exp(-t * z * z)
          }
        }
      }
    }
  }

  /// K at the offsets (i, j, ·), written in the order of the last axis.
  func fill(_ i: Int, _ j: Int, _ row: inout [Double]) {
    let last = lines[2]
    guard !thetas.isEmpty else {
      let (x, y) = (Double(i) * lines[0].spacing, Double(j) * lines[1].spacing)
      for (n, k) in last.offsets.enumerated() {
        let z = Double(k) * last.spacing
        row[n] = Double.pow(x * x + y * y + z * z, -sigma / 2)
      }
      return
    }
    let count = weights.count
    let from = (
      (i - lines[0].offsets.lowerBound) * count, (j - lines[1].offsets.lowerBound) * count
    )
    let leading = (0..<count).map { weights[$0] * thetas[0][from.0 + $0] * thetas[1][from.1 + $0] }
    thetas[2].withUnsafeBufferPointer { theta in
      leading.withUnsafeBufferPointer { leading in
        for n in 0..<last.offsets.count {
          var sum = tail
          for k in 0..<count { sum += leading[k] * theta[n * count + k] }
          row[n] = sum
        }
      }
    }
  }
}

/// Σ_m e^{−t(z + mL)²}, by itself or by Poisson's formula, whichever is short.
private func theta(_ t: Double, _ z: Double, _ length: Double) -> Double {
  let x = t * length * length
  if x > .pi {
    return (-4...4).reduce(0) { sum, m in
      let y = z + Double(m) * length
      return sum + Double.exp(-t * y * y)
    }
  }
  let waves = (1...4).reduce(0.0) { sum, m in
    let k = Double(m) * .pi
    return sum + Double.exp(-k * k / x) * Double.cos(2 * k * z / length)
  }
  return (.pi / t).squareRoot() / length * (1 + 2 * waves)
}
