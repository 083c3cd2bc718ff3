/// Recursive descent from words to the graph.
///
/// Mistakes whose meaning is plain are noted and passed over, so that one reading may report
/// several; the others end it.
struct Parser {
  /// Brackets, powers and calls inside one another.
  static let maximalDepth = 200

  /// The text as it was written, for messages.
  private let written: [UInt8]
  let tokens: [Token]
  let parameters: [String: Formula]
  let variables: [String]
  let rank: Int?
  var builder = Builder()
  var position = 0
  private var depth = 0
  private var issues: [FormulaError.Issue] = []
  private var inserted: [String: Int] = [:]

  init(
    _ lexer: Lexer, quoting original: String, parameters: [String: Formula], variables: [String],
    rank: Int?
  ) {
    written = Array(original.utf8)
    precondition(written.count == lexer.bytes.count, "names as long as what they stand for")
    tokens = lexer.tokens
    self.parameters = parameters
    self.variables = variables
    self.rank = rank
    precondition(variables.count <= 60, "a formula has 63 variables at most")
  }

  /// Reads the whole text.
  mutating func parse() throws(FormulaError) -> Int {
    // Variables come first in the graph: products of them keep the order x y z.
    for slot in 0..<3 { _ = builder.variable(slot) }
    if next.kind == .end { throw fail("the expression is empty", next.range) }
    let root = try expression()
    if next.kind == .symbol(.close) { throw fail("`)` closes nothing", next.range) }
    if next.kind == .symbol(.comma) {
      throw fail("unexpected `,`", next.range, hint: "the decimal point is .")
    }
    if next.kind != .end { throw fail("unexpected `\(text(next.range))`", next.range) }
    if !issues.isEmpty { throw FormulaError(issues: issues) }
    return root
  }
}

// What the grammar reads with.
extension Parser {
  var next: Token { tokens[position] }

  /// The end of the last word read.
  var end: Int { tokens[position - 1].range.upperBound }

  func text(_ range: Range<Int>) -> String { String(decoding: written[range], as: UTF8.self) }

  mutating func take(_ symbol: Token.Symbol) -> Bool {
    guard next.kind == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  /// Notes a mistake and goes on.
  mutating func note(_ message: String, _ range: Range<Int>, hint: String? = nil) {
    issues.append(.init(message: message, hint: hint, range: range))
  }

  /// The error that ends the reading, with the mistakes noted before.
  func fail(_ message: String, _ range: Range<Int>, hint: String? = nil) -> FormulaError {
    FormulaError(issues: issues + [.init(message: message, hint: hint, range: range)])
  }

  mutating func deepen() throws(FormulaError) {
    depth += 1
    if depth > Self.maximalDepth {
      throw fail(
        "nested more than \(Self.maximalDepth) levels deep", next.range,
        hint: "name parts of the expression in [parameters]")
    }
  }

  mutating func rise() { depth -= 1 }

  mutating func one() -> Int { builder.constant(1) }

  /// Notes a constant that is not finite, such as 1/0, and takes 1 instead.
  mutating func checked(_ node: Int, from start: Int) -> Int {
    guard let c = builder.value(of: node), !c.isFinite else { return node }
    note("`\(clipped(start..<end))` is \(c.isNaN ? "not a number" : "infinite")", start..<end)
    return one()
  }

  /// Text short enough for a message.
  func clipped(_ range: Range<Int>) -> String {
    let text = text(range)
    return text.count <= 24 ? text : text.prefix(20) + "…"
  }

  mutating func insert(_ name: String, _ formula: Formula) -> Int {
    if let known = inserted[name] { return known }
    let node = builder.insert(formula.graph)
    inserted[name] = node
    return node
  }
}
