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

  /// The question and the norms.
  public func check() throws(StudyError) -> [String] { Array(caption.dropFirst()) }
}
