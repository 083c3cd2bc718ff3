import Studies

extension JSON {
  /// What a study `regularity` found of one function.
  init(regularity estimate: RegularityEstimate, notes: [String]) {
    self = .present([
      ("function", .string(estimate.function)),
      ("variant", .nonempty(estimate.variant)),
      ("s", .number(estimate.order)),
      ("halfWidth", .number(estimate.halfWidth)),
      ("model", .nonempty(estimate.model?.rawValue)),
      ("strip", estimate.strip.map(JSON.init(strip:))),
      (
        "jumps",
        .nonempty(
          .array(
            estimate.jumps.map { jump in
              .present([
                ("axis", .integer(jump.axis)), ("order", .integer(jump.order)),
                ("size", .number(jump.size)), ("point", .array(jump.point.map(JSON.number))),
                ("atEnd", .bool(jump.isAtEnd)),
              ])
            }))
      ),
      ("warnings", .nonempty(.array(estimate.warnings.map(JSON.string)))),
      ("notes", .notes(notes)),
      (
        "levels",
        .array(
          estimate.rows.map { row in
            .present([
              ("cells", .array(row.level.cells.map(JSON.integer))),
              ("h", .array(row.level.h.map(JSON.number))),
              ("s", .number(row.order)), ("halfWidth", .number(row.halfWidth)),
              ("model", .string(row.model.rawValue)),
              ("strip", row.strip.map(JSON.init(strip:))),
            ])
          })
      ),
      (
        "shells",
        .array(
          estimate.shells.map { shell in
            .present([
              ("from", .number(shell.lower)), ("to", .number(shell.upper)),
              ("energy", .number(shell.energy)), ("slope", .number(shell.slope)),
              ("fitted", .bool(shell.isFitted)), ("mark", .nonempty(shell.note)),
            ])
          })
      ),
    ])
  }

  private init(strip: RegularityEstimate.Strip) {
    self = .present([
      ("width", .number(strip.width)), ("halfWidth", .number(strip.halfWidth)),
      ("isLowerBound", strip.isLowerBound ? .bool(true) : nil),
    ])
  }
}
