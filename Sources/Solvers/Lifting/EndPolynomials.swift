import Grids

/// The polynomials on [0, 1] that have one derivative 1 at one end, and take up nothing else.
///
/// With q = 0 at a Dirichlet end and q = 1 at a Neumann end, p_j has p_j^{(q+2j)} = 1 at its own end
/// and p_j^{(q+2i)} = 0, i ≠ j, at both, each end with its own q. Then
///
///     P u = Σ_j Σ_ends u^{(q+2j)}(end) p_j
///
/// interpolates the derivatives that odd and even reflection make jump. Between two Dirichlet ends
/// these are Lidstone's polynomials: p_j″ = p_{j−1}, p_j = 0 at the ends.
///
/// Source: Lidstone, *Proc. Edinburgh Math. Soc.* 2 (1929); Agarwal & Wong, *Error Inequalities in
/// Polynomial Interpolation*, 1993, chapter 1.
struct EndPolynomials {
  /// Ascending coefficients of p_0, p_1, … of the lower and of the upper end.
  private(set) var lower: [[Extended]]
  private(set) var upper: [[Extended]]

  private let ends: (lower: End, upper: End)

  /// p_0 … p_depth of an axis with these ends.
  init(lower a: End, upper b: End, depth: Int) {
    ends = (a, b)
    switch (a, b) {
    case (.dirichlet, .dirichlet): (lower, upper) = ([[1, -1]], [[0, 1]])
    case (.dirichlet, .neumann): (lower, upper) = ([[1]], [[0, 1]])
    case (.neumann, .dirichlet): (lower, upper) = ([[-1, 1]], [[1]])
    case (.neumann, .neumann): (lower, upper) = ([[0, 1, -0.5]], [[0, 0, 0.5]])
    }
    for _ in 0..<depth {
      lower.append(next(lower.last!))
      upper.append(next(upper.last!))
    }
  }

  /// p with p″ = r (plus a constant between Neumann ends, where r must have zero mean) and nothing at
  /// the ends.
  private func next(_ r: [Extended]) -> [Extended] {
    let once = Self.integral(r)
    var p = Self.integral(once)
    switch ends {
    case (.dirichlet, .dirichlet): p[1] -= p.reduce(0, +)
    case (.dirichlet, .neumann): p[1] -= once.reduce(0, +)
    case (.neumann, .dirichlet): p[0] -= p.reduce(0, +)
    case (.neumann, .neumann): p[2] -= once.reduce(0, +) / 2
    }
    return p
  }

  /// ∫₀^ξ r
  private static func integral(_ r: [Extended]) -> [Extended] {
    [0] + r.enumerated().map { $1 / Extended($0 + 1) }
  }
}
