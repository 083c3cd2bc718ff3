import Grids
public import Reports
public import Studies

extension CaseReader {
  /// Whether some function is an array, from whose shape the cells follow.
  var hasArrays: Bool {
    self[.function]?.elements?.contains { $0["file"] != nil } ?? false
  }

  /// Reads every `[[function]]` into ``sources``, by name and in the file's order.
  ///
  /// - Parameter cells: What `[study] cells` asks for, where it is one level.
  func readSources(on domain: Domain, cells: [Int]?) {
    let elements = self[.function]?.elements ?? []
    var differences: [(index: Int, names: [String])] = []
    var found: [FunctionSource?] = []
    for i in elements.indices {
      let path = CasePath.function[i]
      found.append(nil)
      guard let name = text(path["name"]) else {
        missing("name", in: path)
        continue
      }
      if elements[..<i].contains(where: { $0["name"]?.text == name }) {
        report("two functions are called \"\(name)\"", at: path["name"])
      }
      switch kindOfSource(at: path) {
      case "expression":
        found[i] = measure(at: path["expression"], on: domain).map { function, points in
          points.isEmpty ? .formula(function) : .measure(function, points)
        }
      case "file": found[i] = readArray(at: path, on: domain, cells: cells).map { .samples($0) }
      case "random": found[i] = readRandom(at: path["random"]).map { .random($0) }
      case "difference":
        let names = texts(path["difference"]) ?? []
        if names.count == 2 {
          differences.append((i, names))
        } else {
          report(
            "`difference` has \(counted(names.count, "name", "names"))", at: path["difference"],
            hints: ["the difference of two functions: [\"u\", \"v\"]"])
        }
      default: break
      }
    }
    resolve(differences, elements.map { $0["name"]?.text ?? "" }, &found)
    sources = zip(elements, found).compactMap { element, source in
      element["name"]?.text.flatMap { name in source.map { (name, $0) } }
    }
    checkGrids()
  }

  private static let kindsOfSource = ["expression", "file", "random", "difference"]

  /// The one key that says what the function is.
  private func kindOfSource(at path: CasePath) -> String? {
    let given = Self.kindsOfSource.filter { self[path[$0]] != nil }
    guard let first = given.first else {
      missing("expression", in: path, hints: ["or `file`, `random`, `difference`"])
      return nil
    }
    if given.count > 1 {
      report(
        "a function is given by one of `\(first)` and `\(given[1])`", at: path[given[1]], .key)
      return nil
    }
    for key in ["axes", "ends"] where first != "file" && self[path[key]] != nil {
      report("`\(key)` is of an array: it needs `file`", at: path[key], .key)
    }
    return first
  }

  private func readRandom(at path: CasePath) -> RandomFunction? {
    guard let regularity = self[path["regularity"]]?.number else {
      report("`random` needs `regularity`", at: path, hints: ["{ regularity = 0.75, seed = 1 }"])
      return nil
    }
    guard let seed = self[path["seed"]] == nil ? 1 : count(path["seed"], atLeast: 0) else {
      return nil
    }
    return RandomFunction(regularity: regularity, seed: UInt64(seed))
  }

  /// Differences may name functions, and differences, that stand below them.
  private func resolve(
    _ differences: [(index: Int, names: [String])], _ names: [String],
    _ found: inout [FunctionSource?]
  ) {
    var waiting = differences
    while true {
      let ready = waiting.filter { difference in
        difference.names.allSatisfy { name in
          names.firstIndex(of: name).map { place in
            !waiting.contains { $0.index == place }
          } ?? true
        }
      }
      if ready.isEmpty { break }
      waiting.removeAll { difference in ready.contains { $0.index == difference.index } }
      for (i, pair) in ready {
        let path = CasePath.function[i]["difference"]
        let parts = pair.enumerated().map { place, name -> FunctionSource? in
          guard let j = names.firstIndex(of: name) else {
            report(file.unknown("function", name, of: "difference", names, at: path[place]))
            return nil
          }
          return found[j]
        }
        if let u = parts[0], let v = parts[1] { found[i] = .difference(u, v) }
      }
    }
    for (i, _) in waiting {
      report(
        "\"\(names[i])\" is the difference of itself", at: .function[i]["difference"])
    }
  }

  /// Whether all arrays are of one grid.
  private func checkGrids() {
    let grids = sources.compactMap { entry in entry.source.grid.map { (entry.name, $0) } }
    guard let first = grids.first else { return }
    for (name, grid) in grids.dropFirst() where grid != first.1 {
      let elements = self[.function]?.elements ?? []
      let place = elements.firstIndex { $0["name"]?.text == name } ?? 0
      report(
        "\"\(name)\" has \(grid.cells.levelWords) cells, \"\(first.0)\" has "
          + "\(first.1.cells.levelWords)", at: .function[place], .header,
        hints: ["functions of one case are measured on one grid"])
    }
  }

  // MARK: Arrays

  /// The array of a file, on the grid that follows from its shape.
  private func readArray(at path: CasePath, on domain: Domain, cells: [Int]?) -> GridSamples? {
    guard let name = text(path["file"]) else { return nil }
    let axes = text(path["axes"]) ?? String("xyz".prefix(rank))
    guard let ends = readEnds(path["ends"]) else { return nil }
    guard let layout = ArrayLayout(axes: axes, rank: rank, ends: ends) else {
      report(
        "`axes` is \"\(axes)\"", at: path["axes"],
        hints: ["the letters \("xyz".prefix(rank)), each once, in the array's order"])
      return nil
    }
    do {
      let array = try NPY(contentsOf: name, beside: file.text.name)
      var samples = try array.samples(layout, on: domain, cells: cells)
      samples.note = "\(name): \(samples.note)"
      note(samples.note, at: path["file"])
      return samples
    } catch let error as ArrayError {
      report("\(name) \(error)", at: path["file"], hints: error.hints)
    } catch {
      report("\(name) \(error)", at: path["file"])
    }
    return nil
  }

  /// Whether the ends of each axis are in the array; nil for a fault.
  private func readEnds(_ path: CasePath) -> [Bool?]? {
    switch self[path] {
    case nil: return Array(repeating: nil, count: rank)
    case .boolean(let all)?: return Array(repeating: all, count: rank)
    case .array(let elements)?:
      guard hasOneAnAxis(path) else { return nil }
      return elements.map { $0 == .boolean(true) }
    default: return nil
    }
  }
}

/// Why a file could not be read.
struct FileFault: Error, CustomStringConvertible {
  let description: String
}

extension NPY {
  /// Reads a file whose path is relative to the folder of another.
  ///
  /// - Throws: ``NPYError``, or an error whose description follows the file's name.
  init(contentsOf path: String, beside other: String) throws {
    var place = path
    let bytes: [UInt8]
    if !path.hasPrefix("/"), let slash = other.lastIndex(of: "/") {
      place = other[...slash] + path
    }
    do throws(FileSystemError) { bytes = try FileSystem.contents(of: place) } catch {
      throw FileFault(description: error.predicate)
    }
    try self.init(bytes)
  }

  /// The numbers on the grid that follows from the array's shape.
  ///
  /// - Throws: ``NPYError`` or ``ArrayError``.
  public func samples(
    _ layout: ArrayLayout, on domain: Domain, cells: [Int]? = nil
  ) throws -> GridSamples {
    let (real, imaginary) = try values(Extended.self)
    return try layout.samples(
      real, imaginary: imaginary, shape: shape, epsilon: element.epsilon, type: element.name,
      on: domain, cells: cells)
  }
}
