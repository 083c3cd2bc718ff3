/// A number of a vector u ∈ R^N, the values at the grid's points: no mesh size, no weight.
public enum VectorNorm: Hashable, Sendable {
  /// (Σ |u_j|^p)^{1/p}, 0 < p ≤ ∞: a norm for p ≥ 1; for p < 1 a quasi-norm,
  /// ‖u + v‖_p ≤ 2^{1/p − 1} (‖u‖_p + ‖v‖_p).
  case power(Double)
  /// #{j : u_j ≠ 0}, the "ℓ⁰ norm": no norm, since it is not homogeneous.
  case nonzeros
  /// #{j : u_j ≠ v_j}, the Hamming distance: a metric on vectors; of one vector, its distance to 0.
  case hamming
}

extension VectorNorm {
  /// Reads what follows `vector:`; nil if it is neither a positive number nor a known word.
  init?(name: Substring) {
    switch name {
    case "nonzeros": self = .nonzeros
    case "hamming": self = .hamming
    case "inf": self = .power(.infinity)
    default:
      guard let first = name.first, first.isNumber || first == ".", let p = Double(name),
        p > 0, p.isFinite
      else { return nil }
      self = .power(p)
    }
  }

  /// `vector:0.5`
  var name: String {
    switch self {
    case .power(let p): "vector:" + spelled(p)
    case .nonzeros: "vector:nonzeros"
    case .hamming: "vector:hamming"
    }
  }
}
