public import Studies

extension JSON {
  /// The results file of the article *Results*, version 1.
  ///
  /// Keys that do not apply are absent. `run` comes last; without it (`includingRun: false`) the
  /// same case gives the same bytes on every run and for every thread count.
  public init(_ results: Results, includingRun: Bool = true) {
    let program = results.program
    let certificate = results.certificate
    self = .present([
      ("format", .string("sobolev-results")),
      ("version", .integer(1)),
      ("title", .nonempty(results.title)),
      ("study", .string(results.study.rawValue)),
      ("caption", .nonempty(.array(results.caption.map(JSON.string)))),
      ("case", results.source.map(JSON.init(source:))),
      (
        "program",
        .present([
          ("version", .nonempty(program.version)), ("fftw", .nonempty(program.fftw)),
          ("precision", .nonempty(program.precision)),
        ])
      ),
      // Rows of gaps and of regularity stand in sections of their own.
      (
        "series",
        results.weakDerivatives.isEmpty && results.regularity.isEmpty
          ? .nonempty(.array(results.series.map(JSON.init(series:)))) : nil
      ),
      (
        "weakDerivatives",
        .nonempty(
          .array(results.noted(results.weakDerivatives).map { JSON(gap: $0, notes: $1) }))
      ),
      (
        "regularity",
        .nonempty(
          .array(results.noted(results.regularity).map { JSON(regularity: $0, notes: $1) }))
      ),
      (
        "failures",
        .nonempty(
          .array(
            results.failures.map { failure in
              .present([
                ("variant", .nonempty(failure.variant)), ("error", .string(failure.name)),
              ])
            }))
      ),
      (
        "equivalences",
        .nonempty(.array(results.equivalences.map(JSON.init(equivalence:))))
      ),
      ("expectations", .nonempty(.array(results.expectations.map(JSON.init(verdict:))))),
      (
        "certificate",
        .nonempty(
          .present([
            ("parsevalGap", .number(certificate.parsevalGap)),
            ("residual", .number(certificate.residual)),
            ("lastModeShare", .number(certificate.lastModeShare)),
          ]))
      ),
      ("run", includingRun ? results.run.map(JSON.init(run:)) : nil),
    ])
  }

  private init(source: CaseRecord) {
    let effective = try? JSON(reading: source.effective)
    self = .present([
      ("file", .string(source.file)), ("sha256", .nonempty(source.sha256)),
      ("effective", effective ?? .nonempty(source.effective)),
    ])
  }

  /// `{ "contrast": 10 }`
  init(sweep: [SweptValue]) {
    self = .present(
      sweep.map { swept in
        (swept.name, Int(exactly: swept.value).map(JSON.integer) ?? .number(swept.value))
      })
  }

  private init(series: Series) {
    let norms = series.norms
    let measures = series.measures
    self = .present([
      ("method", .nonempty(series.method)),
      ("function", .nonempty(series.function)),
      ("variant", series.sweep.isEmpty ? .nonempty(series.variant) : nil),
      ("sweep", .nonempty(JSON(sweep: series.sweep))),
      ("rateBy", .string(series.rateBy)),
      ("known", .nonempty(.ordered(series.known, by: norms + series.quantities, JSON.number))),
      ("levels", .array(series.levels.map { JSON(level: $0, of: series) })),
      (
        "fits",
        .nonempty(
          .ordered(series.fits, by: norms) { .ordered($0, by: measures, JSON.init(fit:)) })
      ),
      ("limits", .nonempty(.ordered(series.limits, by: series.quantities, JSON.init(limit:)))),
      (
        "normLimits",
        .nonempty(
          .ordered(series.normLimits, by: norms) { .ordered($0, by: measures, JSON.init(limit:)) })
      ),
      (
        "noLimits",
        .nonempty(
          .present(series.quantities.map { ($0, series.noLimits[$0].map(JSON.string)) }))
      ),
      (
        "noNormLimits",
        .nonempty(
          .present(
            norms.map { norm in
              (
                norm,
                .nonempty(
                  .present(
                    measures.map { ($0, series.reasonWithoutLimit(norm, $0).map(JSON.string)) }))
              )
            }))
      ),
      ("notes", .notes(series.notes)),
    ])
  }

