import Discretizations
public import Reports
public import Studies

/// A case: a study with everything that the file leaves to defaults decided, and what must come out.
public struct Case: Sendable {
  /// The file that it was read from.
  public let file: CaseFile
  /// Free text.
  public var title: String
  /// What is run.
  public var study: any Study
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
    let levels = reader.readLevels(on: domain)
    let study = reader.readStudy(reader.readKind(), on: domain, levels ?? [])
    guard levels != nil else { throw reader.error }
    layout = reader.text(.study["layout"]).flatMap(TableLayout.init) ?? .method
    formats = reader.readFormats()
    expectations = reader.readExpectations(study)
    guard let study, reader.errors.isEmpty else { throw reader.error }
    self.file = file
    self.study = study
    title = reader.text(.title) ?? ""
    notes = reader.notes
    effective = reader.effective(study, expectations: expectations)
  }
}

extension Case {
  /// What is done.
  public var kind: StudyKind { study.kind }
  /// The box.
  public var domain: Domain { study.domain }
  /// The discretisations, a list of orders as one each.
  public var methods: [Method] { study.methods }
  /// What is measured, on which grids.
  public var options: StudyOptions { study.options }
  /// The problem of a study `convergence` or `solve`.
  public var problem: Problem? { (study as? ConvergenceStudy)?.problem }
}

extension CaseReader {
  var error: CaseError {
    CaseError(errors.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
  }
}
