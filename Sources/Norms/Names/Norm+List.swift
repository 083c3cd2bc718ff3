extension Norm {
  /// Reads a list of names and ranges such as `H-2..2 step 0.25` or `H0..3 step 1:sum`.
  ///
  /// A range, and the unnamed forms of a list in which natural orders |s| ≥ 2 and fractional ones
  /// meet, take one form throughout: `bessel`.
  ///
  /// - Throws: ``NormNameError`` for the first text that is neither.
  public static func list(
    _ names: [String], own: [OwnNorm] = []
  ) throws(NormNameError) -> [Norm] {
    var norms: [(norm: Norm, isNamed: Bool)] = []
    for name in names {
      if let norm = own.first(where: { $0.name == name }) {
        norms.append((.own(norm), true))
      } else if let range = try NormRange(name) {
        norms += range.norms.map { ($0, true) }
      } else {
        norms.append((try Norm(name), name.contains(":")))
      }
    }
    let orders = norms.compactMap { entry -> Double? in
      if case .sobolev(let s) = entry.norm.core { s } else { nil }
    }
    let isMixed =
      orders.contains { $0 == $0.rounded() } && orders.contains { $0 != $0.rounded() }
    return norms.map { entry in
      guard isMixed, !entry.isNamed, case .sobolev(let s) = entry.norm.core else {
        return entry.norm
      }
      return Norm(.sobolev(s), form: .bessel, seminorm: entry.norm.isSeminorm)
    }
  }
}
