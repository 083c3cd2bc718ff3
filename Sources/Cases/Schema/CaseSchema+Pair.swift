extension CaseSchema {
  static let pair = TableSchema(
    KeySchema("name", .text, "its name in tables; the two norms if left out"),
    KeySchema("left", .table(side), "the norm above the line; Linf alone: the embedding constant"),
    KeySchema("right", .table(side), "the norm below it"),
    KeySchema(
      "subspace", .word(["all", "zero-mean"]), "\"all\"", "the functions that are compared"),
    KeySchema("squared", .boolean, "false", "the ratio's square is tabled"),
    KeySchema("scale", .expression, "a power of h that multiplies what is tabled, as in \"h\""),
    KeySchema("known", .table(constants), "closed forms of the limits"))

  private static let side = TableSchema(
    KeySchema("norm", .text, "a norm's name"),
    KeySchema(
      "form", .word(["sum", "bessel", "multiindex", "ends", "graph", "gagliardo"]),
      "the norm's form, where its name has none"),
    KeySchema("by", .text, "the name of a [[method]], or a kind; spectral"),
    KeySchema("order", .integer, "the order of a kind"),
    KeySchema("degree", .integer, "the degree of a kind"))

  private static let constants = TableSchema(
    KeySchema("lower", .expression, "the lower constant"),
    KeySchema("upper", .expression, "the upper constant"))
}
