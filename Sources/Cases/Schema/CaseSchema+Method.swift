/// `[[method]]`: a discretisation.
extension CaseSchema {
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
}
