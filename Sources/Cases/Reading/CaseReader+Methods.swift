import Discretizations
import Grids
import Solvers
import Studies

extension CaseReader {
  /// The methods, a list of orders as one each.
  func readMethods(on domain: Domain) -> [Method] {
    let elements = self[.method]?.elements ?? []
    var methods: [Method] = []
    for i in elements.indices {
      if text(.method[i]["name"])?.trimmingSpaces == "" {
        report("a method needs a name", at: .method[i]["name"], hints: ["or leave the key out"])
        continue
      }
      for method in readMethod(at: .method[i], on: domain) {
        if methods.contains(where: { $0.name == method.name }) {
          report(
            "two methods are called \"\(method.name)\"", at: .method[i]["name"], .value)
        }
        methods.append(method)
      }
    }
    return methods
  }

  private func readMethod(at path: CasePath, on domain: Domain) -> [Method] {
    guard self[path["kind"]] != nil else {
      missing(
        "kind", in: path, footer: String.listing("kinds:", MethodKind.allCases.map(\.rawValue)))
      return []
    }
    guard let lists = discretizations(at: path) else { return [] }
    let isMany = lists.count > 1 || self[path["order"]]?.elements?.count == 1 && !isPerAxis(path)
    let found = errors.count
    for list in lists {
      for (axis, kind) in list.enumerated() where kind.isSpline && kind != .spline(degree: 1) {
        let bounded = domain.intervals.enumerated().contains {
          (list.count == 1 || $0.offset == axis) && $0.element.boundary != .periodic
        }
        let hasRobinSide = domain.intervals.indices.contains { axis in
          Side.allCases.contains { isRobin(BoxSide(axis: axis, side: $0)) }
        }
        // A lifting would not help there: the study refuses the kind itself.
        if bounded, !hasRobinSide, self[path["lifting"]]?.integer ?? 0 == 0 {
          report(
            "splines of degree \(kind.accuracy!) on a bounded axis need a lifting",
            at: path["degree"],
            hints: ["`lifting = 1` takes up what their reflection at an end cannot hold"])
        }
      }
    }
    guard errors.count == found else { return [] }
    return lists.map { kinds in
      let accuracy = kinds.compactMap(\.accuracy).first.map(String.init) ?? ""
      let given = text(path["name"])
      let own = kinds.map { "\($0.kind)\($0.accuracy.map(String.init) ?? "")" }
      var method = Method(
        given.map { isMany ? $0 + accuracy : $0 } ?? own.joined(separator: "-"), kinds)
      method.load = text(path["load"]).flatMap(LoadRule.init)
      method.quadrature = count(path["quadrature"], atMost: 64)
      method.oversample = oversample(path)
      method.lifting = depth(path["lifting"], kinds)
      method.faces = text(path["faces"]).flatMap(FaceRule.init) ?? .sampled
      if method.faces != .sampled, !kinds.allSatisfy(\.isSecondDifference) {
        report(
          "`faces` is for differences of order 2", at: path["faces"], .key,
          hints: ["other kinds take the diffusion where their derivatives live"])
      }
      method.isDealiased = self[path["dealiased"]] == .boolean(true)
      method.iteration = iterationOptions(path["solver"])
      method.reconstruction =
        text(path["reconstruction"]).flatMap(Method.Reconstruction.init) ?? .trigonometric
      return method
    }
  }

  /// How a system that is not diagonal is solved.
  private func iterationOptions(_ path: CasePath) -> IterationOptions {
    var options = IterationOptions()
    if let name = text(path["preconditioner"]) {
      options.preconditioner = IterationOptions.Preconditioner(rawValue: name) ?? .auto
    }
    if let tolerance = self[path["tolerance"]]?.number {
      options.tolerance = tolerance
      if !(tolerance > 0 && tolerance < 1) {
        report("`tolerance` must lie between 0 and 1, it is \(tolerance)", at: path["tolerance"])
      }
    }
    if let most = count(path["iterations"]) { options.iterations = most }
    return options
  }

  /// The depth of a lifting: 0 to 4.
  private func depth(_ path: CasePath, _ kinds: [Discretization]) -> Int {
    guard let d = self[path]?.integer else { return 0 }
    if !(0...4).contains(d) {
      report("`lifting` must lie between 0 and 4, it is \(d)", at: path)
    } else if d > 0, kinds.contains(.spline(degree: 1)) {
      report(
        "linear elements take boundary data as they are: a lifting would not raise their rate",
        at: path, .key)
    }
    return d
  }

