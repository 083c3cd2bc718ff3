/// A text that is not the name of a norm.
public struct NormNameError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text.
  public let name: String
  /// What is wrong with it, and what is right.
  public let reason: String

  /// The error in a sentence.
  public var description: String { "`\(name)` is not a norm: \(reason)" }
}

extension Norm {
  /// Reads a name.
  ///
  ///     norm = core [":" form]  |  "|" core [":" form] "|"  |  core "semi" [":" form]
  ///     core = "L" p | "H" s | "W" s "," p | "B" s "," p "," p | "TV" | "energy"
  ///     p    = number >= 1 | "inf"        s = number; a sign for H and B only
  ///     or    "vector:" p with p > 0  |  "vector:nonzeros"  |  "vector:hamming"
  ///
  /// - Throws: ``NormNameError`` for anything else.
  public init(_ name: String) throws(NormNameError) {
    func fail(_ reason: String) -> NormNameError { NormNameError(name: name, reason: reason) }
    var body = Substring(name.filter { $0 != " " })
    if body.hasPrefix("vector:") {
      guard let vector = VectorNorm(name: body.dropFirst("vector:".count)) else {
        throw fail(
          "write vector:p with a number p > 0 or inf, vector:nonzeros or vector:hamming")
      }
      self.init(.vector(vector))
      return
    }
    var seminorm = false
    if body.hasPrefix("|") {
      guard body.count > 2, body.hasSuffix("|") else {
        throw fail("a bar that opens must close, as in |H1|")
      }
      body = body.dropFirst().dropLast()
      seminorm = true
    }
    var form: Form?
    if let colon = body.firstIndex(of: ":") {
      let text = String(body[body.index(after: colon)...])
      form = Form(rawValue: text)
      if form == nil {
        let forms = ((try? Core(body[..<colon]))?.forms ?? Form.allCases).map(\.rawValue)
        throw fail(
          "unknown form `\(text)`; "
            + (forms.isEmpty ? "it has none" : "its forms are \(forms.joined(separator: ", "))"))
      }
      body = body[..<colon]
    }
    if body.hasSuffix("semi") {
      body = body.dropLast(4)
      seminorm = true
    }
    let core: Core
    do { core = try Core(body) } catch { throw fail(error.reason) }
    if let order = core.order, abs(order) > 16 { throw fail("orders lie between −16 and 16") }
    if let form, !core.forms.contains(form) {
      throw fail(
        core.forms.isEmpty
          ? "it has no forms"
          : "its forms are \(core.forms.map(\.rawValue).joined(separator: ", "))")
    }
    if seminorm, !core.hasSeminorm { throw fail("it has no seminorm") }
    self.init(core, form: form, seminorm: seminorm)
  }

  /// The canonical spelling: `H1`, `|H0.5|`, `H2:sum`, `Linf`.
  ///
  /// For natural |s| ≥ 2 the name carries its form, but for |H^s| of the forms `sum`, `bessel` and
  /// `graph`, which are all λ^s.
  public var name: String {
    let body = core.name + (printedForm.map { ":" + $0.rawValue } ?? "")
    return isSeminorm ? "|\(body)|" : body
  }

  private var printedForm: Form? {
    guard case .sobolev(let s) = core else { return form }
    let isNatural = s == s.rounded()
    if isNatural, abs(s) <= 1 { return nil }
    if isSeminorm, form == .sum { return nil }
    if !isNatural, form == .bessel { return nil }
    return form
  }
}

extension Norm: CustomStringConvertible {
  /// The canonical name.
  public var description: String { name }
}

extension Norm.Core {
  init(_ text: Substring) throws(NormNameError) {
    func fail(_ reason: String) -> NormNameError {
      NormNameError(name: String(text), reason: reason)
    }
    func number(_ part: Substring) -> Double? {
      part.first.map { $0.isNumber || $0 == "-" || $0 == "+" || $0 == "." } == true
        ? Double(part).flatMap { $0.isFinite ? $0 : nil } : nil
    }
    func exponent(_ part: Substring) throws(NormNameError) -> Double {
      if part == "inf" { return .infinity }
      guard let p = number(part), p >= 1 else {
        throw fail("the exponent `\(part)` must be a number of at least 1, or inf")
      }
      return p
    }
    if text == "TV" {
      self = .totalVariation
      return
    }
    if text == "energy" {
      self = .energy
      return
    }
    let parts = text.dropFirst().split(separator: ",", omittingEmptySubsequences: false)
    switch (text.first, parts.count) {
    case ("L", 1):
      self = .lebesgue(try exponent(parts[0]))
    case ("H", 1):
      guard let s = number(parts[0]) else {
        throw fail("the order `\(parts[0])` must be a number, as in H1, H-0.5")
      }
      self = .sobolev(s)
    case ("W", 2):
      guard let s = number(parts[0]), s >= 0 else {
        throw fail("the order `\(parts[0])` must be a number of at least 0, as in W1,3")
      }
      self = .slobodeckij(s, try exponent(parts[1]))
    case ("B", 3):
      guard let s = number(parts[0]) else {
        throw fail("the order `\(parts[0])` must be a number, as in B0.5,2,2")
      }
      self = .besov(s, try exponent(parts[1]), try exponent(parts[2]))
    case ("W", _):
      throw fail("W has an order s and an exponent p, as in W1,2")
    case ("B", _):
      throw fail("B has an order s and two exponents p and q, as in B0.5,2,2")
    case ("L", _), ("H", _):
      throw fail("one norm a name: write the others as entries of their own")
    default:
      throw fail(
        "names begin with L, H, W, B or vector:, or are TV or energy, as in L2, H1, |H1|, Linf")
    }
  }

  var name: String {
    switch self {
    case .lebesgue(let p): "L" + spelled(p)
    case .sobolev(let s): "H" + spelled(s)
    case .energy: "energy"
    case .slobodeckij(let s, let p): "W\(spelled(s)),\(spelled(p))"
    case .besov(let s, let p, let q): "B\(spelled(s)),\(spelled(p)),\(spelled(q))"
    case .totalVariation: "TV"
    case .vector(let norm): norm.name
    case .own(let norm): norm.name
    }
  }

  var order: Double? {
    switch self {
    case .sobolev(let s), .slobodeckij(let s, _), .besov(let s, _, _): s
    default: nil
    }
  }

  var forms: [Norm.Form] {
    switch self {
    case .lebesgue, .energy, .vector, .own: []
    case .sobolev(let s):
      s == s.rounded() ? [.sum, .bessel, .multiindex, .ends, .graph] : [.bessel, .graph]
    case .slobodeckij(let s, _): s > 0 && s < 1 ? [.gagliardo] : []
    case .besov: [.sharp, .smooth]
    case .totalVariation: [.isotropic, .anisotropic]
    }
  }

  var hasSeminorm: Bool {
    switch self {
    case .sobolev, .slobodeckij: true
    default: false
    }
  }
}

/// The shortest spelling of an order: `1`, `0.5`, `inf`.
func spelled(_ s: Double) -> String {
  if s == .infinity { return "inf" }
  return s == s.rounded() && abs(s) < 1e15 ? "\(Int(s))" : "\(s)"
}
