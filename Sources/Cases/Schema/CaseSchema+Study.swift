/// `[study]`: what is measured, on which grids.
extension CaseSchema {
  static let study = TableSchema(
    KeySchema(
      "kind",
      .word(
        ["convergence", "norms", "solve", "equivalence", "weak-derivative", "regularity"]),
      "what is done; decided by the other tables if left out"),
    KeySchema(
      "cells", .either([.integer, .list(.either([.integer, .list(.integer)])), .table(levels)]),
      "the levels: cells along all axes, or a list with one number an axis"),
    KeySchema("norms", .list(.text), "[\"L2\", \"H1\", \"Linf\"]", "names and ranges of norms"),
    KeySchema(
      "measure", .list(.text), "discrete, spectral; and function as soon as a method is a spline"),
    KeySchema(
      "rateBy", .word(["h", "hx", "hy", "hz", "unknowns"]), "against what rates are taken"),
    KeySchema(
      "oversample", .integer, "1", "spectral errors on a grid so many times finer"),
    KeySchema(
      "lastMode", .word(["parseval", "interpolant", "drop"]), "\"parseval\"",
      "how the last mode counts in spectral norms"),
    KeySchema("relative", .boolean, "false", "errors over the norm of the exact solution"),
    KeySchema(
      "reference",
      .either([reference, .list(reference)]), "\"exact\"", "what errors are measured against"),
    KeySchema(
      "quantities", .list(.text), "[]", "functionals of the solution, and their arithmetic"),
    KeySchema(
      "layout", .word(["method", "methods", "compact"]), "\"method\"", "how tables are arranged"),
    KeySchema(
      "singular", .list(.list(.expression)), "[]", "points where exact may be infinite"),
    KeySchema("known", .named(.expression), "limits of quantities; names in quotes as keys"),
    KeySchema(
      "function", .either([.expression, .table(functionMeasure)]),
      "the function that is studied, or how the measure function is integrated"),
    KeySchema("candidate", .expression, "the candidate for a weak derivative"),
    KeySchema(
      "alpha", .either([.integer, .list(.integer)]), "the multi-index of a weak derivative"),
    KeySchema("norm", .text, "the norm of the gap of a weak derivative; H^-|alpha|"),
    KeySchema(
      "columns",
      .list(.word(["iterations", "constants", "meanDefect", "effectivity", "lowerBound"])),
      "the columns beside the norms; all that there are"),
    KeySchema("limit", .boolean, "false", "norms are extrapolated to h = 0, as quantities are"))

  private static let reference = ValueKind.word(["exact", "next", "finest", "residual"])

  private static let functionMeasure = TableSchema(
    KeySchema("quadrature", .integer, "Gauss points a direction and cell; degree + 3"),
    KeySchema(
      "samples", .integer,
      "equispaced points a direction and cell for Linf, ends included; the Gauss points"))

  private static let levels = TableSchema(
    KeySchema("first", .either([.integer, .list(.integer)]), "the coarsest level"),
    KeySchema("levels", .integer, "how many"),
    KeySchema("refine", .text, "the axes that are refined; all"),
    KeySchema("factor", .integer, "2", "by how much"))
}
