import Formulas
import Grids
import Solvers
public import Studies

/// A case that is sound as a file and could not be run to its end.
public struct CaseFailure: Error, Sendable {
  /// What to tell the user.
  public let diagnostic: Diagnostic
  /// Whether the computation failed, rather than the case.
  public let isComputation: Bool
  /// The name that the claim `fails` uses: `not finite`, …
  public let name: String
  /// The row that an iteration did not finish, with its history.
  public var row: FinishedRow?
  /// What was found beside what failed.
  public var partial: Results?
}

extension Case {
  /// A study's error, with its place in the file, and the variant where there are several.
  func failure(_ error: StudyError) -> CaseFailure {
    let failure = failureOfRun(error)
    var row: FinishedRow?
    if case .notConverged(let method, let level, _) = error {
      row = FinishedRow(variant: variant?.name, series: method, level: level)
    }
    return CaseFailure(
      diagnostic: variant.map { failure.diagnostic.of($0.name) } ?? failure.diagnostic,
      isComputation: failure.isComputation, name: failure.name, row: row, partial: failure.partial)
  }

  private func failureOfRun(_ error: StudyError) -> CaseFailure {
    switch error {
    case .notConverged(let method, _, let record):
      return notConverged(error.description, method, record)
    case .coefficient(let name, let value, let point):
      return CaseFailure(
        diagnostic: wrongCoefficient(name, value, point), isComputation: false, name: "failed")
    case .notFinite("source", let point, _, let cells)
    where file.tree[.problem["source"]] == nil && problem?.exact?.causeOfNonFinite(at: point) != nil:
      let cause = problem?.exact?.causeOfNonFinite(at: point)
      return CaseFailure(
        diagnostic: notFinite("exact", point, cause, cells), isComputation: true,
        name: "not finite")
    case .notFinite(let expression, let point, let cause, let cells):
      return CaseFailure(
        diagnostic: notFinite(expression, point, cause, cells), isComputation: true,
        name: "not finite")
    case .incompatible(let defect, let mean):
      return CaseFailure(
        diagnostic: incompatible("\(short(defect)) (mean \(short(mean)))", mean),
        isComputation: false, name: "incompatible")
    case .unbalanced(let mean):
      return CaseFailure(
        diagnostic: incompatible("\(short(mean)) ∫ψ", mean, by: "ψ"), isComputation: false,
        name: "incompatible")
    case .notDifferentiable(let expression, let reason):
      var path = CasePath.problem[expression]
      if file.tree[path] == nil { path = .problem["exact"] }
      return CaseFailure(
        diagnostic: file.diagnostic(
          "`\(expression)` has no exact derivative: \(reason)", at: path, hasCaret: false,
          hints: ["give `source` too: it cannot be derived"]),
        isComputation: false, name: "not differentiable")
    case .method(let name, let reason):
      return CaseFailure(
        diagnostic: file.diagnostic("method \(name): \(reason)", at: place(of: name), .header),
        isComputation: false, name: "failed")
    case .missing(let what):
      return CaseFailure(
        diagnostic: file.diagnostic(what, at: .problem, .header), isComputation: false,
        name: "failed")
    case .function(let name, let reason):
      let functions = file.tree["function"]?.elements ?? []
      let index = functions.firstIndex { $0["name"]?.text == name }
      return CaseFailure(
        diagnostic: file.diagnostic(
          "function \(name): \(reason)", at: index.map { .function[$0] } ?? .study["function"],
          index == nil ? .key : .header), isComputation: false, name: "failed")
    case .quantity(let name, _, _):
      return CaseFailure(
        diagnostic: file.diagnostic(error.description, at: place(ofQuantity: name)),
        isComputation: true, name: "not finite")
    case .refusedQuantity(let name, _, _):
      return CaseFailure(
        diagnostic: file.diagnostic(error.description, at: place(ofQuantity: name)),
        isComputation: false, name: "failed")
    case .pair(let name, _, _):
      return CaseFailure(
        diagnostic: file.diagnostic(error.description, at: place(ofPair: name), .header),
        isComputation: true, name: "failed")
    case .refusedPair(let name, _):
      return CaseFailure(
        diagnostic: file.diagnostic(error.description, at: place(ofPair: name), .header),
        isComputation: false, name: "failed")
    case .partial(let results, let error):
      var failure = failureOfRun(error)
      failure.partial = results
      return failure
    case .norm(let what):
      return CaseFailure(
        diagnostic: file.diagnostic(what, at: .study["norms"], .key), isComputation: true,
        name: "failed")
    }
  }

  /// The table of a method, whose name a list of orders lengthens: the longest that fits.
  func place(of method: String) -> CasePath {
    let names = (file.tree["method"]?.elements ?? []).map { $0["name"]?.text ?? "" }
    let index = names.indices.filter { !names[$0].isEmpty && method.hasPrefix(names[$0]) }
      .max { names[$0].count < names[$1].count }
    return index.map { CasePath.method[$0] } ?? .method
  }

