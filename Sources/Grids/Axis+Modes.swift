/// The family of functions that an axis's boundary condition makes its basis.
public enum Basis: Hashable, Sendable {
  /// e^{2πikξ}
  case fourier
  /// sin kπξ: Dirichlet at both ends
  case sine
  /// cos kπξ: Neumann at both ends
  case cosine
  /// sin (k+½)πξ: Dirichlet below, Neumann above
  case halfSine
  /// cos (k+½)πξ: Neumann below, Dirichlet above
  case halfCosine
}

extension Axis {
  /// The basis that the boundary picks.
  public var basis: Basis {
    switch boundary {
    case .periodic: .fourier
    case .bounded(.dirichlet, .dirichlet): .sine
    case .bounded(.neumann, .neumann): .cosine
    case .bounded(.dirichlet, .neumann): .halfSine
    case .bounded(.neumann, .dirichlet): .halfCosine
    }
  }

  /// The wave number of the i-th mode in the transforms' order.
  ///
  /// Periodic: 0, 1, …, ⌊n/2⌋, −⌈n/2⌉+1, …, −1, so that −n/2 < k ≤ n/2. Sine: 1, 2, …
  /// The others: 0, 1, …
  public func waveNumber(_ i: Int) -> Int {
    switch basis {
    case .fourier: 2 * i <= cells ? i : i - cells
    case .sine: i + 1
    case .cosine, .halfSine, .halfCosine: i
    }
  }

  /// The phase θ = κh of the i-th mode per cell; |θ| ≤ π.
  public func theta(_ i: Int) -> Extended {
    let k = Extended(waveNumber(i))
    let n = Extended(cells)
    switch basis {
    case .fourier: return 2 * .pi * k / n
    case .sine, .cosine: return .pi * k / n
    case .halfSine, .halfCosine: return .pi * (2 * k + 1) / (2 * n)
    }
  }

  /// The angular frequency κ of the i-th mode, in radians: 2πk/L, πk/L or π(k+½)/L.
  public func frequency(_ i: Int) -> Extended {
    let k = Extended(waveNumber(i))
    switch basis {
    case .fourier: return 2 * .pi * k / length
    case .sine, .cosine: return .pi * k / length
    case .halfSine, .halfCosine: return .pi * (2 * k + 1) / (2 * length)
    }
  }

  /// The index of the last mode: the one that has on the grid twice the energy of the function it
  /// interpolates.
  ///
  /// Periodic with n even: k = n/2. Neumann–Neumann nodes and Dirichlet–Dirichlet cells: k = n.
  /// The other kinds have none.
  public var lastMode: Int? {
    switch (basis, placement) {
    case (.fourier, _): cells.isMultiple(of: 2) ? cells / 2 : nil
    case (.cosine, .nodes): cells
    case (.sine, .cells): cells - 1
    default: nil
    }
  }

  /// The L² square μ of the i-th basis function: L if periodic, L/2 for sine and cosine, L for the
  /// constant; the last mode by its policy.
  public func squareNorm(_ i: Int, lastMode policy: LastMode = .parseval) -> Extended {
    if i == lastMode { return length * policy.share }
    switch basis {
    case .fourier: return length
    case .cosine where waveNumber(i) == 0: return length
    default: return length / 2
    }
  }
}

/// How the last mode of an axis counts in a `spectral` norm.
public enum LastMode: String, Hashable, Sendable, CaseIterable {
  /// μ = L: the grid's energy.
  case parseval
  /// μ = L/2: the energy of the interpolating function.
  case interpolant
  /// μ = 0: not at all.
  case drop

  var share: Extended {
    switch self {
    case .parseval: 1
    case .interpolant: 0.5
    case .drop: 0
    }
  }
}