  private func isPerAxis(_ path: CasePath) -> Bool { self[path["kind"]]?.elements != nil }

  /// One list of kinds, one an axis, for each method that the table means.
  func discretizations(
    at path: CasePath, key kindKey: String = "kind"
  ) -> [[Discretization]]? {
    let found = errors.count
    if let names = self[path[kindKey]]?.elements {
      guard hasOneAnAxis(path[kindKey]) else { return nil }
      let kinds = names.indices.map { i -> Discretization? in
        guard let kind = kind(at: path[kindKey][i], methodAt: path) else { return nil }
        let accuracy = accuracies(of: kind, at: path, axis: i, key: kindKey)
        return accuracy?.first.map { kind.discretization($0) }
      }
      if kinds.contains(.mehrstellen), Set(kinds).count > 1, errors.count == found {
        report(
          "\"mehrstellen\" joins the differences of all axes: it does not mix", at: path[kindKey],
          hints: ["\(kindKey) = \"mehrstellen\", or \"staggered\" of order 4 for one axis"])
      }
      return errors.count == found ? [kinds.map { $0! }] : nil
    }
    guard let kind = kind(at: path[kindKey], methodAt: path) else { return nil }
    for key in ["order", "degree"] where self[path[key]] != nil && kind.accuracy?.key != key {
      report(
        "`\(key)` does not belong to \(kindKey) = \"\(kind)\"", at: path[key], .key,
        hints: kind.accuracy.map { ["write `\($0.key)`"] } ?? [])
    }
    guard errors.count == found, let list = accuracies(of: kind, at: path, axis: nil, key: kindKey)
    else {
      return nil
    }
    return list.map { [kind.discretization($0)] }
  }

  private func kind(at path: CasePath, methodAt method: CasePath) -> MethodKind? {
    guard let name = text(path) else { return nil }
    if name == "difference" {
      let orders = self[method["order"]]
      let all = orders?.elements?.compactMap(\.integer) ?? [orders?.integer ?? 2]
      if let order = all.first(where: { $0 > 2 }) {
        report(
          "differences of order \(order) can be two things", at: path,
          hints: [
            "\"staggered\": differences between nodes and cells, squared;",
            "\"stencil\": the textbook Laplacian of \(order + 1) points a direction",
          ])
        return nil
      }
    }
    if let kind = MethodKind(name: name) { return kind }
    let kinds = MethodKind.allCases.map(\.rawValue)
    let near = Spelling.nearest(to: name, among: kinds + ["difference", "element"])
    report(
      "unknown method kind \"\(name)\"", at: path,
      hints: MethodKind.answer(to: name) ?? near.map { ["did you mean \"\($0)\"?"] } ?? [],
      footer: String.listing("kinds:", kinds))
    return nil
  }

  /// The orders or degrees of a kind; of one axis where kinds go by axes.
  private func accuracies(
    of kind: MethodKind, at path: CasePath, axis: Int?, key kindKey: String
  ) -> [Int]? {
    guard let (key, legal, words) = kind.accuracy else { return [0] }
    let place = path[key]
    let isOwn = ["element", "difference"].contains(
      text(axis.map { path[kindKey][$0] } ?? path[kindKey]))
    var entries: [(Int, CasePath)] = []
    switch self[place] {
    case .integer(let n)?: entries = [(n, place)]
    case .array(let elements)?:
      entries = elements.enumerated().compactMap { i, value in value.integer.map { ($0, place[i]) }
      }
      if let axis {
        guard hasOneAnAxis(place) else { return nil }
        entries = [entries[axis]]
      }
    default:
      if isOwn { return [kind == .spline ? 1 : 2] }
      missing(key, in: path, hints: [words])
      return nil
    }
    if entries.isEmpty { report("`\(key)` is empty", at: place, hints: [words]) }
    for (i, (n, place)) in entries.enumerated() where entries[..<i].contains(where: { $0.0 == n }) {
      report("\(key) \(n) stands twice", at: place)
      return nil
    }
    for (n, place) in entries where !legal.contains(n) {
      report("\(kind) of \(key) \(n) is not available", at: place, hints: [words])
    }
    return entries.allSatisfy { legal.contains($0.0) } ? entries.map(\.0) : nil
  }
}
