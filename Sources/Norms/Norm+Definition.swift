extension Norm {
  /// The definition in one line: `H1² = L2² + |H1|²`; nil for L^p, which needs none.
  ///
  /// - Parameter letter: what the function is called: e or u.
  public func definition(of letter: Character = "e") -> String? {
    definition?.replacing("ê", with: "\(letter)\u{302}").replacing(
      "‖∂^α e‖", with: "‖∂^α \(letter)‖"
    )
    .replacing("e‖²", with: "\(letter)‖²").replacing("a(e, e)", with: "a(\(letter), \(letter))")
  }

  private var definition: String? {
    guard case .sobolev(let s) = core, s != 0 else {
      return core == .energy ? "energy² = a(e, e), the problem's own form" : nil
    }
    let order = s.magnitude
    let number = order == order.rounded() ? "\(Int(order))" : "\(order)"
    if s < 0 {
      return "\(name): the dual of "
        + Norm(.sobolev(order), form: form, seminorm: isSeminorm).name
    }
    if isSeminorm {
      switch form {
      case .multiindex: return "\(name)² = Σ_{|α|=\(number)} ‖∂^α e‖², each α once"
      case .ends: return "\(name)² = Σᵢ ‖∂ᵢ^\(number) e‖²"
      default: return "\(name)² = Σ λ^\(number) |ê|², λ = |κ|² in radians"
      }
    }
    switch form {
    case .sum where order == 1: return "\(name)² = L2² + |H1|²"
    case .sum: return "\(name)² = Σ_{j≤\(number)} |Hj|², all derivatives of order j (Frobenius)"
    case .multiindex: return "\(name)² = Σ_{|α|≤\(number)} ‖∂^α e‖², each α once"
    case .ends: return "\(name)² = L2² + Σᵢ ‖∂ᵢ^\(number) e‖²"
    case .graph: return "\(name)² = Σ (1 + λ^\(number)) |ê|²"
    default: return "\(name)² = Σ (1 + λ)^\(number) |ê|², λ = |κ|² in radians"
    }
  }
}
