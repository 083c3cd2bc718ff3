import Discretizations
import Fields
import Formulas
import Grids

extension FunctionError {
  /// The same error at m equispaced places a direction and cell, both ends among them: where a
  /// maximum is looked for.
  func sampled(_ m: Int) -> FunctionError {
    var error = self
    error.rules = grid.axes.map { _ in CutRule(CellRule(equispaced: m)) }
    return error
  }

  /// ∫ |∂^α e|^p by the quadrature, max |∂^α e| over m equispaced places a direction and cell.
  func integrals(
    _ wanted: [Derivative], shift: Scalar, samples m: Int?
  ) throws(DifferentiationError) -> [Derivative: Integral] {
    let maxima = m == nil ? [] : wanted.filter { $0.exponent == nil }
    let sums = wanted.filter { !maxima.contains($0) }
    let values =
      try (sums.isEmpty ? [] : integrals(sums, shift: shift))
      + (maxima.isEmpty ? [] : sampled(m!).integrals(maxima, shift: shift))
    return Dictionary(uniqueKeysWithValues: zip(sums + maxima, values))
  }

  /// The same of e over a scale, and that: 1, but where powers of a derivative leave the exponent's range a
  /// power of two near its largest value, which is exact. On a small box derivatives have sizes of their own.
  func scaledIntegrals(
    _ wanted: [Derivative], shift: Scalar, samples m: Int?
  ) throws(DifferentiationError) -> [Derivative: ScaledIntegral] {
    let plain = try integrals(wanted, shift: shift, samples: m)
    var found = plain.mapValues { ScaledIntegral(value: $0.value) }
    var scales: [Scalar: [Derivative]] = [:]
    for derivative in wanted {
      guard let largest = plain[derivative]?.largestOutOfRange(of: derivative) else {
        continue
      }
      let scale = Scalar(sign: .plus, exponent: largest.exponent, significand: 1)
      scales[scale, default: []].append(derivative)
    }
    for (scale, derivatives) in scales {
      var scaled = self
      scaled.scale = scale
      for (derivative, integral) in try scaled.integrals(derivatives, shift: shift, samples: m) {
        found[derivative] = ScaledIntegral(value: integral.value, scale: scale)
      }
    }
    return found
  }

  /// ∫ |∂^α e/σ|^p or max |∂^α e/σ|, and σ.
  struct ScaledIntegral {
    let value: Scalar
    var scale: Scalar = 1
  }

  /// An integral of a power, and what it is a power of where it may have left the exponent's range.
  struct Integral {
    var value: Scalar = 0
    /// The largest |∂^α e| of what was added while the sum was out of range.
    private var largest: Scalar = 0

    /// Adds what a lattice has, and looks for the largest value there only where the sum is 0, infinite or
    /// has lost digits.
    mutating func add(_ part: Scalar, of e: @autoclosure () -> [Scalar]) {
      value += part
      if isOutOfRange { note(largestMagnitude(e())) }
    }

    /// Notes a value that is raised to a power.
    mutating func note(_ size: Scalar) { if !(size <= largest) { largest = size } }

    private var isOutOfRange: Bool { Self.isOutOfRange(value) }

    private static func isOutOfRange(_ x: Scalar) -> Bool {
      let least = Scalar.leastNormalMagnitude / .ulpOfOne / .ulpOfOne
      return !(x.isFinite && x.magnitude > least)
    }

    /// The largest value, where a power of it is why the integral is out of range: not where e is 0, or
    /// parts cancel. The volume of the box, and p-th powers that are less than their largest, have three
    /// quarters of the exponents.
    fileprivate func largestOutOfRange(of derivative: Derivative) -> Scalar? {
      // The length of a gradient is a root of squares.
      let isLost = derivative == .gradient && Self.isOutOfRange(largest * largest)
      guard isOutOfRange || isLost, largest > 0, largest.isFinite else { return nil }
      let quarter = Double(Scalar.greatestFiniteMagnitude.exponent) / 4
      let power = max(2, derivative.exponent ?? 1)
      return (Double(largest.exponent) * power).magnitude > quarter ? largest : nil
    }
  }
}
