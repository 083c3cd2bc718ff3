/// At least two decimals: `4.00`, `0.125`.
func rateText(_ x: Double) -> String {
  let hundredths = (x * 100).rounded()
  guard abs(x * 100 - hundredths) < 1e-9, abs(hundredths) < 1e15 else { return short(x) }
  let n = Int(hundredths.magnitude)
  return (x < 0 ? "-" : "") + "\(n / 100).\(n % 100 < 10 ? "0" : "")\(n % 100)"
}

/// The shortest digits, at most twelve of them.
func short(_ x: Double) -> String {
  if x == x.rounded(), abs(x) < 1e15 { return "\(Int(x))" }
  var text = "\(x)"
  if text.count > 15, x.isFinite, x != 0 {
    var scale = 1.0
    var exponent = 0
    while abs(x) / scale >= 10 {
      scale *= 10
      exponent += 1
    }
    while abs(x) / scale < 1 {
      scale /= 10
      exponent -= 1
    }
    let digits = (x / scale * 1e11).rounded() / 1e11
    text = digits == digits.rounded() ? "\(Int(digits))" : "\(digits)"
    if exponent != 0 { text += "e\(exponent)" }
  }
  return text
}
