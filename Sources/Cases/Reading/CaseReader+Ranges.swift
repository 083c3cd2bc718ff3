import Norms
import Studies

extension CaseReader {
  /// Sorts the norms into those that are listed by themselves and those of a range; every norm once.
  ///
  /// - Parameter norms: Those of all names in their order, a range's one after the other.
  func readRanges(among norms: [Norm], _ names: [String]) -> [Norm] {
    var unique: [Norm] = []
    var rest = norms[...]
    for name in names {
      let range = (try? NormRange(name)) ?? nil
      let own = rest.prefix(range?.norms.count ?? 1)
      rest = rest.dropFirst(own.count)
      if let range {
        ranges.append(range)
        normNames.append(range.name)
      } else if let norm = own.first {
        if listedNorms.contains(where: { $0.name == norm.name }) {
          report("`\(norm.name)` stands twice in `norms`", at: .study["norms"])
        }
        listedNorms.append(norm)
        normNames.append(norm.name)
      }
      unique += own.filter { norm in !unique.contains { $0.name == norm.name } }
    }
    return unique
  }
}
