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
    case "mehrstellen":
      guard digits.isEmpty else { return nil }
      self = .mehrstellen
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
