extension WeakDerivativeStudy: Study {
  /// `weak-derivative`
  public var kind: StudyKind { .weakDerivative }

  /// None: ∂^α is a multiplier.
  public var methods: [Method] { [] }

  /// The gap, a quantity of the function.
  public var columns: StudyColumns {
    var columns = StudyColumns()
    columns.functions = [function.name]
    columns.quantities = ["gap"]
    return columns
  }

  /// Of each part: u, ∂^α u, v and the spectra of all three.
  public func predictedMemory(cells: [Int], scalarSize: Int) -> Int {
    let parts = max(function.source.footprint.held, candidate.source.footprint.held)
    var footprint = Footprint()
    footprint.hold(Holding(Double(6 * parts), on: cells))
    return footprint.bytes(on: domain, scalarSize: scalarSize)
  }

  /// The question and the norms.
  public func check() throws(StudyError) -> [String] { Array(caption.dropFirst()) }
}
