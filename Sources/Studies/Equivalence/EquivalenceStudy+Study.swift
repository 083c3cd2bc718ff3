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

  /// Tables along the axes for a pair with common modes; for a kernel its diagonal, a series along the
  /// bounded axes, and what a transform makes of it; for the others the fields of an iteration.
  public func predictedMemory(cells: [Int], scalarSize: Int) -> Int {
    let bounded = domain.intervals.indices.filter { domain.intervals[$0].boundary != .periodic }
    var footprint = Footprint()
    var points = 0.0
    for pair in pairs {
      guard
        let approach = try? pair.approach(
          on: domain.grid(cells: cells.map { min($0, 4) }), problem: problem)
      else { continue }
      switch approach {
      case .diagonal: break
      case .embedding:
        points = max(
          points, bounded.reduce(bounded.isEmpty ? 0 : 3) { $0 * (Double(cells[$1]) + 1) })
      case .general: footprint.hold(Holding(pair.iterationFields, on: cells))
      }
    }
    let tables = cells.reduce(0) { $0 + Double($1) + 1 }
    let bytes =
      points * Double(scalarSize) + 64 * tables * Double(MemoryLayout<Extended>.stride)
    guard bytes < 9e18 else { return .max }
    return max(Int(bytes), footprint.bytes(on: domain, scalarSize: scalarSize))
  }
}

extension NormPair {
  /// What an iteration holds. A block of three has its fields and their images under both forms for
  /// the last vectors, the new directions, the last step, and once more what they are combined to: 45,
  /// or 54 with a correction's directions, and residuals with their duals, 6; the forms and what they
  /// take to be applied are the rest. Ascents have twelve pairs of steps and slopes each.
  fileprivate var iterationFields: Double {
    let hasCorrection =
      left.norm == .energy && right.norm.core == .sobolev(1)
      || right.norm == .energy && left.norm.core == .sobolev(1)
    return isBestFound ? 68 : hasCorrection ? 66 : 57
  }

  /// `|H1| fd2 : |H1| fourier`; the maximum has no method.
  var title: String { (isEmbedding ? left.norm.name : left.name) + " : " + right.name }
}
