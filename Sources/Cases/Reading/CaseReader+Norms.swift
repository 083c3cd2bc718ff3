import Norms
import Studies

extension CaseReader {
  /// The norms of `[study]`.
  func readNorms() -> [Norm] {
    let path = CasePath.study["norms"]
    guard let elements = self[path]?.elements else { return [.l2, .h(1), .lInfinity] }
    var names: [String] = []
    for i in elements.indices {
      guard let name = text(path[i]) else { continue }
      if isOwnName(name) {
        if ownNorm(name) != nil { names.append(name) }
        continue
      }
      do {
        for norm in try Norm.list([name]) where !norm.isAvailable {
          notYet("the norm `\(norm.name)`", at: path[i])
        }
        names.append(name)
      } catch {
        report(
          error.description, at: path[i],
          hints: name.contains(",") && !name.contains("W") && !name.contains("B")
            ? ["one norm an entry: \"L2\", \"H1\""] : nearestNorm(to: name))
      }
    }
    if elements.isEmpty { report("`norms` is empty", at: path) }
    guard let norms = try? Norm.list(names, own: ownNorms) else { return [] }
    return readRanges(among: norms, names)
  }

  /// The known norms of a function, by canonical name.
  func readKnownNorms(at path: CasePath, among norms: [Norm]) -> [String: Double] {
    var known: [String: Double] = [:]
    for key in self[path]?.entries?.keys.sorted() ?? [] {
      guard let norm = norm(key, at: path[key], .key, among: norms) else { continue }
      known[norm.name] = constant(path[key]).map { Double($0) }
    }
    return known
  }

  /// The norm of the study that a name means.
  ///
  /// A name without form means the study's norm of that order, whatever its form is.
  func norm(
    _ name: String, at path: CasePath, _ part: CaseFile.Part = .value, among norms: [Norm]
  ) -> Norm? {
    if let own = norms.first(where: { $0.name == name }) { return own }
    if isOwnName(name) {
      if ownNorm(name) != nil {
        report(
          "`\(name)` is not among the norms of the study", at: path, part,
          hints: ["norms: " + norms.map(\.name).joined(separator: ", ")])
      }
      return nil
    }
    do {
      let norm = try Norm(name)
      if let same = norms.first(where: { $0.name == norm.name })
        ?? norms.first(where: { $0.means(norm, spelled: name) })
      {
        return same
      }
      report(
        "`\(norm.name)` is not among the norms of the study", at: path, part,
        hints: ["norms: " + norms.map(\.name).joined(separator: ", ")])
    } catch {
      report(error.description, at: path, part, hints: nearestNorm(to: name))
    }
    return nil
  }
}

extension Norm {
  /// Whether studies know the norm yet.
  fileprivate var isAvailable: Bool {
    switch core {
    case .lebesgue, .sobolev, .energy, .totalVariation, .vector, .besov, .own: true
    case .slobodeckij(let s, _): s < 1 || s == s.rounded()
    }
  }
}
