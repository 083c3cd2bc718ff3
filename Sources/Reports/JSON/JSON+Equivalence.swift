import Studies

extension JSON {
  /// An entry of `equivalences`.
  init(equivalence: Equivalence) {
    self = .present([
      ("pair", .string(equivalence.pair)),
      ("left", .string(equivalence.left)),
      ("right", .string(equivalence.right)),
      ("variant", equivalence.sweep.isEmpty ? .nonempty(equivalence.variant) : nil),
      ("sweep", .nonempty(JSON(sweep: equivalence.sweep))),
      ("subspace", equivalence.subspace == "all" ? nil : .string(equivalence.subspace)),
      ("squared", equivalence.isSquared ? .bool(true) : nil),
      ("scale", equivalence.scale == 0 ? nil : .number(equivalence.scale)),
      ("verdict", .string(equivalence.verdict.rawValue)),
      ("reason", .nonempty(equivalence.reason)),
      ("lowerPower", .number(equivalence.powers.lower)),
      ("upperPower", .number(equivalence.powers.upper)),
      ("lowerPowerHalfWidth", .number(equivalence.powerHalfWidths.lower)),
      ("upperPowerHalfWidth", .number(equivalence.powerHalfWidths.upper)),
      ("lowerLimit", equivalence.limits.lower.map(JSON.init(limit:))),
      ("upperLimit", equivalence.limits.upper.map(JSON.init(limit:))),
      (
        "known",
        .nonempty(
          .present([
            ("lower", .number(equivalence.known.lower)),
            ("upper", .number(equivalence.known.upper)),
          ]))
      ),
      ("levels", .array(equivalence.levels.map(JSON.init(constants:)))),
    ])
  }

  /// An infinite constant is absent and marked.
  private init(constants level: EquivalenceLevel) {
    self = .present([
      ("cells", .array(level.cells.map(JSON.integer))),
      ("h", .array(level.h.map(JSON.number))),
      ("lower", .number(level.lower)),
      ("upper", .number(level.upper)),
      ("lowerMode", level.lowerMode.map { .array($0.map(JSON.integer)) }),
      ("upperMode", level.upperMode.map { .array($0.map(JSON.integer)) }),
      (
        "marks",
        level.upper == nil ? .present([("upper", .string(Mark.infinite.rawValue))]) : nil
      ),
      ("residual", .number(level.residual)),
      ("iterations", .integer(level.iterations)),
    ])
  }
}
