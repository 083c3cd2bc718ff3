extension Norm {
  /// The definition in one line: `H1² = L2² + |H1|²`; nil for L^p, which needs none.
  ///
  /// - Parameters:
  ///   - letter: what the function is called: e or u.
  ///   - setting: the form of the energy, and what is measured.
  public func definition(
    of letter: Character = "e", in setting: NormSetting = NormSetting()
  ) -> String? {
    switch core {
    case .lebesgue: nil
    case .sobolev(let s): sobolevDefinition(s, of: letter)
    case .energy: energyDefinition(of: letter, in: setting)
    case .slobodeckij where isGagliardo: fractionalDefinition(of: letter)
    case .slobodeckij(let s, let p): powerDefinition(s, p, of: letter)
    case .besov: fractionalDefinition(of: letter)
    case .own(let norm): norm.definition(of: letter)
    case .totalVariation: variationDefinition(of: letter, in: setting)
    case .vector(let vector): vector.definition(of: letter)
    }
  }

  private func energyDefinition(of u: Character, in setting: NormSetting) -> String {
    "energy² = a(\(u), \(u)), the problem's own form"
      + (setting.hasSymmetricForm
        ? ""
        : ", its symmetric part ∫ ∇\(u)·a∇\(u) + (c − ½∇·b) \(u)² + ∫_∂Ω (β + ½b·n) \(u)²")
  }

  /// Of values at points a sum, of functions an integral.
  private func variationDefinition(of u: Character, in setting: NormSetting) -> String {
    let (sum, integral) =
      form == .anisotropic
      ? (
        "Σ_a Σ_j |∂_a \(u)_j| h^d = |W1,1| of differences between neighbours", "Σ_a ∫ |∂_a \(u)|"
      )
      : (
        "Σ_j |∇\(u)_j| h^d, isotropic, forward differences between neighbours", "∫ |∇\(u)|"
      )
    if !setting.hasFunctions { return "\(name) = \(sum)" }
    return "\(name) = " + (setting.hasPoints ? "\(sum); function: \(integral)" : integral)
  }

  private func sobolevDefinition(_ s: Double, of u: Character) -> String? {
    guard s != 0 else { return nil }
    let order = s.magnitude
    let number = order == order.rounded() ? "\(Int(order))" : "\(order)"
    if s < 0 {
      return "\(name): the dual of "
        + Norm(.sobolev(order), form: form, seminorm: isSeminorm).name
    }
    let energy = "|\(u)\u{302}|²"
    if isSeminorm {
      switch form {
      case .multiindex: return "\(name)² = Σ_{|α|=\(number)} ‖∂^α \(u)‖², each α once"
      case .ends: return "\(name)² = Σᵢ ‖∂ᵢ^\(number) \(u)‖²"
      default: return "\(name)² = Σ λ^\(number) \(energy), λ = |κ|² in radians"
      }
    }
    switch form {
    case .sum where order == 1: return "\(name)² = L2² + |H1|²"
    case .sum: return "\(name)² = Σ_{j≤\(number)} |Hj|², all derivatives of order j (Frobenius)"
    case .multiindex: return "\(name)² = Σ_{|α|≤\(number)} ‖∂^α \(u)‖², each α once"
    case .ends: return "\(name)² = L2² + Σᵢ ‖∂ᵢ^\(number) \(u)‖²"
    case .graph: return "\(name)² = Σ (1 + λ^\(number)) \(energy)"
    default: return "\(name)² = Σ (1 + λ)^\(number) \(energy), λ = |κ|² in radians"
    }
  }

  private func powerDefinition(_ s: Double, _ p: Double, of u: Character) -> String? {
    guard s == s.rounded() else { return nil }
    let range = "|α|\(isSeminorm ? "=" : "≤")\(Int(s))"
    if p == .infinity { return "\(name) = max_{\(range)} max |∂^α \(u)|" }
    let power = p == 1 ? "" : "^" + spelled(p)
    return "\(name)\(power) = Σ_{\(range)} ∫ |∂^α \(u)|\(power), each α once"
  }
}

extension VectorNorm {
  /// What it sums or counts, and whether it is a norm.
  func definition(of u: Character) -> String {
    switch self {
    case .power(.infinity): "\(name) = max_j |\(u)_j|, a norm of the vector of values"
    case .power(let p):
      "\(name) = (Σ_j |\(u)_j|^\(spelled(p)))^(1/\(spelled(p))), "
        + (p < 1 ? "a quasi-norm, not a norm" : "a norm") + ", of the vector of values: no h"
    case .nonzeros: "\(name) = #{j : \(u)_j ≠ 0}, a count and no norm"
    case .hamming:
      "\(name) = #{j : \(u)_j ≠ 0}, the Hamming distance "
        + (u == "e" ? "of u_h and u" : "of \(u) and 0") + ", a metric and no norm"
    }
  }
}
