import RealModule

/// A constant as a reader would write it: 0.1, 2*pi, 1/3.
struct Literal {
  var numerator: String
  /// What the numerator is divided by, if the constant is a fraction.
  var divisor: String?
  /// Whether the numerator is one number.
  var isNumber = true

  var text: String { numerator + (divisor.map { "/" + $0 } ?? "") }
  var isAtom: Bool { divisor == nil && isNumber }
}

/// The shortest text that is read back as exactly this constant.
func literal(_ c: Formula.Constant) -> Literal {
  if c < 0 {
    let positive = literal(-c)
    return Literal(
      numerator: "-" + positive.numerator, divisor: positive.divisor, isNumber: positive.isNumber)
  }
  if !c.isFinite { return Literal(numerator: "\(c)") }
  let short = shortest(c)
  if short.utf8.count <= 8 { return Literal(numerator: short) }
  for q in 1...64 {
    let q = Formula.Constant(q)
    let p = (c * q).rounded()
    if p > 0, p < 1000, p / q == c {
      return Literal(numerator: shortest(p), divisor: q == 1 ? nil : shortest(q))
    }
    let turns = (c * q / .pi).rounded()
    if turns > 0, turns < 1000, turns * .pi / q == c {
      return Literal(
        numerator: turns == 1 ? "pi" : shortest(turns) + "*pi",
        divisor: q == 1 ? nil : shortest(q), isNumber: turns == 1)
    }
  }
  return Literal(numerator: short)
}

private func shortest(_ c: Formula.Constant) -> String {
  let short = "\(Double(c))"
  // A decimal number is held to more digits than a Double has.
  let text = Formula.Constant(short) == c ? short : "\(c)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
