/// The schema of case files.
enum CaseSchema {
  static let root = TableSchema(
    KeySchema("title", .text, "\"\"", "free text; 'single quotes' keep backslashes"),
    KeySchema("parameters", .named(.expression), "names for every expression; may use each other"),
    KeySchema("domain", .table(domain), "the box"),
    KeySchema("problem", .table(problem), "-div(a grad u) + b·grad u + c u = f"),
    KeySchema("function", .tables(function), "a function whose norms are tabled"),
    KeySchema("method", .tables(method), "a discretisation"),
    KeySchema("study", .table(study), "what is measured, on which grids"),
    KeySchema("expect", .tables(expect), "what must come out"),
    KeySchema("output", .table(output), "what is written"),
    KeySchema("norm", .tables(ownNorm), "a norm of one's own"),
    KeySchema("pair", .tables(pair), "the two norms of an equivalence"),
    KeySchema("variant", .tables(variant), "the case with other values laid over it"),
    KeySchema(
      "sweep", .named(.list(.expression)), "values of a parameter, a variant for each"))

  /// Dotted keys of the case itself; what they hold is checked where they are laid over it.
  static let variant = TableSchema(
    KeySchema("name", .text, "its name in tables"),
    KeySchema("parameters", .anything, "other values of parameters"),
    KeySchema("domain", .anything, "parameters.c = 2, domain.placement = \"cells\", …"),
    KeySchema("problem", .anything, "problem.reaction = 1, …"),
    KeySchema("function", .anything, "function.f.expression = \"x\": an element by its name"),
    KeySchema("method", .anything, "method.fd2.order = 4: an element by its name"),
    KeySchema("study", .anything, "study.cells = [8, 16], …"),
    KeySchema("norm", .anything, "norm.mine.weight = \"1\": an element by its name"),
    KeySchema("pair", .anything, "pair.forward.subspace = \"all\": an element by its name"))

  static let domain = TableSchema(
    KeySchema("lower", .list(.expression), "the lower ends, one an axis"),
    KeySchema("upper", .list(.expression), "the upper ends, one an axis"),
    KeySchema(
      "boundary", .list(.either([boundary, .list(boundary)])),
      "one entry an axis, or [lower, upper] for its two ends"),
    KeySchema(
      "placement", .either([placement, .list(placement)]), "\"nodes\"",
      "the points: the cells' ends or middles; or one an axis"))

  private static let boundary = ValueKind.word(
    ["periodic", "dirichlet", "neumann", "robin"], later: ["clamped"])
  private static let placement = ValueKind.word(["nodes", "cells"])

  static let problem = TableSchema(
    KeySchema(
      "diffusion", .either([.expression, .list(.either([.expression, .list(.expression)]))]), "1",
      "a: a scalar, a list, which is the diagonal, or a symmetric matrix"),
    KeySchema("advection", .list(.expression), "b, one entry an axis"),
    KeySchema("reaction", .expression, "0", "c"),
    KeySchema("power", .number, "1", "(-div a grad)^power; 2: biharmonic"),
    KeySchema("exact", .expression, "u: source and data follow from it"),
    KeySchema(
      "source", .either([.expression, .table(source)]),
      "f, dirac(x0, y0) included; derived from exact if left out"),
    KeySchema(
      "data", .either([.expression, .table(sides)]),
      "u on Dirichlet sides, a du/dn outwards on Neumann sides, + beta u on Robin sides"),
    KeySchema(
      "compatibility", .word(["error", "project"]), "\"error\"",
      "what happens to data that do not balance"),
    KeySchema(
      "form", .word(["divergence", "nondivergence"]), "\"divergence\"",
      "-div(a grad u), or -a : D²u; b·grad u + c u in both"),
    KeySchema("robin", .table(sides), "the factor of u on Robin sides"))

  private static let source = TableSchema(
    KeySchema("divergence", .list(.expression), "F of -div F, one entry an axis; in L2 only"),
    KeySchema("function", .expression, "what is added to it"))

  private static let ends = TableSchema(
    KeySchema("lower", .expression, "the datum at the lower end"),
    KeySchema("upper", .expression, "the datum at the upper end"))
  private static let sides = TableSchema(
    KeySchema("x", .table(ends), "the ends of the axis x"),
    KeySchema("y", .table(ends), "the ends of the axis y"),
    KeySchema("z", .table(ends), "the ends of the axis z"))

  static let function = TableSchema(
    KeySchema("name", .text, "its name in tables"),
    KeySchema("expression", .expression, "the function"),
    KeySchema("known", .named(.expression), "values of its norms; names in quotes as keys"),
    KeySchema("file", .text, "or an array of one's own, .npy"),
    KeySchema("axes", .text, "the array's axes in order; xyz"),
    KeySchema(
      "ends", .either([.boolean, .list(.boolean)]),
      "whether the array holds both end points, of all axes or of each"),
    .later("dataset", "the array's name in an .npz"),
    KeySchema("random", .table(random), "or a random function of given regularity"),
    KeySchema("difference", .list(.text), "or the difference of two functions"))

  private static let random = TableSchema(
    KeySchema("regularity", .number, "s: it is in H^t for t < s"),
    KeySchema("seed", .integer, "1", "another seed is another function"))

  static let ownNorm = TableSchema(
    KeySchema("name", .text, "its name, wherever a norm stands"),
    KeySchema("weight", .expression, "of |û|²: an expression of kx, ky, kz and lambda"),
    KeySchema("base", .text, "or a norm, of the field after"),
    KeySchema("multiplier", .expression, "this function of kx, ky, kz and lambda"),
    KeySchema("factor", .expression, "and times this function of x, y, z, pointwise"),
    KeySchema("tex", .text, "its space in TeX"))

  static let output = TableSchema(
    KeySchema(
      "tables", .list(.word(["text", "markdown", "latex", "csv", "json"])), "[\"text\"]",
      "the formats that --output writes; results.json always"),
    KeySchema("plots", .boolean, "false", "plots"),
    KeySchema("fields", .list(.text), "[]", "files of the solution"))
}
