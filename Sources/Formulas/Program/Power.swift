import RealModule

/// x^y for real y: of a negative x where y is an integer, and 0⁰ = 1.
func power<T: Real & BinaryFloatingPoint>(_ x: T, _ y: T) -> T {
  if y == 0 { return 1 }
  if x > 0 { return T.pow(x, y) }
  if x == 0 { return y > 0 ? 0 : y < 0 ? .infinity : .nan }
  guard y.rounded(.towardZero) == y else { return .nan }
  let magnitude = T.pow(-x, y)
  return (y / 2).rounded(.towardZero) * 2 == y ? magnitude : -magnitude
}

/// x^e for a constant e: exact where a short product or a root is.
func raise<T: Real & BinaryFloatingPoint>(_ x: T, to e: T) -> T {
  if let n = Int(exactly: e) {
    let magnitude = smallPower(x, Int(n.magnitude)) ?? T.pow(x, Int(n.magnitude))
    return n < 0 ? 1 / magnitude : magnitude
  }
  if let n = Int(exactly: e.magnitude - 0.5), let p = smallPower(x, n) {
    return e < 0 ? 1 / (p * T.sqrt(x)) : p * T.sqrt(x)
  }
  return power(x, e)
}

/// The largest exponent for which a product is taken instead of the library's power.
let smallExponent = 16

private func smallPower<T: FloatingPoint>(_ x: T, _ n: Int) -> T? {
  if n > smallExponent { return nil }
  if n == 0 { return 1 }
  if n % 2 == 1 { return n == 1 ? x : smallPower(x, n - 1)! * x }
  let half = smallPower(x, n / 2)!
  return half * half
}
