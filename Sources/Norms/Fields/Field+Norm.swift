public import Discretizations
public import Fields
public import Grids
import RealModule
import Transforms

extension Field {
  /// The norms of u as a scheme sees it; nil where the scheme is not conforming.
  ///
  /// L^p, p ≠ 2, is the grid's quadrature, W^{k,p}, p ≠ 2, that of its weak derivatives; TV and the
  /// norms of vectors are of the values, whatever the scheme; everything else is a weighted sum over
  /// the coefficients, all in one sweep. The last mode's policy concerns these sums, and `spectral`
  /// only: the other schemes see the grid.
  ///
  /// - Complexity: one transform, and O(N) for each norm.
  public func norms(
    _ norms: [Norm], scheme: Scheme = .spectral, lastMode: LastMode = .parseval
  ) throws(NormError) -> [Scalar?] {
    var weights: [Int: Symbol<Scalar>] = [:]
    var values = [Scalar?](repeating: nil, count: norms.count)
    for (i, norm) in norms.enumerated() {
      switch norm.core {
      case .lebesgue(let p) where p != 2:
        let value = lebesgueNorm(Scalar(p))
        guard value.isFinite else { throw .notFinite(norm) }
        values[i] = value
      case _ where norm.isMeasuredOnGrid:
        values[i] = gridNorm(norm, scheme: scheme)
        if values[i]?.isFinite == false { throw .notFinite(norm) }
      case .slobodeckij(let k, 2) where k == k.rounded():
        weights[i] = norm.symbol(scheme, on: grid)
      case .lebesgue, .sobolev: weights[i] = norm.symbol(scheme, on: grid)
      case .slobodeckij(let s, let p) where norm.isGagliardo:
        if let weight = norm.symbol(scheme, on: grid, Scalar.self) {
          weights[i] = weight
        } else {
          values[i] = try gagliardoNorm(norm, order: s, exponent: p)
        }
      case .own(let own):
        try check(own, scheme: scheme)
        if let weight = norm.symbol(scheme, on: grid, Scalar.self) {
          weights[i] = weight
        } else {
          values[i] = try modifiedNorm(own, scheme: scheme, lastMode: lastMode)
        }
      case .besov:
        if let weight = norm.symbol(scheme, on: grid, Scalar.self) {
          weights[i] = weight
        } else {
          values[i] = try besovNorm(norm, scheme: scheme, lastMode: lastMode)
        }
      default: throw .notAvailable(norm)
      }
    }
    guard !weights.isEmpty else { return values }
    let found = try weighted(
      weights.sorted { $0.key < $1.key }.map { (norms[$0.key], $0.value) },
      lastMode: scheme.isSpectral ? lastMode : .parseval)
    for (i, value) in zip(weights.keys.sorted(), found) { values[i] = value }
    return values
  }

  /// √ Σ μ w |û|² for each weight w: from one sweep whose last axis is not written back, unless the
  /// mean has to be looked at; scaled if the squares leave the exponent's range.
  private func weighted(
    _ weights: [(norm: Norm, symbol: Symbol<Scalar>)], lastMode: LastMode
  ) throws(NormError) -> [Scalar] {
    if grid.hasConstants, weights.contains(where: { $0.norm.needsZeroMean }) {
      let uHat = Coefficients(self)
      defer { uHat.recycle() }
      return try uHat.norms(weights, lastMode: lastMode)
    }
    return try roots(of: weights, largest: largest) { scale in
      let u = scale == 1 ? self : Field(in: space, values: values.map { $0 / scale })
      return u.energies(weights.map(\.symbol), lastMode: lastMode)
    }
  }

  /// One norm of u; traps where the scheme is not conforming.
  public func norm(
    _ norm: Norm, scheme: Scheme = .spectral, lastMode: LastMode = .parseval
  ) throws(NormError) -> Scalar {
    guard let value = try norms([norm], scheme: scheme, lastMode: lastMode)[0] else {
      preconditionFailure("\(scheme) is not conforming for \(norm)")
    }
    return value
  }
}

extension Coefficients {
  /// √ Σ μ w |û|² for each weight w, in one sweep; scaled if the squares leave the exponent's range.
  ///
  /// - Throws: ``NormError/meanDoesNotVanish(_:mean:largest:)`` for a homogeneous norm of negative
  ///   order unless |û₀| ≤ 1e-10 max |û|, or 64 ε max |û| where that is more;
  ///   ``NormError/notFinite(_:)``.
  public func norms(
    _ weights: [(norm: Norm, symbol: Symbol<Scalar>)], lastMode: LastMode = .parseval
  ) throws(NormError) -> [Scalar] {
    if let mean, let norm = weights.first(where: { $0.norm.needsZeroMean })?.norm {
      let largest = largestMagnitude
      if mean.magnitude > max(1e-10, 64 * .ulpOfOne) * largest {
        throw .meanDoesNotVanish(norm, mean: Double(mean), largest: Double(largest))
      }
    }
    return try roots(of: weights, largest: { largestMagnitude }) { scale in
      let uHat = scale == 1 ? self : Coefficients(in: space, values: values.map { $0 / scale })
      return uHat.energies(weights.map(\.symbol), lastMode: lastMode)
    }
  }

  /// max |û| over real and imaginary parts; NaN if one is.
  private var largestMagnitude: Scalar {
    values.reduce(0) { $0.isNaN || $1.magnitude <= $0 ? $0 : $1.magnitude }
  }
}

/// The roots of the squares of some norms of u; where they leave the exponent's range those of u over
/// a power of two near its largest value, which is exact.
private func roots<Scalar: TransformScalar>(
  of weights: [(norm: Norm, symbol: Symbol<Scalar>)], largest: () -> Scalar,
  squares: (_ scale: Scalar) -> [Scalar]
) throws(NormError) -> [Scalar] {
  let plain = squares(1)
  if plain.allSatisfy({ $0.isFinite && $0 > .leastNormalMagnitude / .ulpOfOne / .ulpOfOne }) {
    return plain.map { $0.squareRoot() }
  }
  let largest = largest()
  if largest == 0 { return weights.map { _ in 0 } }
  guard largest.isFinite else { throw .notFinite(weights[0].norm) }
  let scale = Scalar(sign: .plus, exponent: largest.exponent, significand: 1)
  let found = squares(scale).map { scale * $0.squareRoot() }
  if let i = found.firstIndex(where: { !$0.isFinite }) { throw .notFinite(weights[i].norm) }
  return found
}
