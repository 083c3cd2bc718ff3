import Discretizations

extension NormsStudy: Study {
  /// `norms`
  public var kind: StudyKind { .norms }

  /// Functions by norms, each discretisation a measure.
  public var columns: StudyColumns {
    var columns = StudyColumns()
    columns.functions = functions.map(\.name)
    columns.norms = options.norms
    columns.measures = methods.map(measure)
    return columns
  }

  /// The functions; there is nothing to be refused.
  public func check() throws(StudyError) -> [String] {
    functions.map { "\($0.name) = \($0.source)" }
  }

  /// Fields of the grid itself, or of the finer of the two on which norms are estimated.
  public func predictedMemory(cells: [Int], scalarSize: Int) -> Int {
    var options = options
    if options.oversample > 1 { options.oversample *= 2 }
    return ConvergenceStudy.predictedMemory(
      cells: cells, options: options, scalarSize: scalarSize)
  }

  /// `spectral`, `discrete` if there is one other method only, else the method's name.
  func measure(_ method: Method) -> Measure { method.measure(among: methods) }
}

extension Method {
  /// The measure that a method is in a study `norms`: `spectral`, `discrete` if there is no other,
  /// else its name.
  public func measure(among methods: [Method]) -> Measure {
    func isSpectral(_ method: Method) -> Bool { method.kinds.allSatisfy { $0 == .spectral } }
    if isSpectral(self) { return "spectral" }
    return methods.count { !isSpectral($0) } == 1 ? "discrete" : name
  }
}
