extension String {
  /// The text for LaTeX's text mode: its special characters escaped, the mathematical ones of our
  /// captions as formulas, so that it compiles without further packages.
  var latex: String {
    var text = ""
    for character in self {
      text += Self.commands[character] ?? String(character)
    }
    return text
  }

  /// A number, a rate or a word of a table's cell: `7.511e-03` is $7.511\cdot10^{-3}$.
  var latexCell: String {
    switch self {
    case "", "-": return self == "-" ? "--" : ""
    case "inf": return "$\\infty$"
    default: break
    }
    let isBounded = hasPrefix("±")
    let number = isBounded ? dropFirst() : self[...]
    guard let first = number.first, first.isNumber || first == "-", Double(number) != nil else {
      return latex
    }
    let sign = isBounded ? "\\pm " : ""
    let parts = number.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "$\(sign)\(number)$" }
    return "$\(sign)\(parts[0])\\cdot10^{\(exponent)}$"
  }

  private static let commands: [Character: String] = {
    var commands: [Character: String] = [
      "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
      "%": "\\%", "_": "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}",
      "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "\"": "''",
      "–": "--", "—": "---", "…": "\\dots{}", "’": "'", "“": "``", "”": "''", "\u{a0}": "~",
    ]
    let formulas: [Character: String] = [
      "−": "-", "±": "\\pm", "×": "\\times", "·": "\\cdot", "∈": "\\in", "∞": "\\infty",
      "‖": "\\|", "∇": "\\nabla", "∂": "\\partial", "∫": "\\int", "Σ": "\\sum", "√": "\\surd",
      "≤": "\\le", "≥": "\\ge", "≠": "\\ne", "≈": "\\approx", "→": "\\to", "½": "\\frac12",
      "Δ": "\\Delta", "Ω": "\\Omega", "Φ": "\\Phi", "Γ": "\\Gamma", "Π": "\\prod",
      "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\varepsilon",
      "θ": "\\theta", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "ν": "\\nu", "ξ": "\\xi",
      "π": "\\pi", "ρ": "\\rho", "σ": "\\sigma", "τ": "\\tau", "φ": "\\varphi", "ω": "\\omega",
      "û": "\\hat u", "ᵢ": "_i", "ⱼ": "_j", "ₖ": "_k", "ₕ": "_h", "ₙ": "_n", "ₓ": "_x",
      "ˢ": "^s", "ᵖ": "^p", "ᵏ": "^k", "ᵐ": "^m", "ⁿ": "^n", "⁻": "^-", "⁺": "^+",
      "✓": "\\surd", "✗": "\\times", "∬": "\\int\\!\\!\\int", "⟨": "\\langle", "⟩": "\\rangle",
    ]
    for (character, formula) in formulas { commands[character] = "$\(formula)$" }
    for (place, digit) in "⁰¹²³⁴⁵⁶⁷⁸⁹".enumerated() { commands[digit] = "$^\(place)$" }
    for (place, digit) in "₀₁₂₃₄₅₆₇₈₉".enumerated() { commands[digit] = "$_\(place)$" }
    return commands
  }()
}
