import Formulas
public import Reports
public import Studies

/// A case: a study with everything that the file leaves to defaults decided, and what must come out.
public struct Case: Sendable {
  /// The file that it was read from.
  public internal(set) var file: CaseFile
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
  public internal(set) var effective: CaseValue
  /// Notes and warnings.
  public internal(set) var notes: [Diagnostic]
  /// The runs of a case with `[[variant]]` or `[sweep]`, each a case of its own; else empty.
  ///
  /// A case that has them runs them and nothing else: its own ``study`` is the first one's.
  public internal(set) var variants: [Case] = []
  /// Which run of another case this is.
  public let variant: Variant?
  /// The parameters that a sweep sets here.
  let sweep: [SweptValue]
  /// Expectations on all variants that match nothing in this one, and why.
  let unmatched: [CasePath: [Diagnostic]]
  /// Warnings of keys that change nothing here.
  let idle: [CasePath: Diagnostic]

  /// Decides what a file means.
  ///
  /// - Throws: ``CaseError`` with everything that is wrong with its keys and types, or else with its
  ///   meaning.
  public init(_ file: CaseFile) throws(CaseError) {
    let violations = file.violations
    guard violations.isEmpty else { throw CaseError(violations) }
    let variants = try file.variants()
    if variants.isEmpty {
      try self.init(single: file, nil)
    } else {
      try self.init(file, variants)
    }
  }

  /// Decides what one run of a case means.
  init(single file: CaseFile, _ variant: Variant?) throws(CaseError) {
    let violations = variant == nil ? [] : file.violations
    guard violations.isEmpty else { throw CaseError(violations) }
    let reader = CaseReader(file, variant)
    reader.readParameters()
    guard let domain = reader.readDomain() else { throw reader.error }
    let levels = reader.readLevels(on: domain)
    reader.readOwnNorms(on: domain, levels ?? [])
    let study = reader.readStudy(reader.readKind(), on: domain, levels ?? [])
    guard levels != nil else { throw reader.error }
    layout = reader.text(.study["layout"]).flatMap(TableLayout.init) ?? .method
    formats = reader.readFormats()
    expectations = reader.readExpectations(study)
    guard let study, reader.errors.isEmpty else { throw reader.error }
    self.file = file
    self.study = study
    self.variant = variant
    sweep = (variant?.sweep ?? []).map { name, text in
      SweptValue(
        name: name, text: text, value: Double(reader.parameters[name]?.constant ?? .nan))
    }
    unmatched = reader.unmatched
    title = reader.text(.title) ?? ""
    reader.noteIdleKeys(of: study)
    idle = reader.idle
    notes = reader.notes + (variant == nil ? idle.inTheirOrder : [])
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
    CaseError(errors.inTheirOrder)
  }
}
