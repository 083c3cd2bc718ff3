extension TransformKind {
  /// The number of points, which is also the number of modes of the full spectrum.
  public var count: Int {
    switch (family, onCells) {
    case (.sine, false): cells - 1
    case (.cosine, false): cells + 1
    default: cells
    }
  }

  /// Whether at least one point is left: n ≥ 2 for `sine` on nodes, else n ≥ 1.
  public var isLegal: Bool { cells >= 1 && count >= 1 }

  /// The wave number k of the i-th mode.
  ///
  /// Fourier: 0, 1, …, ⌊n/2⌋, −⌈n/2⌉+1, …, −1. Sine: 1, 2, … The others: 0, 1, …
  func waveNumber(_ i: Int) -> Int {
    switch family {
    case .fourier: 2 * i <= cells ? i : i - cells
    case .sine: i + 1
    case .cosine, .halfSine, .halfCosine: i
    }
  }
}
