import Formulas

/// At least two decimals: `4.00`, `0.125`.
func rateText(_ x: Double) -> String {
  let hundredths = (x * 100).rounded()
  guard abs(x * 100 - hundredths) < 1e-9, abs(hundredths) < 1e15 else { return short(x) }
  let n = Int(hundredths.magnitude)
  return (x < 0 ? "-" : "") + "\(n / 100).\(n % 100 < 10 ? "0" : "")\(n % 100)"
}

/// The shortest digits, at most twelve of them; whole numbers in full.
func short(_ x: Double) -> String {
  if x == x.rounded(), abs(x) < 1e15 { return "\(Int(x))" }
  return x.written(digits: 12)
}
