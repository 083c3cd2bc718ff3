import Discretizations
public import Norms
public import Studies

extension Norm {
  /// The norms of several options `--norm`, one norm or range each.
  ///
  /// - Throws: ``CaseError`` for what is none; a comma outside of W and B says so.
  public static func options(_ names: [String]) throws(CaseError) -> [Norm] {
    for name in names where name.contains(",") && !"WB|".contains(name.first ?? " ") {
      let parts = name.split(separator: ",")
      throw CaseError(
        Diagnostic(
          "--norm takes one norm: write "
            + parts.map { "--norm \($0)" }.joined(separator: " ")))
    }
    do {
      return try Norm.list(names)
    } catch {
      throw CaseError(Diagnostic(error.description))
    }
  }
}

extension Method {
  /// The discretisations of several options `--by`: `spectral`, `staggered2`, `stencil4`,
  /// `centred2`, `spline1`; the first two stand for the order too where it is left out.
  ///
  /// - Throws: ``CaseError`` for what is none.
  public static func options(_ names: [String], rank: Int) throws(CaseError) -> [Method] {
    var methods: [Method] = []
    for name in names {
      guard let kind = Discretization(option: name) else {
        throw CaseError(
          Diagnostic(
            "--by takes spectral, staggered2, stencil2, centred2, spline1 and their higher orders, "
              + "not \(name)"))
      }
      methods.append(Method(name, Array(repeating: kind, count: rank)))
    }
    return methods
  }
}

extension Discretization {
  /// Reads `staggered4`.
  fileprivate init?(option text: String) {
    let word = text.prefix { !$0.isNumber }
    let digits = text.dropFirst(word.count)
    let number = digits.isEmpty ? nil : Int(digits)
    let isEven = (number ?? 2) >= 2 && (number ?? 2).isMultiple(of: 2) && (number ?? 2) <= 16
    switch word {
    case "spectral", "fourier":
      guard digits.isEmpty else { return nil }
      self = .spectral
    case "staggered", "difference", "fd":
      guard isEven, word == "staggered" || (number ?? 2) == 2 else { return nil }
      self = .staggered(order: number ?? 2)
    case "stencil":
      guard isEven else { return nil }
      self = .stencil(order: number ?? 2)
    case "centred", "centered", "central":
      guard isEven, (number ?? 2) <= 4 else { return nil }
      self = .centred(order: number ?? 2)
    case "spline", "element":
      guard (1...3).contains(number ?? 1), word == "spline" || (number ?? 1) == 1 else {
        return nil
      }
      self = .spline(degree: number ?? 1)
    default: return nil
    }
  }
}

extension Norm {
  /// What a printed value is: its definition, the discretisation's part in it, integral and radians,
  /// and what happens to the last mode.
  ///
  /// The caption of a study `norms` says the same of all norms but L^p.
  public func explanation(lastMode: String) -> [String] {
    switch core {
    case .lebesgue(.infinity): return ["\(name) = max |u| over the points"]
    case .lebesgue(2): return ["\(name)² = ∫|u|² = Σ μ |û|² (Parseval), last mode \(lastMode)"]
    case .lebesgue(1): return ["\(name) = ∫|u| by the grid's quadrature"]
    case .lebesgue(let p):
      let exponent = p == p.rounded() ? "\(Int(p))" : "\(p)"
      return ["\(name) = (∫|u|^\(exponent))^(1/\(exponent)) by the grid's quadrature"]
    case .sobolev:
      let weight =
        (definition(of: "u").map { [$0] } ?? [])
        + ["\(name): spectral λ = Σ κ², κ in radians; else the Gram symbols of the discretisation"]
      return weight
    default: return [definition(of: "u")].compactMap(\.self)
    }
  }
}
