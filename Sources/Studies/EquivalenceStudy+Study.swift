import Grids
import Norms

extension EquivalenceStudy: Study {
  /// `equivalence`
  public var kind: StudyKind { .equivalence }

  /// The pairs.
  public var columns: StudyColumns {
    var columns = StudyColumns()
    columns.pairs = pairs.map(\.name)
    return columns
  }

  /// The lines above the tables, and how the constants of each pair will be found.
  ///
  /// - Throws: ``StudyError`` for a norm that a method does not have.
  public func check() throws(StudyError) -> [String] {
    var lines = caption
    guard let cells = options.levels.first else { return lines }
    for pair in pairs {
      let way =
        switch try pair.approach(on: domain.grid(cells: cells), problem: problem) {
        case .diagonal: "the ratio of two symbols over all modes"
        case .embedding: "the diagonal of the reproducing kernel"
        case .general where pair.isBestFound: "ascent and descent from several starts"
        case .general: "an eigenvalue iteration"
        }
      lines.append("\(pair.name): \(pair.title), by \(way)")
    }
    return lines
  }

  /// Tables along the axes for a pair with common modes; a kernel and its transform, or the fields
  /// of an iteration, for the others.
  public func predictedMemory(cells: [Int], scalarSize: Int) -> Int {
    var points = 1.0
    var tables = 0.0
    for n in cells {
      points *= Double(n + 1)
      tables += Double(n + 1)
    }
    let fields = pairs.map { pair -> Double in
      guard
        let approach = try? pair.approach(
          on: domain.grid(cells: cells.map { min($0, 4) }), problem: problem)
      else { return 0 }
      switch approach {
      case .diagonal: return 0
      case .embedding: return 4
      case .general: return 24
      }
    }
    let bytes =
      (fields.max() ?? 0) * points * Double(scalarSize)
      + 64 * tables * Double(MemoryLayout<Extended>.stride)
    return bytes < 9e18 ? Int(bytes) : .max
  }
}

extension NormPair {
  /// `|H1| fd2 : |H1| fourier`; the maximum has no method.
  var title: String { (isEmbedding ? left.norm.name : left.name) + " : " + right.name }
}
