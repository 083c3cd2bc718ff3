public import Norms
public import Transforms

/// What a case runs: an equation, functions or norms, measured on a sequence of grids.
///
/// A new kind of study is one type that conforms, one ``StudyKind``, and one reader of case files.
public protocol Study: Sendable {
  /// The name by which a case asks for it.
  var kind: StudyKind { get }
  /// The box.
  var domain: Domain { get }
  /// The discretisations; those of a study that solves nothing are measures.
  var methods: [Method] { get }
  /// What is measured, on which grids.
  var options: StudyOptions { get }
  /// What its tables hold, for expectations to select from.
  var columns: StudyColumns { get }

  /// Runs the study.
  ///
  /// - Parameter progress: called after each row, with the series that the row belongs to.
  /// - Throws: ``StudyError``; nothing is returned of a study that fails.
  func run<Scalar: TransformScalar>(
    _: Scalar.Type, progress: (_ series: String, _ level: Level) -> Void
  ) throws(StudyError) -> Results

  /// Checks all that can be judged before the first solve, and says what will be done, a line each.
  func check() throws(StudyError) -> [String]

  /// The predicted rate of every column, without running anything; none where theory says nothing.
  func predictions() throws(StudyError) -> [(
    method: String, norm: String, measure: Measure, prediction: Prediction
  )]

  /// What would raise the predicted rates, a line each.
  func advice() throws(StudyError) -> [String]

  /// The bytes that a level needs at its peak; `Int.max` where they cannot be counted.
  func predictedMemory(cells: [Int], scalarSize: Int) -> Int

  /// The series of this name, still without rows; for a run that is interrupted.
  func emptySeries(_ name: String) -> Series
}

extension Study {
  /// Nothing is predicted.
  public func predictions() throws(StudyError) -> [(
    method: String, norm: String, measure: Measure, prediction: Prediction
  )] { [] }

  /// Nothing is advised.
  public func advice() throws(StudyError) -> [String] { [] }

  /// A series of a function if the study has one of this name, else of a method.
  public func emptySeries(_ name: String) -> Series {
    var series = Series()
    if columns.functions.contains(name) { series.function = name } else { series.method = name }
    series.rateBy = options.rateBy.rawValue
    series.norms = columns.norms.map(\.name)
    series.listedNorms = (options.listedNorms ?? options.norms).map(\.name)
    series.ranges = options.ranges.map {
      OrderRange(name: $0.name, orders: $0.orders, norms: $0.norms.map(\.name))
    }
    series.measures = columns.measures
    series.quantities = columns.quantities
    series.columns = options.columns
    return series
  }
}

/// What the tables of a study hold.
public struct StudyColumns: Sendable {
  /// The methods that have a series.
  public var methods: [String] = []
  /// The functions that have a series.
  public var functions: [String] = []
  /// The pairs of norms whose constants are tabled.
  public var pairs: [String] = []
  /// The norms, in the order of the tables.
  public var norms: [Norm] = []
  /// How norms are measured.
  public var measures: [Measure] = []
  /// Functionals by their printed names.
  public var quantities: [String] = []

  /// No column.
  public init() {}
}
