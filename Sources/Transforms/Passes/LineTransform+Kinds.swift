import RealModule

/// Which way, and what an axis finds when its turn comes.
enum Direction: Sendable {
  case forward, inverse
}

extension LineTransform {
  /// The last periodic axis: real values ↔ the modes k = 0…⌊n/2⌋, e^{−iπk/n} on cells.
  static func half(_ kind: TransformKind, _ direction: Direction, scale: Wide) -> LineTransform {
    let (n, modes) = (kind.cells, kind.cells / 2 + 1)
    switch direction {
    case .forward:
      return LineTransform(
        transform: .realToComplex, length: n, inputLength: n, outputLength: modes,
        load: .uniform(1, count: n), store: phases(kind, modes, -1, scale: scale))
    case .inverse:
      return LineTransform(
        transform: .complexToReal, length: n, inputLength: modes, outputLength: n,
        load: phases(kind, modes, 1, scale: scale), store: .uniform(1, count: n))
    }
  }

  /// A periodic axis of data that are complex already.
  static func full(_ kind: TransformKind, _ direction: Direction, scale: Wide) -> LineTransform {
    let n = kind.cells
    switch direction {
    case .forward:
      return LineTransform(
        transform: .complexForward, length: n, inputLength: n, outputLength: n,
        load: .uniform(scale, count: n), store: phases(kind, n, -1, scale: 1))
    case .inverse:
      return LineTransform(
        transform: .complexBackward, length: n, inputLength: n, outputLength: n,
        load: phases(kind, n, 1, scale: scale), store: .uniform(1, count: n))
    }
  }

  /// A bounded axis. FFTW's coefficients are twice ours, but for a mode that its transforms count
  /// once: k = 0 of the cosines on both placements, k = n of the cosine on nodes and the sine on
  /// cells.
  static func real(_ kind: TransformKind, _ direction: Direction, scale: Wide) -> LineTransform {
    let n = kind.count
    let (ahead, back) = transforms(of: kind)
    var single: [Int] = []
    switch (kind.family, kind.onCells) {
    case (.cosine, false): single = [0, n - 1]
    case (.cosine, true): single = [0]
    case (.sine, true): single = [n - 1]
    default: break
    }
    switch direction {
    case .forward:
      var factors = Array(repeating: Scalar(1), count: n)
      for k in single { factors[k] = 0.5 }
      return LineTransform(
        transform: .real(ahead), length: n, inputLength: n, outputLength: n,
        load: .uniform(scale, count: n), store: .real(factors))
    case .inverse:
      var factors = Array(repeating: Scalar(scale), count: n)
      for k in single { factors[k] *= 2 }
      return LineTransform(
        transform: .real(back), length: n, inputLength: n, outputLength: n,
        load: .real(factors), store: .uniform(1, count: n))
    }
  }

  /// FFTW's transform from values to coefficients, and back.
  static func transforms(
    of kind: TransformKind
  ) -> (ahead: PlanProblem.RealTransform, back: PlanProblem.RealTransform) {
    switch (kind.family, kind.onCells) {
    case (.fourier, _): preconditionFailure("a periodic axis has no real transform")
    case (.sine, false): (.rodft00, .rodft00)
    case (.sine, true): (.rodft10, .rodft01)
    case (.cosine, false): (.redft00, .redft00)
    case (.cosine, true): (.redft10, .redft01)
    case (.halfSine, false): (.rodft01, .rodft10)
    case (.halfSine, true): (.rodft11, .rodft11)
    case (.halfCosine, false): (.redft01, .redft10)
    case (.halfCosine, true): (.redft11, .redft11)
    }
  }

  /// scale·e^{±iπk/n} on cells, scale on nodes.
  private static func phases(
    _ kind: TransformKind, _ modes: Int, _ sign: Wide, scale: Wide
  ) -> Weights<Scalar> {
    guard kind.onCells else { return .uniform(scale, count: modes) }
    return .complex(
      (0..<modes).flatMap { i in
        let angle = Wide.pi * Wide(kind.waveNumber(i)) / Wide(kind.cells)
        return [Scalar(scale * .cos(angle)), Scalar(scale * sign * .sin(angle))]
      })
  }
}

extension TransformKind {
  /// What FFTW's forward and backward results are to be multiplied by: 1/n and 1, or 1/n and ½.
  func scale(_ direction: Direction) -> Wide {
    switch direction {
    case .forward: 1 / Wide(cells)
    case .inverse: family == .fourier ? 1 : 0.5
    }
  }
}
