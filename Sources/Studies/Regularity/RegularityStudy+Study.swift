extension RegularityStudy: Study {
  /// `regularity`
  public var kind: StudyKind { .regularity }

  /// None: shells are of the Fourier basis.
  public var methods: [Method] { [] }

  /// s* and the width of the strip, quantities of the functions.
  public var columns: StudyColumns {
    var columns = StudyColumns()
    columns.functions = functions.map(\.name)
    columns.quantities = ["s", "strip"]
    return columns
  }

  /// The function and its spectrum, or its values once more for the search of jumps.
  public func predictedMemory(cells: [Int], scalarSize: Int) -> Int {
    let fields = functions.map { max($0.source.footprint.peak, 2 * $0.source.footprint.held) }
    var footprint = Footprint()
    footprint.hold(Holding(Double(fields.max() ?? 0), on: cells))
    return footprint.bytes(on: domain, scalarSize: scalarSize)
  }

  /// The functions; there is nothing to be refused.
  public func check() throws(StudyError) -> [String] {
    functions.map { $0.name == "\($0.source)" ? $0.name : "\($0.name) = \($0.source)" }
  }
}