  /// The table of a pair, whose name may be its norms'.
  private func place(ofPair name: String) -> CasePath {
    let pairs = (study as? EquivalenceStudy)?.pairs
    return pairs?.firstIndex { $0.name == name }.map { .pair[$0] } ?? .pair
  }

  /// The entry of a quantity, whose name is its text, or what stands before the `=`.
  private func place(ofQuantity name: String) -> CasePath {
    let path = CasePath.study["quantities"]
    let index = file.tree[path]?.elements?.firstIndex {
      $0.text == name || $0.text?.prefix { $0 != "=" }.split(separator: " ").joined() == name
    }
    return index.map { path[$0] } ?? path
  }

  private func notFinite(
    _ expression: String, _ point: [Double], _ cause: String?, _ cells: [Int]
  ) -> Diagnostic {
    let index = file.tree["function"]?.elements?.firstIndex { $0["name"]?.text == expression }
    var path = index.map { CasePath.function[$0]["expression"] } ?? .problem[expression]
    if index == nil, file.tree[path] == nil {
      path =
        ["function", "candidate"].map { CasePath.study[$0] }
        .first { file.tree[$0]?.text == expression } ?? path
    }
    if file.tree[path] == nil { path = .problem["exact"] }
    let place = point.map { $0 == $0.rounded() && abs($0) < 1e15 ? "\(Int($0))" : "\($0)" }
    let isDerived = expression == "source" && file.tree[.problem["source"]] == nil
    let message =
      (isDerived ? "the source that follows from `exact`" : "`\(expression)`")
      + " is not a number at (\(place.joined(separator: ", ")))"
      + (cause.map { ": \($0)" } ?? "")
    var hint = "level \(cells.map(String.init).joined(separator: " × "))"
    let grid = domain.grid(cells: cells)
    let indices = zip(grid.axes, point).compactMap { axis, x in
      axis.points.firstIndex { abs(Double($0) - x) <= 1e-9 * Double(axis.spacing) }
    }
    if indices.count == point.count {
      hint += ", point (\(indices.map { "\($0 + 1)" }.joined(separator: ", "))) of "
      hint += grid.shape.map(String.init).joined(separator: " × ")
    }
    let footer = [
      "if the point is meant to be singular: [study] singular = "
        + "[[\(place.joined(separator: ", "))]]"
    ]
    if let text = file.tree[path]?.text, let range = culprit(cause, in: text) {
      return file.diagnostic(message, at: path, within: range, hints: [hint], footer: footer)
    }
    return file.diagnostic(message, at: path, hints: [hint], footer: footer)
  }

  /// Where a text holds the subexpression of `x/r is 0/0`: its sign of division if it has one.
  private func culprit(_ cause: String?, in text: String) -> Range<Int>? {
    guard let cause, let end = cause.firstRange(of: " is ") else { return nil }
    let part = Array(cause[..<end.lowerBound].filter { $0 != " " }.utf8)
    let bytes = Array(text.utf8)
    let places = bytes.indices.filter { bytes[$0] > 0x20 }
    let packed = places.map { bytes[$0] }
    guard !part.isEmpty, packed.count >= part.count,
      let start = (0...packed.count - part.count).first(where: {
        packed[$0..<$0 + part.count].elementsEqual(part)
      })
    else { return nil }
    var depth = 0
    for i in start..<start + part.count {
      switch packed[i] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "/") where depth == 0: return places[i]..<places[i] + 1
      default: break
      }
    }
    return places[start]..<places[start + part.count - 1] + 1
  }

  /// - Parameter psi: The function of the adjoint's kernel where that is not a constant.
  private func incompatible(
    _ found: String, _ mean: Double, by psi: String = ""
  ) -> Diagnostic {
    let hasSides = domain.intervals.contains { $0.boundary != .periodic }
    let allSides = domain.intervals.allSatisfy { $0.boundary != .periodic }
    let where_ =
      !hasSides
      ? "every axis periodic" : allSides ? "every side Neumann" : "every side Neumann or periodic"
    let sum = hasSides ? "∫ f\(psi) + ∫ g\(psi)" : "∫ f\(psi)"
    let kernel = psi.isEmpty ? "" : " for the \(psi) with A*\(psi) = 0"
    let isGiven = file.tree[.problem["source"]] != nil
    return file.diagnostic(
      "no solution: the source and the boundary data do not balance",
      at: isGiven ? .problem["source"] : .problem["exact"], .key, hasCaret: false,
      hints: ["with \(where_) and reaction 0, \(sum) must be 0\(kernel); it is \(found)"],
      footer: [
        "either set reaction > 0" + (hasSides ? ", or give one side a value," : ","),
        "or [problem] compatibility = \"project\" (subtracts the mean \(short(mean)) from f and "
          + "reports it)",
      ])
  }
}
