extension Formula {
  /// Reads an expression.
  ///
  /// The operators are `+ - * / ^` (or `**`) and `< <= > >= == !=`, which give 1 or 0. The power is
  /// right associative and binds tighter than the sign: −x^2 is −(x²). Names are `pi`, `e`, `x`,
  /// `y`, `z`, the functions, what the caller adds, and the polar `r` = √(x² + y²) and `theta` in
  /// (−π, π]: of x and y in three dimensions too; in one, where the caller gives the rank, of y = 0,
  /// so that r is |x|. sign(0) is 0, heaviside(0) is ½, and mod(a, b)
  /// has the sign of b. White space, lines included, has no meaning.
  ///
  /// - Parameters:
  ///   - parameters: names that stand for formulas.
  ///   - variables: names of variables beyond x, y, z; their values follow in `value(at:)`.
  ///   - rank: the number of coordinates; others are then errors.
  public init(
    _ text: String, parameters: [String: Formula] = [:], variables: [String] = [], rank: Int? = nil
  ) throws(FormulaError) {
    try self.init(
      text, quoting: text, parameters: parameters, variables: variables, rank: rank)
  }

  /// Reads an expression in which names stand for parts of a text of the same length, from which messages
  /// quote.
  package init(
    _ text: String, quoting original: String, parameters: [String: Formula] = [:],
    variables: [String] = [], rank: Int? = nil
  ) throws(FormulaError) {
    var lexer = Lexer(text)
    try lexer.run()
    var parser = Parser(
      lexer, quoting: original, parameters: parameters, variables: variables, rank: rank)
    let root = try parser.parse()
    self.init(parser.builder, root: root, names: variables)
  }
}
