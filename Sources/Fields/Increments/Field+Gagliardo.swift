import RealModule
import Transforms

extension Field {
  /// The Slobodeckij–Gagliardo seminorm of order 0 < s < 1 and exponent 1 ≤ p < ∞,
  ///
  ///     [u]^p = ∬ |u(x) − u(y)|^p / |x − y|^{d+sp} dx dy,
  ///
  /// over the box, with all images along periodic axes. As an integral over the offset,
  ///
  ///     [u]^p = ∫ K(z) F(z) dz,   F(z) = ∫ |u(x + z) − u(x)|^p dx,   K(z) = Σ |z + mL|^{−d−sp}
  ///
  /// the beginning M of F at 0, made of weak gradients and cut off smoothly, is integrated exactly and
  /// the rest, K(F − M), by the trapezoidal rule: O(h²) for smooth u and each s, uniformly after
  /// multiplication by s(1 − s), so that both limits hold on a fixed grid:
  ///
  ///     (1 − s)[u]^p → ∫_S|ω₁|^p dω · ‖∇u‖_p^p / p,   s → 1
  ///     s[u]^p → |S| / (p|Ω|) · ∬|u(x) − u(y)|^p,   s → 0, on a torus
  ///
  /// For p = ∞ it is the largest |u(x) − u(y)| / |x − y|^s. A field is 0 at Dirichlet nodes; on cells
  /// the rule does not look at the boundary. In double precision, whatever the field's is.
  ///
  /// - Complexity: O(N²)
  public func gagliardoSeminorm(order s: Double, exponent p: Double) -> Scalar {
    precondition(s > 0 && s < 1 && p >= 1, "an order between 0 and 1 and an exponent of 1 or more")
    guard values.allSatisfy(\.isFinite) else { return .nan }
    let samples = ClosedSamples(self)
    guard samples.scale > 0 else { return 0 }
    let value =
      p == .infinity
      ? samples.hoelderQuotient(order: s)
      : Double.pow(max(0, samples.doubleIntegral(order: s, exponent: p)), 1 / p)
    return largest() * Scalar(value)
  }
}

extension ClosedSamples {
  /// ∬ |u(x) − u(y)|^p / |x − y|^{d+sp}
  fileprivate func doubleIntegral(order s: Double, exponent p: Double) -> Double {
    let sigma = Double(rank) + s * p
    let kernel = OffsetKernel(exponent: sigma, lines: lines)
    let increments = Increments(u: self, p: p)
    let model = IncrementModel(self, p: p)
    // Half of the shortest axis: the ball lies in one period, and in the box of offsets.
    let radius = extents.map(\.length).min()! / 2
    let volume = lines.reduce(1) { $0 * $1.spacing }
    var row = [Double](repeating: 0, count: lines[2].offsets.count)
    var sums: [Double] = []
    eachPlane { i, j in
      kernel.fill(i, j, &row)
      var sum = 0.0
      for (n, k) in lines[2].offsets.enumerated() {
        let weight = multiplicity(i, j, k)
        guard weight > 0 else { continue }
        let z = offset(i, j, k)
        let square = (z * z).sum()
        var value = row[n] * increments((i, j, k))
        let cutoff = IncrementModel.cutoff(square, radius: radius)
        if cutoff > 0 { value -= Double.pow(square, -sigma / 2) * cutoff * model(z) }
        sum += weight * value
      }
      sums.append(sum)
    }
    return volume * sums.withUnsafeBufferPointer(pairwiseSum)
      + model.integral(radius: radius, exponent: p * (1 - s))
  }

  /// max |u(x) − u(y)| / |x − y|^s
  fileprivate func hoelderQuotient(order s: Double) -> Double {
    let increments = Increments(u: self, p: .infinity)
    var largest = 0.0
    eachPlane { i, j in
      for k in lines[2].offsets where multiplicity(i, j, k) > 0 {
        let z = offset(i, j, k)
        largest = max(
          largest, increments.largest((i, j, k)) * Double.pow((z * z).sum(), -s / 2))
      }
    }
    return largest
  }

  func eachPlane(_ body: (_ i: Int, _ j: Int) -> Void) {
    for i in lines[0].offsets { for j in lines[1].offsets { body(i, j) } }
  }

  func offset(_ i: Int, _ j: Int, _ k: Int) -> SIMD4<Double> {
    SIMD4(
      Double(i) * lines[0].spacing, Double(j) * lines[1].spacing, Double(k) * lines[2].spacing, 0)
  }

  /// F is even: of two opposite offsets the later one counts for both, and 0 not at all.
  func multiplicity(_ i: Int, _ j: Int, _ k: Int) -> Double {
    if (i, j, k) == (0, 0, 0) { return 0 }
    let other = (lines[0].opposite(i), lines[1].opposite(j), lines[2].opposite(k))
    if (i, j, k) == other { return 1 }
    return (i, j, k) > other ? 2 : 0
  }
}
