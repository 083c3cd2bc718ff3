import Grids
import Studies

extension CaseReader {
  /// Cells along each axis, a list a level; nil if something about them is wrong.
  ///
  /// Reads the functions too: the cells follow from the shape of an array.
  func readLevels(on domain: Domain) -> [[Int]]? {
    guard hasArrays else {
      readSources(on: domain, cells: nil)
      return readWrittenLevels(on: domain)
    }
    let path = CasePath.study["cells"]
    let written = self[path] == nil ? [] : readWrittenLevels(on: domain)
    if let written, written.count > 1 {
      report(
        "`cells` has \(written.count) levels, an array is on one grid", at: path,
        hints: ["leave it out: the cells follow from the array's shape"])
      return nil
    }
    readSources(on: domain, cells: written?.first)
    guard written != nil, let grid = sources.lazy.compactMap(\.source.grid).first else {
      return nil
    }
    return [grid.cells]
  }

  private func readWrittenLevels(on domain: Domain) -> [[Int]]? {
    let path = CasePath.study["cells"]
    guard let value = self[path] else {
      missing("cells", in: self[.study] == nil ? CasePath() : .study)
      return nil
    }
    let found = errors.count
    var levels: [[Int]] = []
    switch value {
    case .integer: levels = readLevel(path).map { [$0] } ?? []
    case .array(let elements):
      levels = elements.indices.compactMap { readLevel(path[$0]) }
      noteTwoReadings(elements, at: path)
    default: levels = readRefinement(path)
    }
    guard errors.count == found else { return nil }
    if levels.isEmpty {
      report("`cells` is empty", at: path, hints: ["levels, coarsest first: [8, 16, 32]"])
    }
    for (i, cells) in levels.enumerated() { checkPoints(cells, on: domain, at: place(i, path)) }
    checkGrowth(levels, at: path)
    return errors.count == found ? levels : nil
  }

  /// Whether every level has more cells than the one before.
  private func checkGrowth(_ levels: [[Int]], at path: CasePath) {
    func count(_ cells: [Int]) -> Double { cells.reduce(1) { $0 * Double($1) } }
    func words(_ cells: [Int]) -> String {
      Set(cells).count == 1 ? "\(cells[0])" : "[\(cells.map(String.init).joined(separator: ", "))]"
    }
    for i in levels.indices.dropFirst() where count(levels[i]) <= count(levels[i - 1]) {
      let isEqual = levels[i] == levels[i - 1]
      let (a, b) = (words(levels[i - 1]), words(levels[i]))
      let sorted = levels.indices.sorted { (count(levels[$0]), $0) < (count(levels[$1]), $1) }
        .map { words(levels[$0]) }
      report(
        isEqual
          ? "level \(i + 1) has the cells of level \(i): \(b)"
          : "`cells` does not grow: \(b) after \(a)", at: place(i, path),
        hints: [
          isEqual ? "leave one of them out" : "coarsest first: [\(sorted.joined(separator: ", "))]"
        ])
      return
    }
  }

  /// Where the i-th level is written.
  func place(_ i: Int, _ path: CasePath) -> CasePath {
    self[path]?.elements != nil ? path[i] : path
  }

  /// Cells of an axis at most: products of two numbers of them, and finer grids, can be counted.
  private static var mostCells: Int { .init(Int32.max) }

  private func readLevel(_ path: CasePath) -> [Int]? {
    func cells(_ path: CasePath) -> Int? { count(path, atMost: Self.mostCells) }
    if self[path]?.integer != nil { return cells(path).map { Array(repeating: $0, count: rank) } }
    guard let elements = self[path]?.elements, hasOneAnAxis(path) else { return nil }
    let cells = elements.indices.compactMap { cells(path[$0]) }
    return cells.count == rank ? cells : nil
  }

  /// `{ first = [8, 64], levels = 6, refine = "x", factor = 2 }`
  private func readRefinement(_ path: CasePath) -> [[Int]] {
    for key in ["first", "levels"] where self[path[key]] == nil {
      report("`cells` needs `\(key)`", at: path)
    }
    guard let first = readLevel(path["first"]), let count = count(path["levels"]) else { return [] }
    let factor = self[path["factor"]] == nil ? 2 : self.count(path["factor"], atLeast: 2)
    let names = text(path["refine"]) ?? "xyz"
    let axes = names.compactMap { ["x", "y", "z"].firstIndex(of: $0) }
    guard axes.count == names.count, !axes.isEmpty,
      self[path["refine"]] == nil || axes.allSatisfy({ $0 < rank })
    else {
      report("`refine` names axes, as \"x\" or \"xy\"", at: path["refine"])
      return []
    }
    guard let factor else { return [] }
    var levels = [first]
    for _ in 1..<count {
      var next = levels.last!
      for axis in axes where axis < rank {
        let (product, overflow) = next[axis].multipliedReportingOverflow(by: factor)
        guard !overflow, product <= Self.mostCells else {
          report(
            "level \(levels.count + 1) has more than \(Self.mostCells) cells along an axis",
            at: path)
          return []
        }
        next[axis] = product
      }
      levels.append(next)
    }
    return levels
  }

