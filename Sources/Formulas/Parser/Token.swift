/// A word of an expression.
struct Token {
  enum Kind: Equatable {
    case number(Formula.Constant)
    case name(String)
    case symbol(Symbol)
    case end
  }

  enum Symbol: String {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case power = "^"
    case open = "("
    case close = ")"
    case comma = ","
    case less = "<"
    case lessEqual = "<="
    case greater = ">"
    case greaterEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case assign = "="
  }

  var kind: Kind
  /// The place in bytes.
  var range: Range<Int>

  /// Whether an operand begins here.
  var beginsOperand: Bool {
    switch kind {
    case .number, .name, .symbol(.open): true
    case .symbol, .end: false
    }
  }
}
