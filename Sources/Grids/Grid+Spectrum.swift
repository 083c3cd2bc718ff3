extension Grid {
  /// The axis whose spectrum is stored by half, since the values are real: the last periodic one.
  public var halfAxis: Int? { axes.lastIndex(where: \.isPeriodic) }

  /// Whether coefficients are complex: some axis is periodic.
  public var isComplex: Bool { halfAxis != nil }

  /// The number of modes stored along each axis: ⌊n/2⌋ + 1 along the half axis.
  public var spectrumShape: [Int] {
    var shape = shape
    if let half = halfAxis { shape[half] = axes[half].cells / 2 + 1 }
    return shape
  }

  /// How many modes of the whole spectrum a stored mode of `axis` stands for: 2 along the half
  /// axis but for k = 0 and, n even, k = n/2.
  ///
  /// This is the only place that knows.
  public func multiplicity(axis: Int, stored i: Int) -> Int {
    guard axis == halfAxis else { return 1 }
    return i == 0 || 2 * i == axes[axis].cells ? 1 : 2
  }

  /// The table of f over the stored modes of each axis.
  public func tabulate<T>(_ f: (_ axis: Axis, _ mode: Int) -> T) -> [[T]] {
    zip(axes, spectrumShape).map { axis, n in (0..<n).map { f(axis, $0) } }
  }

  /// The wave numbers of a stored mode, one an axis, from its row-major index.
  public func waveNumbers(stored index: Int) -> [Int] {
    var rest = index
    var numbers: [Int] = []
    for (axis, count) in zip(axes, spectrumShape).reversed() {
      numbers.append(axis.waveNumber(rest % count))
      rest /= count
    }
    return numbers.reversed()
  }

  /// μ_k times the multiplicity, as one factor an axis: Σ over *stored* modes of the product of
  /// these and |û|² is ∫u².
  public func energyWeights(lastMode: LastMode = .parseval) -> [[Extended]] {
    let shape = spectrumShape
    return axes.indices.map { a in
      (0..<shape[a]).map { i in
        axes[a].squareNorm(i, lastMode: lastMode) * Extended(multiplicity(axis: a, stored: i))
      }
    }
  }
}

extension Grid {
  /// Whether the constants belong to the space: every axis is periodic or Neumann at both ends.
  ///
  /// The constant mode is then the first stored one.
  public var hasConstants: Bool {
    axes.allSatisfy { $0.basis == .fourier || $0.basis == .cosine }
  }
}