  /// Whether every axis has a point.
  private func checkPoints(_ cells: [Int], on domain: Domain, at path: CasePath) {
    for (i, (n, interval)) in zip(cells, domain.intervals).enumerated() {
      let least = Axis.fewestCells(interval.boundary, interval.placement)
      guard n < least else { continue }
      let place = self[path]?.elements != nil ? path[i] : path
      report(
        "\(counted(n, "cell", "cells")) on a \(interval.boundary.words) axis with "
          + "\(interval.placement) leaves no point", at: place, hints: ["at least \(least)"])
      return
    }
  }

  /// `cells = [40, 72]` in two dimensions may be meant as one grid.
  private func noteTwoReadings(_ elements: [CaseValue], at path: CasePath) {
    let n = elements.compactMap(\.integer)
    guard rank > 1, n.count == elements.count, n.count == rank, n.allSatisfy({ $0 > 0 }) else {
      return
    }
    let factor = n[1] / n[0]
    if factor >= 2, zip(n, n.dropFirst()).allSatisfy({ $0 * factor == $1 }) { return }
    let words = [2: "two", 3: "three"]
    let grids = n.map { Array(repeating: "\($0)", count: rank).joined(separator: " × ") }
    let list = n.map(String.init)
    note(
      "cells = [\(list.joined(separator: ", "))] are \(words[rank]!) grids, "
        + "\(grids.dropLast().joined(separator: ", ")) and \(grids.last!); "
        + "for one grid of \(list.joined(separator: " × ")) cells write "
        + "[[\(list.joined(separator: ", "))]]", at: path)
  }

  /// The key of the rates; decided by the levels where the case does not say.
  func readRateKey(_ levels: [[Int]]) -> RateKey {
    let path = CasePath.study
    if let key = text(path["rateBy"]).flatMap(RateKey.init) {
      let axis = ["hx": 0, "hy": 1, "hz": 2][key.rawValue]
      if let axis, axis >= rank { report("there is no axis \(axisName(axis))", at: path["rateBy"]) }
      return key
    }
    let names = ["hx", "hy", "hz"]
    var changing: Set<Int> = []
    for (a, b) in zip(levels, levels.dropFirst()) {
      let isTogether = (0..<rank).allSatisfy { b[$0] * a[0] == a[$0] * b[0] }
      if isTogether { continue }
      let changed = (0..<rank).filter { a[$0] != b[$0] }
      changing.formUnion(changed)
      guard changed.count > 1 else { continue }
      let x = changed[0]
      let y =
        (0..<rank).first { b[$0] * a[x] != a[$0] * b[x] }!
      let pair = [x, y].sorted()
      report(
        "rates need a key: \(names[pair[0]]) and \(names[pair[1]]) change by different factors "
          + "(\(ratio(a, b, pair[0])) and \(ratio(a, b, pair[1])))",
        at: path["cells"], .key, hasCaret: false,
        hints: [
          "add rateBy = " + names[..<rank].map { "\"\($0)\"" }.joined(separator: ", ")
            + " or \"unknowns\""
        ])
      return .h
    }
    guard let axis = changing.first else { return .h }
    guard changing.count == 1 else {
      report(
        "rates need a key: the axes are refined in turn", at: path["cells"], .key, hasCaret: false,
        hints: ["add rateBy = \"unknowns\""])
      return .h
    }
    return RateKey(rawValue: names[axis]) ?? .h
  }

  private func ratio(_ a: [Int], _ b: [Int], _ axis: Int) -> String {
    let factor = Double(b[axis]) / Double(a[axis])
    return factor == factor.rounded() ? "\(Int(factor))" : "\(factor)"
  }
}

extension Boundary {
  /// `Dirichlet–Neumann`, `periodic`
  var words: String {
    guard case .bounded(let a, let b) = self else { return "periodic" }
    return "\(a.word)–\(b.word)"
  }
}

extension End {
  fileprivate var word: String { self == .dirichlet ? "Dirichlet" : "Neumann" }
}
