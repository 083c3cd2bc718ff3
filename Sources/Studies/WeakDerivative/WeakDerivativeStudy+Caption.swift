import Grids
import Norms

extension WeakDerivativeStudy {
  /// The lines above the table: the question, the norm, where derivatives live.
  var caption: [String] {
    var lines = [
      domain.words(),
      "is v = \(candidate.name) the weak derivative \(derivative) of u = \(function.name)?",
      "gap = ‖\(derivative) u − v‖ in \(norm.name), the largest ⟨\(derivative) u − v, φ⟩ over "
        + "‖φ‖ = 1 in \(testNorm)",
    ]
    lines += [norm.definition(of: "u")].compactMap(\.self)
    let letters = zip(["x", "y", "z"], zip(alpha, domain.intervals))
    let odd = letters.filter {
      !$0.1.0.isMultiple(of: 2) && $0.1.1.boundary != .periodic
    }
    for (letter, (_, interval)) in odd {
      lines.append(
        "in \(letter) the derivative lives in the \(interval.boundary.conjugate.basisWords); "
          + (interval.boundary.hasDirichletEnd
            ? "u is continued by 0 at a Dirichlet end: a value there counts as a jump"
            : "test functions vanish at the ends"))
    }
    return lines
  }

  /// `∂x`, `∂x²∂y`
  var derivative: String {
    let powers = ["", "", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return zip(["x", "y", "z"], alpha).filter { $0.1 > 0 }.map { letter, m in
      "∂\(letter)" + (m < powers.count ? powers[m] : "^\(m)")
    }.joined()
  }
}

extension Boundary {
  fileprivate var hasDirichletEnd: Bool {
    guard case .bounded(let a, let b) = self else { return false }
    return a == .dirichlet || b == .dirichlet
  }

  fileprivate var basisWords: String {
    switch self {
    case .periodic: "Fourier basis"
    case .bounded(.dirichlet, .dirichlet): "sine basis"
    case .bounded(.neumann, .neumann): "cosine basis"
    case .bounded: "conjugate basis of quarter waves"
    }
  }
}
