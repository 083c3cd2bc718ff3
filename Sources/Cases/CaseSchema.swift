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

  static let method = TableSchema(
    KeySchema("name", .text, "its name in tables; kind and order if left out"),
    KeySchema(
      "kind", .either([.text, .list(.text)]),
      "spectral, staggered, stencil, centred, mehrstellen or spline; a list: one an axis"),
    KeySchema(
      "order", .either([.integer, .list(.integer)]), "an even order; a list makes one method each"),
    KeySchema("degree", .either([.integer, .list(.integer)]), "the degree of a spline"),
    KeySchema(
      "load", .word(["integrated", "interpolated", "sampled", "projected"]),
      "how the source becomes numbers; integrated for splines, else sampled"),
    KeySchema("quadrature", .integer, "Gauss points a direction and cell"),
    KeySchema("oversample", .integer, "as in [study], for this method"),
    KeySchema(
      "reconstruction", .word(["trigonometric", "multilinear"]), "\"trigonometric\"",
      "what function the unknowns mean"),
    KeySchema(
      "lifting", .integer, "0",
      "depth d of the lift that takes up normal derivatives up to order 2d before the method"),
    KeySchema(
      "faces", .word(["sampled", "arithmetic", "harmonic"]), "\"sampled\"",
      "the diffusion between two points, of differences of order 2"),
    KeySchema(
      "dealiased", .boolean, "false", "spectral products with coefficients on a finer grid"),
    KeySchema("solver", .table(solver), "how a system that is not diagonal is solved"))

  private static let solver = TableSchema(
    KeySchema(
      "preconditioner", .word(["auto", "laplace", "scaled", "multigrid"]), "\"auto\"",
      "the norm in which the iteration lives"),
    KeySchema(
      "tolerance", .number, "1e-10", "of the residual's dual norm over that of the source"),
    KeySchema("iterations", .integer, "500", "at most"))

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
    .later("samples", "points a direction and cell for Linf"))

  private static let levels = TableSchema(
    KeySchema("first", .either([.integer, .list(.integer)]), "the coarsest level"),
    KeySchema("levels", .integer, "how many"),
    KeySchema("refine", .text, "the axes that are refined; all"),
    KeySchema("factor", .integer, "2", "by how much"))

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
      "exact", "floor", "algebraic", "exponential", "preasymptotic", "inadmissible", "infinite",
      "equivalent", "not equivalent", "degenerate", "embedded", "not embedded",
      "weak derivative", "not a weak derivative", "undecided", "resolved",
    ])

  static let output = TableSchema(
    KeySchema(
      "tables", .list(.word(["text", "markdown", "latex", "csv", "json"])), "[\"text\"]",
      "the formats that --output writes; results.json always"),
    KeySchema("plots", .boolean, "false", "plots"),
    KeySchema("fields", .list(.text), "[]", "files of the solution"))
}
