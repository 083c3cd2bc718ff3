extension Norm {
  /// What W^{s,p}, 0 < s < 1, and B^s_{p,q} are; nil for other norms.
  func fractionalDefinition(of letter: Character) -> String? {
    switch core {
    case .slobodeckij(let s, let p) where isGagliardo:
      let seminorm = Norm(core, form: form, seminorm: true).name
      let u = "\(letter)"
      if p == .infinity {
        return isSeminorm
          ? "\(seminorm) = max |\(u)(x) − \(u)(y)| / |x − y|^\(s)"
          : "\(name) = max(Linf, \(seminorm)), \(seminorm) = max |\(u)(x) − \(u)(y)| / |x − y|^\(s)"
      }
      let power = exponent(p)
      // To nine decimals: 0.6, never 0.6000000000000001.
      let product = spelled((s * p * 1e9).rounded() / 1e9)
      let integral =
        "\(seminorm)\(power) = ∬ |\(u)(x) − \(u)(y)|\(power) / |x − y|^(d + \(product)), all images "
        + "along periodic axes"
      return isSeminorm
        ? integral : "\(name)\(power) = L\(spelled(p))\(power) + \(seminorm)\(power), \(integral)"
    case .besov(let s, let p, let q):
      let blocks =
        form == .smooth
        ? "Δ_j smooth about |κ| = 2^(j − ½)"
        : "Δ_j cuts out 2^(j − 1) ≤ |κ| < 2^j, |κ| < 1 for j = 0"
      let block = "\(s == 1 ? "2^j" : "2^(\(spelled(s)) j)") ‖Δ_j \(letter)‖_L\(spelled(p))"
      return q == .infinity
        ? "\(name) = max_j \(block), \(blocks)"
        : "\(name)\(exponent(q)) = Σ_j (\(block))\(exponent(q)), \(blocks)"
    default: return nil
    }
  }

  /// `²`, `^3`, and nothing for 1.
  private func exponent(_ p: Double) -> String {
    p == 1 ? "" : p == 2 ? "²" : "^\(spelled(p))"
  }
}
