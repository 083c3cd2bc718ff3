import Discretizations
public import Reports
public import Studies

/// A case: a study with everything that the file leaves to defaults decided, and what must come out.
public struct Case: Sendable {
  /// The file that it was read from.
  public let file: CaseFile
  /// Free text.
  public var title: String
  /// What is done.
  public var kind: StudyKind
  /// The box.
  public var domain: Domain
  /// The problem of a study `convergence` or `solve`.
  public var problem: Problem?
  /// The functions of a study `norms`.
  public var functions: [NormsStudy.Function]
  /// The discretisations, a list of orders as one each.
  public var methods: [Method]
  /// What is measured, on which grids.
  public var options: StudyOptions
  /// What must come out.
  public var expectations: [Expectation]
  /// How tables are arranged.
  public var layout: TableLayout
  /// The formats of the tables that are written to disk.
  public var formats: [TableFormat]
  /// The case with every default written out.
  public let effective: CaseValue
  /// Notes and warnings.
  public let notes: [Diagnostic]

  /// Decides what a file means.
  ///
  /// - Throws: ``CaseError`` with everything that is wrong with its keys and types, or else with its
  ///   meaning.
  public init(_ file: CaseFile) throws(CaseError) {
    let violations = file.violations
    guard violations.isEmpty else { throw CaseError(violations) }
    let reader = CaseReader(file)
    reader.readParameters()
    guard let domain = reader.readDomain() else { throw reader.error }
    let kind = reader.readKind()
    problem = reader.readProblem(on: domain)
    methods = reader.readMethods(on: domain)
    if methods.isEmpty, kind == .norms, reader[.method] == nil {
      methods = [
        Method("staggered2", [.staggered(order: 2)]), Method("spectral", [.spectral]),
      ]
    }
    let norms = reader.readNorms()
    functions = reader.readFunctions(norms)
    reader.checkTables(kind)
    var measures = reader.readMeasures(kind, methods)
    if kind == .norms {
      let all = methods
      methods.removeAll { !measures.contains($0.measure(among: all)) }
      measures = methods.map { [methods] in $0.measure(among: methods) }
    }
    guard let levels = reader.readLevels(on: domain) else { throw reader.error }
    options = reader.readOptions(levels, norms, measures, on: domain)
    reader.checkColumns(kind, problem, options)
    let studies = CasePath.study
    layout = reader.text(studies["layout"]).flatMap(TableLayout.init) ?? .method
    formats = reader.readFormats()
    expectations = reader.readExpectations(
      .init(
        methods: kind == .norms ? [] : methods.map(\.name), functions: functions.map(\.name),
        norms: kind != .norms && problem?.exact == nil ? [] : norms, measures: measures,
        quantities: options.quantities.map(\.name), levels: levels))
    guard reader.errors.isEmpty else { throw reader.error }
    self.file = file
    self.kind = kind
    self.domain = domain
    title = reader.text(.title) ?? ""
    notes = reader.notes
    effective = reader.effective(
      kind: kind, methods: methods, options: options, expectations: expectations)
  }
}

extension CaseReader {
  var error: CaseError {
    CaseError(errors.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
  }
}
