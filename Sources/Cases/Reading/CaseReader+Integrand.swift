import Formulas
import Studies

extension CaseReader {
  /// ∫ e: an expression of the point, `u`, `dx(u)`, `dy(u)`, `dz(u)` and, on a side, `normal(u)`.
  func integrand(
    _ range: Range<Int>, over place: Integrand.Place, in text: QuantityText, at path: CasePath
  ) -> Quantity.Functional? {
    func fail(_ message: String, _ range: Range<Int>, _ hints: String...) -> Quantity.Functional? {
      report(file.diagnostic(message, at: path, within: range, hints: hints))
      return nil
    }
    let e = QuantityText(text.string(range), ["dx", "dy", "dz", "normal"])
    func moved(_ part: Range<Int>) -> Range<Int> {
      part.lowerBound + range.lowerBound..<part.upperBound + range.lowerBound
    }
    if parameters["u"] != nil {
      return fail("`u` is the solution here, and a parameter of the case", range)
    }
    var variables: [Integrand.Variable] = [.value]
    for mention in e.mentions {
      guard mention.arguments?.map({ e.string($0).trimmingSpaces }) == ["u"] else {
        return fail(
          "`\(mention.name)` takes the solution", moved(mention.range), "write \(mention.name)(u)")
      }
      switch mention.name {
      case "normal":
        guard place != .box else {
          return fail(
            "`normal(u)` needs a side", moved(mention.range),
            "write integral(normal(u), x.lower) or integral(normal(u), boundary)")
        }
        variables.append(.normal)
      default:
        let axis = ["dx", "dy", "dz"].firstIndex(of: mention.name)!
        guard axis < rank else {
          return fail(
            "this domain has \(counted(rank, "coordinate", "coordinates"))", moved(mention.range))
        }
        variables.append(.slope(axis: axis))
      }
    }
    // Names of at most five letters, the shortest mention's length, which no formula has.
    let names = e.mentions.indices.map { "u_\($0)" }
    guard names.count <= 100 else { return fail("more than 100 derivatives", range) }
    do {
      let formula = try Formula(
        e.arithmetic(names), quoting: e.original, parameters: parameters,
        variables: ["u"] + names, rank: rank)
      return .integrand(Integrand(formula, of: variables, over: place))
    } catch {
      for issue in error.issues {
        var issue = issue
        issue.range = moved(issue.range)
        report(issue, at: path)
      }
      return nil
    }
  }
}
