extension Formula {
  /// The names that no parameter may have, in alphabetical order: `pi e x y z r theta`, the names
  /// `i h n lambda` that some expressions know, and every function.
  public static let reservedNames: [String] =
    (["pi", "e", "x", "y", "z", "r", "theta", "i", "h", "n", "lambda"]
    + Function.named.map(\.rawValue)).sorted()

  /// What a reserved name means: `the function gamma(x)`; nil for a name that is free.
  public static func meaning(of name: String) -> String? {
    if let function = Function(name: name) { return "the function \(function.signature)" }
    switch name {
    case "pi": return "the number pi"
    case "e": return "the number e"
    case "x", "y", "z": return "the coordinate \(name)"
    case "r": return "the polar radius r"
    case "theta": return "the polar angle theta"
    case "i": return "the imaginary unit"
    case "h": return "the mesh size h"
    case "n": return "the number of cells n"
    case "lambda": return "the eigenvalue lambda"
    default: return nil
    }
  }

  /// The names that a text uses, each once, without its functions' and without `pi` and `e`: what
  /// must be known before it can be read. What is no word of the language is passed over.
  public static func names(in text: String) -> [String] {
    var lexer = Lexer(text)
    try? lexer.run()
    var names: [String] = []
    for token in lexer.tokens {
      if case .name(let name) = token.kind, Function(name: name) == nil, name != "pi", name != "e",
        !names.contains(name)
      {
        names.append(name)
      }
    }
    return names
  }
}

/// The known name that a misspelt one most likely stands for.
func nearest(to name: String, among known: [String]) -> String? {
  if let other = otherSpellings[name] ?? otherSpellings[name.lowercased()] { return other }
  if let match = known.first(where: { $0.lowercased() == name.lowercased() }) { return match }
  let limit = name.count < 3 ? 0 : name.count < 5 ? 1 : 2
  return known.map { (distance(name, $0), $0) }.filter { $0.0 <= limit }
    .min { ($0.0, $0.1) < ($1.0, $1.1) }?.1
}

/// Names that other languages, and mathematicians, use.
private let otherSpellings = [
  "ln": "log", "lg": "log10", "tg": "tan", "arcsin": "asin", "arccos": "acos", "arctan": "atan",
  "arctan2": "atan2", "fabs": "abs", "sgn": "sign", "signum": "sign", "step": "heaviside",
  "fmod": "mod", "fmin": "min", "fmax": "max", "pow": "^", "power": "^", "where": "if",
  "tgamma": "gamma", "π": "pi", "θ": "theta", "λ": "lambda", "phi": "theta", "rho": "r",
]

/// The least number of letters to change, add, drop, or swap with their neighbour.
func distance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a), Array(b))
  var rows = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, rows[i - 1][j - 1] + 1)
      }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
