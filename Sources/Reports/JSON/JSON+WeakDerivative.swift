import Studies

extension JSON {
  /// What a study `weak-derivative` found of one function.
  init(gap: WeakDerivativeGap, notes: [String]) {
    self = .present([
      ("function", .string(gap.function)),
      ("variant", .nonempty(gap.variant)),
      ("candidate", .string(gap.candidate)),
      ("alpha", .array(gap.alpha.map(JSON.integer))),
      ("norm", .string(gap.norm)),
      ("testNorm", .string(gap.testNorm)),
      ("levels", .array(gap.rows.map(JSON.init(gapRow:)))),
      ("rate", .number(gap.verdict == .holds ? gap.fit.rate : gap.limit?.rate)),
      ("limit", .number(gap.limit?.value)),
      ("halfWidth", .number(gap.limit?.halfWidth)),
      ("noLimit", .nonempty(gap.noLimit)),
      ("verdict", .string(gap.verdict.rawValue)),
      ("notes", .notes(notes)),
    ])
  }

  private init(gapRow row: WeakDerivativeGap.Row) {
    self = .present([
      ("cells", .array(row.level.cells.map(JSON.integer))),
      ("h", .array(row.level.h.map(JSON.number))),
      ("gap", .number(row.gap)),
      ("rate", .number(row.rate)),
      ("mark", .nonempty(row.mark?.rawValue)),
      (
        "peaks",
        .nonempty(
          .array(
            row.peaks.map { peak in
              .present([
                ("value", .number(peak.value)), ("point", .array(peak.point.map(JSON.number))),
              ])
            }))
      ),
    ])
  }
}
