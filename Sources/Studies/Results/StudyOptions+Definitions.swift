import Norms

extension StudyOptions {
  /// The definition of every norm that is printed, those of a range in one line.
  ///
  /// - Parameters:
  ///   - letter: What the function is called: e or u.
  ///   - isSymmetric: Whether the form of the problem is.
  func definitions(of letter: Character, isSymmetric: Bool = true) -> [String] {
    var setting = NormSetting()
    setting.hasSymmetricForm = isSymmetric
    setting.hasFunctions = measures.contains("function")
    setting.hasPoints = !setting.hasFunctions || measures.count > 1
    let inLines = ranges.filter { $0.definition(of: letter) != nil }
    let single = norms.filter { norm in
      !inLines.contains { $0.norms.contains(norm) } || listedNorms?.contains(norm) != false
    }
    return single.compactMap { $0.definition(of: letter, in: setting) }
      + inLines.compactMap { $0.definition(of: letter) }
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
