extension Expectation {
  /// What a list over the variants says of one of them; nil if that is not compared.
  func entry(of variant: Variant?, in names: [String]) -> Expectation? {
    guard let variant, let i = names.firstIndex(of: variant.name), let claim = claim.entry(i)
    else { return nil }
    var entry = self
    entry.claim = claim
    entry.over = nil
    return entry
  }
}

extension Expectation.Claim {
  /// The claim with one entry of its list; nil for a gap.
  fileprivate func entry(_ i: Int) -> Self? {
    switch self {
    case .rate(let list): list.indices.contains(i) && list[i] != nil ? .rate([list[i]]) : nil
    case .value(let list): list.indices.contains(i) && list[i] != nil ? .value([list[i]]) : nil
    case .printed(let list, let units):
      list.indices.contains(i) && !list[i].isEmpty ? .printed([list[i]], units: units) : nil
    case .verdict(let list): list.indices.contains(i) ? .verdict([list[i]]) : nil
    case .pair(let claim): claim.entry(i).map { .pair($0) }
    case .bounds, .equals, .fails: self
    }
  }
}
