extension Label {
  /// The heading in LaTeX, in text mode; a norm is set as the norm of `argument`.
  ///
  /// - Parameter notation: how TeX sets the spaces of norms of one's own.
  func latex(of argument: String, _ notation: [String: String] = [:]) -> String {
    switch self {
    case .text(let text): text.latex
    case .norm(let name) where notation[name] != nil:
      "$\\|\(argument)\\|_{\(notation[name]!)}$"
    case .norm(let name): "$" + Label.formula(name, argument) + "$"
    }
  }

  /// `|H2:ends|` of e is |e|_{H^2,\mathrm{ends}}; a name that is none of the known cores is set
  /// upright as it is.
  private static func formula(_ name: String, _ argument: String) -> String {
    var core = name[...]
    var bars = "\\|"
    if core.count > 2, core.first == "|", core.last == "|" {
      core = core.dropFirst().dropLast()
      bars = "|"
    }
    var form = ""
    // `vector:0.5` has its exponent where others have a form.
    if let colon = core.firstIndex(of: ":"), !core.hasPrefix("vector:") {
      form = ",\\mathrm{\(upright(core[core.index(after: colon)...]))}"
      core = core[..<colon]
    }
    if core == "TV" {
      return "\\mathrm{TV}" + (form.isEmpty ? "" : "_{\(form.dropFirst())}") + "(\(argument))"
    }
    return "\(bars)\(argument)\(bars)_{\(space(core))\(form)}"
  }

  private static func space(_ core: Substring) -> String {
    if core == "energy" { return "a" }
    if core.hasPrefix("vector:") {
      let p = core.dropFirst("vector:".count)
      return "\\ell^{\(isOrder(p) ? exponent(p) : "\\mathrm{\(upright(p))}")}"
    }
    let orders = core.dropFirst().split(separator: ",", omittingEmptySubsequences: false)
    guard let letter = core.first, orders.allSatisfy(isOrder) else {
      return "\\mathrm{\(upright(core))}"
    }
    switch (letter, orders.count) {
    case ("L", 1), ("H", 1): return "\(letter)^{\(exponent(orders[0]))}"
    case ("W", 2): return "W^{\(exponent(orders[0])),\(exponent(orders[1]))}"
    case ("B", 3):
      return "B^{\(exponent(orders[0]))}_{\(exponent(orders[1])),\(exponent(orders[2]))}"
    default: return "\\mathrm{\(upright(core))}"
    }
  }

  private static func isOrder(_ text: Substring) -> Bool { text == "inf" || Double(text) != nil }

  private static func exponent(_ text: Substring) -> String {
    text == "inf" ? "\\infty" : String(text)
  }

  private static func upright(_ text: Substring) -> String {
    text.map { character in
      switch character {
      case " ": "\\ "
      case "_": "\\_"
      case _ where "^{}\\#$%&~".contains(character): ""
      case _ where character.isASCII: String(character)
      default: String(character).latex.filter { $0 != "$" } + " "
      }
    }.joined()
  }
}
