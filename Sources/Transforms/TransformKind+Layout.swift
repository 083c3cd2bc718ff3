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
  /// The mode that has on the points twice the energy of its function.
  var lastMode: Int? {
    switch (family, onCells) {
    case (.fourier, _): cells.isMultiple(of: 2) ? cells / 2 : nil
    case (.cosine, false): cells
    case (.sine, true): cells - 1
    default: nil
    }
  }

  /// The first point's place, in whole cells from that of a middle or of a node.
  var start: Int { !onCells && (family == .sine || family == .halfSine) ? 1 : 0 }
}

extension TransformKind.Family {
  /// That of derivatives.
  var conjugate: TransformKind.Family {
    switch self {
    case .fourier: .fourier
    case .sine: .cosine
    case .cosine: .sine
    case .halfSine: .halfCosine
    case .halfCosine: .halfSine
    }
  }
}
