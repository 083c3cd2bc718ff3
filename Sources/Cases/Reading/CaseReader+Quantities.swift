import Formulas
import Grids
import Studies

extension CaseReader {
  /// The quantities of `[study]`, with their known limits.
  func readQuantities(on domain: Domain) -> [Quantity] {
    let path = CasePath.study["quantities"]
    var quantities: [Quantity] = []
    for i in self[path]?.elements?.indices ?? 0..<0 {
      guard let quantity = readQuantity(at: path[i], on: domain) else { continue }
      if quantities.contains(where: { $0.name.withoutBlanks == quantity.name.withoutBlanks }) {
        report("two quantities are called \"\(quantity.name)\"", at: path[i])
      }
      quantities.append(quantity)
    }
    let known = CasePath.study["known"]
    for key in self[known]?.entries?.keys.sorted() ?? [] {
      let index = quantities.firstIndex { $0.name.withoutBlanks == key.withoutBlanks }
      guard let index else {
        report(
          "no quantity is called \"\(key)\"", at: known[key], .key,
          footer: String.listing("quantities:", quantities.map(\.name)))
        continue
      }
      quantities[index].known = constant(known[key]).map { Double($0) }
    }
    return quantities
  }

  private func readQuantity(at path: CasePath, on domain: Domain) -> Quantity? {
    guard let source = text(path) else { return nil }
    let text = QuantityText(source)
    let found = errors.count
    if let open = text.unclosed {
      report(file.diagnostic("`(` is never closed", at: path, within: open..<open + 1))
      return nil
    }
    let functionals = text.mentions.compactMap { functional($0, in: text, at: path, on: domain) }
    guard errors.count == found else { return nil }
    guard !functionals.isEmpty else {
      let near = Formula.names(in: source).lazy.compactMap {
        Spelling.nearest(to: $0, among: QuantityText.functionals.sorted())
      }.first
      report(
        "\"\(source)\" holds no functional of u", at: path,
        hints: near.map { ["did you mean `\($0)`?"] } ?? [],
        footer: String.listing(
          "functionals:",
          [
            "energy", "flux(x.lower)", "integral", "integral(u^2)", "integral(normal(u), x.lower)",
            "max", "mean", "min", "norm(H1)", "value(1/2, 1/2)",
          ]))
      return nil
    }
    // Two letters, since the shortest functional has three.
    let taken = Set(Formula.names(in: source)).union(parameters.keys)
    let free = "abcdfgjklmopqstuvwABCDEFGHIJKLMNOPQRSTUVWXYZ".flatMap { a in
      "0123456789".map { "\(a)\($0)" }
    }.filter { !taken.contains($0) }
    guard functionals.count <= free.count else {
      report("more than \(free.count) functionals in one quantity", at: path)
      return nil
    }
    let names = Array(free.prefix(functionals.count))
    do {
      let formula = try Formula(
        text.arithmetic(names), quoting: text.original, parameters: parameters, variables: names)
      guard isConstant(formula, at: path) else { return nil }
      return Quantity(
        name: text.name, functionals: zip(names, functionals).map { ($0, $1) },
        arithmetic: { formula.value(at: [0, 0, 0] + $0) })
    } catch {
      for issue in error.issues { report(issue, at: path) }
      return nil
    }
  }

  private func functional(
    _ mention: QuantityText.Mention, in text: QuantityText, at path: CasePath, on domain: Domain
  ) -> Quantity.Functional? {
    func fail(_ message: String, _ hints: String...) -> Quantity.Functional? {
      report(file.diagnostic(message, at: path, within: mention.range, hints: hints))
      return nil
    }
    switch (mention.name, mention.arguments) {
    case ("integral", nil): return .integral
    case ("mean", nil): return .mean
    case ("min", nil): return .min
    case ("max", nil): return .max
    case ("energy", nil): return .energy
    case ("value", let arguments?):
      let point = arguments.compactMap { coordinate($0, in: text, at: path).map { Double($0) } }
      guard point.count == arguments.count else { return nil }
      guard point.count == rank else {
        return fail("a point of this domain has \(counted(rank, "coordinate", "coordinates"))")
      }
      for (x, interval) in zip(point, domain.intervals)
      where x < Double(interval.lower) || x > Double(interval.upper) {
        return fail("the point is outside of the domain")
      }
      return .value(point)
    case ("flux", let arguments?) where arguments.count == 1:
      return side(
        text.string(arguments[0]).trimmingSpaces, on: domain, fail: { fail($0, $1) })
    case ("value", nil): return fail("`value` takes a point", "write value(1/2, 1/2)")
    case ("flux", _): return fail("`flux` takes a side", "write flux(x.lower) or flux(boundary)")
    case ("norm", let arguments?):
      // A comma belongs to the norm's name: W1,3.
      let range = arguments[0].lowerBound..<arguments[arguments.count - 1].upperBound
      return anyNorm(text.string(range).trimmingSpaces, at: path).map { .norm($0) }
    case ("norm", nil): return fail("`norm` takes a norm", "write norm(H1)")
    case ("integral", let arguments?) where arguments.count <= 2:
      var place: Integrand.Place = .box
      if arguments.count == 2 {
        let name = text.string(arguments[1]).trimmingSpaces
        switch side(name, on: domain, fail: { fail($0, $1) }) {
        case .flux(let side): place = .side(side)
        case .fluxBoundary: place = .boundary
        default: return nil
        }
      }
      return integrand(arguments[0], over: place, in: text, at: path)
    case ("integral", _):
      return fail("`integral` takes an expression and a side", "write integral(u^2, x.lower)")
    case (let name, _): return fail("`\(name)` takes nothing in parentheses")
    }
  }

  /// The flux through the side, or the sides, of a name.
  private func side(
    _ side: String, on domain: Domain, fail: (String, String) -> Quantity.Functional?
  ) -> Quantity.Functional? {
    if side == "boundary" {
      guard domain.intervals.contains(where: { $0.boundary != .periodic }) else {
        return fail("the domain has no boundary", "every axis is periodic")
      }
      return .fluxBoundary
    }
    let sides = (0..<rank).filter { domain.intervals[$0].boundary != .periodic }
      .flatMap { axis in Side.allCases.map { BoxSide(axis: axis, side: $0) } }
    guard let known = sides.first(where: { $0.name == side }) else {
      return fail(
        "no side is called `\(side)`",
        "sides: " + (sides.map(\.name) + ["boundary"]).joined(separator: ", "))
    }
    return .flux(known)
  }

  /// A number among the arguments of a functional.
  func coordinate(
    _ range: Range<Int>, in text: QuantityText, at path: CasePath
  ) -> Formula.Constant? {
    do {
      let formula = try Formula(text.string(range), parameters: parameters)
      if let value = formula.constant, value.isFinite { return value }
      report(file.diagnostic("a point's coordinate must be a number", at: path, within: range))
    } catch {
      for issue in error.issues {
        var moved = issue
        moved.range =
          issue.range.lowerBound + range.lowerBound..<issue.range.upperBound + range.lowerBound
        report(moved, at: path)
      }
    }
    return nil
  }
}
