import Norms

extension StudyOptions {
  /// The definition of every norm that is printed, those of a range in one line.
  ///
  /// - Parameter letter: What the function is called: e or u.
  func definitions(of letter: Character) -> [String] {
    let inLines = ranges.filter { $0.definition(of: letter) != nil }
    let single = norms.filter { norm in
      !inLines.contains { $0.norms.contains(norm) } || listedNorms?.contains(norm) != false
    }
    return single.compactMap { definition($0, of: letter) }
      + inLines.compactMap { $0.definition(of: letter) }
  }
}

extension StudyOptions {
  /// That of total variation by what is measured: of functions it is an integral.
  private func definition(_ norm: Norm, of letter: Character) -> String? {
    guard norm.core == .totalVariation, measures.contains("function") else {
      return norm.definition(of: letter)
    }
    let integral =
      norm.form == .anisotropic ? "Σ_a ∫ |∂_a \(letter)|" : "∫ |∇\(letter)|"
    guard measures.count > 1, let discrete = norm.definition(of: letter) else {
      return "\(norm.name) = \(integral)"
    }
    return "\(discrete); function: \(integral)"
  }
}

extension NormRange {
  /// nil for the forms of natural orders, which differ from order to order.
  fileprivate func definition(of letter: Character) -> String? {
    guard !name.contains(":") else { return nil }
    let weight = norms[0].isSeminorm ? "λ^s" : "(1 + λ)^s"
    let symbol = norms[0].isSeminorm ? "|H^s|²" : "H^s²"
    return "\(name): \(symbol) = Σ \(weight) |\(letter)\u{302}|², λ = |κ|² in radians"
  }
}
