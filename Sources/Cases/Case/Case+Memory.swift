import Studies

extension Case {
  /// Bytes that each level needs at its peak; `Int.max` where they cannot be counted.
  public func predictedMemory(_ precision: Precision) -> [Int] {
    options.levels.map { study.predictedMemory(cells: $0, scalarSize: precision.size) }
  }

  /// Refuses levels that do not fit into memory, before anything is run.
  ///
  /// - Parameter available: bytes; nil asks the machine.
  public func checkMemory(
    _ precision: Precision, available: Int? = nil
  ) throws(CaseError) {
    for run in variants {
      do {
        try run.checkMemory(precision, available: available)
      } catch {
        throw CaseError(error.diagnostics.map { $0.of(run.variant?.name ?? "") })
      }
    }
    if !variants.isEmpty { return }
    let available = available ?? ProcessMemory.available
    let needed = predictedMemory(precision)
    guard let large = needed.firstIndex(where: { $0 > available }) else { return }
    let cells = options.levels[large]
    let path = CasePath.study["cells"]
    let place =
      file.tree[path]?.elements?.indices.contains(large) == true ? path[large] : path
    var footer: [String] = []
    let rest = needed.indices.filter { $0 != large }
    if !rest.isEmpty {
      let words = rest.map { "\($0 + 1)" }
      let sizes = rest.map { Self.gigabytes(needed[$0]) }
      footer.append(
        (rest.count == 1 ? "level \(words[0]) needs " : "levels \(Self.list(words)) need ")
          + "\(Self.list(sizes)) GB. ")
    }
    footer = [(footer.first ?? "") + "Nothing was run."]
    if precision != .float {
      let float = Self.gigabytes(predictedMemory(.float)[large])
      footer[0] += " --precision float would need \(float) GB"
    }
    throw CaseError(
      file.diagnostic(
        "level \(large + 1) (\(cells.map(String.init).joined(separator: " × "))) needs "
          + "\(Self.gigabytes(needed[large])) GB, this machine has \(Self.gigabytes(available)) GB",
        at: place, head: path, footer: footer))
  }

  static func gigabytes(_ bytes: Int) -> String {
    if bytes == .max { return "more than 9 billion" }
    let tenths = (Double(bytes) / 1e8).rounded()
    return "\(Int(tenths) / 10).\(Int(tenths) % 10)"
  }

  private static func list(_ words: [String]) -> String {
    words.count < 2
      ? words.joined()
      : words.dropLast().joined(separator: ", ") + " and " + words.last!
  }
}
