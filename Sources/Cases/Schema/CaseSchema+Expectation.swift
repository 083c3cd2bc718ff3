/// `[[expect]]`: what must come out.
extension CaseSchema {
  static let expect = TableSchema(
    KeySchema("variant", names, "which variants; all"),
    KeySchema("method", names, "which methods; all"),
    KeySchema("function", names, "which functions; all"),
    KeySchema("norm", names, "which norms; all"),
    KeySchema("quantity", names, "which quantities"),
    KeySchema(
      "column",
      .word(
        [
          "iterations", "unknowns", "meanDefect", "constants.lower", "constants.upper",
          "effectivity", "lowerBound",
        ]),
      "a column beside the norms"),
    KeySchema("measure", names, "which measures; all"),
    KeySchema(
      "at", .either([.text, .integer, .list(.either([.text, .integer, .list(.integer)]))]),
      "\"finest\", \"coarsest\", \"all\", \"fit\", \"limit\", or cells of a level"),
    KeySchema(
      "over", .word(["level", "method", "function", "variant", "pair"]),
      "what a list in the claim runs over; level"),
    KeySchema("rate", .either([.expression, .list(.expression)]), "the fitted rate"),
    KeySchema("value", .either([.expression, .list(.expression)]), "the value; in h and n too"),
    KeySchema("printed", .either([.text, .list(.text)]), "the digits that it rounds to"),
    KeySchema("units", .integer, "0", "units of the last digit by which printed may be off"),
    KeySchema(
      "verdict", .either([verdict, .list(verdict)]), "a word in place of a number"),
    KeySchema("equals", .text, "the norm, measure or quantity that agrees"),
    KeySchema(
      "fails",
      .word(["not finite", "incompatible", "not differentiable", "not converged", "failed"]),
      "the error in which the case must end"),
    KeySchema("atMost", .expression, "an upper bound"),
    KeySchema("atLeast", .expression, "a lower bound"),
    KeySchema("between", .list(.expression), "both bounds"),
    KeySchema("within", .number, "the tolerance"),
    KeySchema("relative", .number, "the tolerance over the claimed number"),
    KeySchema("cite", .text, "where the number is from"),
    KeySchema("pair", names, "which pairs; all"),
    KeySchema(
      "lower", .either([.expression, .list(.expression)]), "the lower constant of a pair"),
    KeySchema(
      "upper", .either([.expression, .list(.expression)]),
      "the upper constant of a pair; inf if it is infinite"),
    KeySchema(
      "power", .either([.expression, .list(.expression)]),
      "the power of h of the constant that degenerates"),
    KeySchema("regularity", .expression, "the estimated regularity s*"),
    KeySchema("s", .expression, "the estimated regularity s*"))

  private static let names = ValueKind.either([.text, .list(.text)])
  private static let verdict = ValueKind.word(
    [
      "exact", "floor", "algebraic", "exponential", "preasymptotic", "unaligned", "inadmissible",
      "infinite",
      "equivalent", "not equivalent", "degenerate", "embedded", "not embedded",
      "weak derivative", "not a weak derivative", "undecided", "resolved",
    ])
}
