import Discretizations
import Formulas
import Grids
public import Norms
import RealModule
import Studies

extension Formula: LatticeFunction {}

extension CaseReader {
  /// Reads `[[norm]]`: norms of one's own, which every later key may name.
  func readOwnNorms(on domain: Domain, _ levels: [[Int]]) {
    for i in self[.norm]?.elements?.indices ?? 0..<0 {
      let path = CasePath.norm[i]
      guard let name = readOwnName(at: path), let norm = readOwnNorm(name, at: path) else {
        continue
      }
      ownNorms.append(norm)
      if let finest = levels.last { check(&ownNorms[ownNorms.count - 1], path, domain, finest) }
    }
  }

  /// A name that is no other norm's.
  private func readOwnName(at path: CasePath) -> String? {
    guard let name = text(path["name"]) else {
      missing("name", in: path)
      return nil
    }
    if ownNorms.contains(where: { $0.name == name }) {
      report("two norms are called \"\(name)\"", at: path["name"])
      return nil
    }
    if name.isEmpty || name.contains("..") || (try? Norm(name)) != nil {
      report(
        name.isEmpty ? "a norm needs a name" : "`\(name)` names a norm that there is already",
        at: path["name"], hints: ["choose another name"])
      return nil
    }
    return name
  }

  private func readOwnNorm(_ name: String, at path: CasePath) -> OwnNorm? {
    let tex = text(path["tex"])
    let weight = path["weight"]
    guard self[weight] == nil else {
      for key in ["base", "multiplier", "factor"] where self[path[key]] != nil {
        report(
          "a norm has a `weight`, or a `base` with `multiplier` or `factor`", at: path[key], .key)
        return nil
      }
      guard let w = frequencyFormula(weight) else { return nil }
      return OwnNorm(
        name, .weight(w), words: "² = Σ w |%^|², w = \(spelled(weight))", tex: tex)
    }
    guard let text = text(path["base"]) else {
      report(
        "[[norm]] needs `weight`, or `base`", at: path, .header,
        hints: [
          "weight = \"1 + lambda\" is of |û|²", "base = \"Linf\" with `multiplier` or `factor`",
        ])
      return nil
    }
    guard let base = anyNorm(text, at: path["base"]) else { return nil }
    let (multiplier, factor) = (path["multiplier"], path["factor"])
    if self[multiplier] == nil, self[factor] == nil {
      report(
        "a norm with a `base` needs `multiplier` or `factor`", at: path["base"], .key,
        hints: ["multiplier = \"lambda\" is −Δ", "factor = \"1 + x^2\" is pointwise"])
      return nil
    }
    let m = self[multiplier] == nil ? nil : frequencyFormula(multiplier)
    let f = self[factor] == nil ? nil : factorFormula(factor)
    if self[multiplier] != nil && m == nil || self[factor] != nil && f == nil { return nil }
    let argument = (f == nil ? "" : "f·") + (m == nil ? "%" : "m(D)%")
    let texts =
      (f == nil ? [] : ["f = \(spelled(factor))"])
      + (m == nil ? [] : ["m = \(spelled(multiplier))"])
    return OwnNorm(
      name, .modified(base, multiplier: m, factor: f),
      words: " = \(base.name) of \(argument), \(texts.joined(separator: ", "))", tex: tex)
  }

  private func spelled(_ path: CasePath) -> String { self[path]?.expression ?? "" }

  /// An expression of kx, ky, kz and lambda, as a formula of x, y, z.
  private func frequencyFormula(_ path: CasePath) -> Formula? {
    let text = spelled(path)
    let coordinates = ["x", "y", "z", "r", "theta"]
    if let name = Formula.names(in: text).first(where: coordinates.contains) {
      report(
        "`\(path.lastName)` is a function of frequencies: it cannot depend on \(name)", at: path,
        hints: ["its names: kx, ky, kz (radians), lambda = kx^2 + ky^2 + kz^2, and the parameters"])
      return nil
    }
    let k: [Formula] = [.x, .y, .z]
    var names = parameters
    for (name, k) in zip(["kx", "ky", "kz"], k).prefix(rank) { names[name] = k }
    names["lambda"] = k.prefix(rank).dropFirst().reduce(k[0] * k[0]) { $0 + $1 * $1 }
    return formula(path, names: names)
  }