  private init(level: Level, of series: Series) {
    let norms = series.norms
    let measures = series.measures
    func table<Value>(_ values: [String: [Measure: Value]], _ json: (Value) -> JSON) -> JSON? {
      .nonempty(.ordered(values, by: norms) { .ordered($0, by: measures, json) })
    }
    self = .present([
      ("cells", .array(level.cells.map(JSON.integer))),
      ("h", .array(level.h.map(JSON.number))),
      ("unknowns", .integer(level.unknowns)),
      ("iterations", .integer(level.iterations)),
      (
        "constants",
        level.constants.map {
          .present([("lower", .number($0.lowerBound)), ("upper", .number($0.upperBound))])
        }
      ),
      ("history", level.history.isEmpty ? nil : .array(level.history.map(JSON.number))),
      ("effectivity", .number(level.effectivity)),
      ("lowerBound", .number(level.lowerBound)),
      ("meanDefect", .number(level.meanDefect)),
      ("values", table(level.values, JSON.number)),
      ("halfWidths", table(level.halfWidths, JSON.number)),
      ("rates", table(level.rates, JSON.number)),
      ("marks", table(level.marks) { .string($0.rawValue) }),
      ("quantities", .nonempty(.ordered(level.quantities, by: series.quantities, JSON.number))),
      (
        "quantityRates",
        .nonempty(.ordered(level.quantityRates, by: series.quantities, JSON.number))
      ),
      (
        "quantityLimits",
        .nonempty(.ordered(level.quantityLimits, by: series.quantities, JSON.number))
      ),
    ])
  }

  private init(fit: Fit) {
    self = .present([
      ("rate", .number(fit.rate)),
      ("halfWidth", .number(fit.halfWidth)),
      ("rows", fit.rows.map { .array($0.map(JSON.integer)) }),
      ("predicted", .number(fit.predicted) ?? .nonempty(fit.predictedWord)),
      ("reason", .nonempty(fit.reason)),
    ])
  }

  init(limit: Limit) {
    self = .present([
      ("value", .number(limit.value)), ("halfWidth", .number(limit.halfWidth)),
      ("rate", .number(limit.rate)),
    ])
  }

  /// Footnotes; absent where there are none.
  static func notes(_ notes: [String]) -> JSON? { .nonempty(.array(notes.map(JSON.string))) }

  private init(verdict: Verdict) {
    self = .present([
      ("text", .string(verdict.text)),
      ("found", .number(verdict.found) ?? .nonempty(verdict.foundWord)),
      ("met", .bool(verdict.met)),
      ("line", .integer(verdict.line)),
      ("cite", .nonempty(verdict.cite)),
    ])
  }

  private init(run: RunRecord) {
    self = .present([
      ("threads", .integer(run.threads)), ("plan", .string(run.plan)),
      ("seconds", .number(run.seconds)),
      ("levels", .nonempty(.array(run.levels.map { .array($0.map(JSON.number)) }))),
      ("peakMemory", .integer(run.peakMemory)),
    ])
  }

  /// An object with the keys of `order` first, then any others by name; empty objects and numbers
  /// that are not finite are left out.
  private static func ordered<Value>(
    _ values: [String: Value], by order: [String], _ json: (Value) -> JSON
  ) -> JSON {
    var keys: [String] = []
    for key in order where values[key] != nil && !keys.contains(key) { keys.append(key) }
    let others = values.keys.filter { !keys.contains($0) }.sorted()
    return .present(
      (keys + others).map { key in (key, values[key].flatMap { nonempty(json($0)) }) })
  }
}

extension Results {
  /// What a study found of its functions, each with the notes of its rows.
  fileprivate func noted<Found>(_ found: [Found]) -> [(Found, [String])] {
    let notes = series.map(\.notes)
    return found.indices.map { (found[$0], notes.count == found.count ? notes[$0] : []) }
  }
}