  /// An expression of the coordinates and, where there is one, of `exact`.
  private func factorFormula(_ path: CasePath) -> Formula? {
    var names = parameters
    if self[.problem["exact"]] != nil { names["exact"] = formula(.problem["exact"]) }
    return formula(path, names: names)
  }

  /// Whether the definition is one, at the modes of the finest grid; a seminorm says so.
  private func check(_ norm: inout OwnNorm, _ path: CasePath, _ domain: Domain, _ cells: [Int]) {
    let grid = domain.grid(cells: cells)
    guard grid.count <= 1 << 22 else { return }
    let key = self[path["weight"]] == nil ? "multiplier" : "weight"
    if let (mode, value) = norm.badMode(.spectral, on: grid) {
      report(
        "`\(key)` of \"\(norm.name)\" is \(value) at the mode \(spelled(mode))", at: path[key],
        hints: [
          value < 0 ? "a weight of |û|² is not negative" : "a mode is left out by the weight 0"
        ])
      return
    }
    if let mode = norm.kernelMode(.spectral, on: grid) {
      norm = OwnNorm(
        norm.name, norm.definition,
        words: norm.words + "; a seminorm: it vanishes at the mode \(spelled(mode))", tex: norm.tex)
    }
  }

  private func spelled(_ mode: [Int]) -> String {
    "(" + mode.map(String.init).joined(separator: ", ") + ")"
  }

  /// The norm that a name means, one's own or another; reports what is none.
  func anyNorm(_ name: String, at path: CasePath) -> Norm? {
    if isOwnName(name) { return ownNorm(name) }
    do {
      return try Norm(name)
    } catch {
      report(error.description, at: path, hints: nearestNorm(to: name))
      return nil
    }
  }

  /// Whether a name stands in `[[norm]]`, be its definition right or not.
  func isOwnName(_ name: String) -> Bool {
    self[.norm]?.elements?.contains { $0["name"]?.text == name } ?? false
  }

  /// A norm of one's own by its name.
  func ownNorm(_ name: String) -> Norm? {
    ownNorms.first { $0.name == name }.map { .own($0) }
  }

  /// The hint for a misspelt name: one's own norm, or a norm in another spelling.
  func nearestNorm(to name: String) -> [String] {
    let near = Spelling.nearest(to: name, among: ownNorms.map(\.name)) ?? respelled(name)
    return near.map { ["did you mean `\($0)`?"] } ?? []
  }

  /// `h1`, `l2`, `Linfty`, `W1` and `H1:besel` as norms: a capital, `inf`, an exponent, a form; nil if
  /// that is none.
  private func respelled(_ name: String) -> String? {
    if let colon = name.firstIndex(of: ":"), (try? Norm(String(name[..<colon]))) != nil {
      let head = name[...colon]
      let form = Spelling.nearest(
        to: String(name[name.index(after: colon)...]), among: Norm.Form.allCases.map(\.rawValue))
      return form.map { head + $0 }.flatMap { (try? Norm($0)) != nil ? $0 : nil }
    }
    let bar = name.hasPrefix("|") ? "|" : ""
    var body = name.filter { $0 != "|" && $0 != "^" && $0 != "_" && $0 != " " }
    if body.lowercased() == "tv" { return bar + "TV" + bar }
    body = body.prefix(1).uppercased() + body.dropFirst()
    for word in ["infinity", "infty", "∞", "max"] where body.lowercased().hasSuffix(word) {
      body = body.dropLast(word.count) + "inf"
    }
    if body.hasPrefix("W"), !body.contains(",") { body += ",2" }
    let candidate = bar + body + bar
    return candidate != name && (try? Norm(candidate)) != nil ? candidate : nil
  }
}

extension CasePath {
  static let norm = CasePath()["norm"]
}
