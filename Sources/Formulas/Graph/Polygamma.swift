import RealModule

/// ψ⁽ⁿ⁾(x) = d^{n+1}/dx^{n+1} log Γ(x).
///
/// The recurrence ψ⁽ⁿ⁾(x) = ψ⁽ⁿ⁾(x + 1) − (−1)ⁿ n! x^{−n−1} lifts x to where the asymptotic series
/// holds to the last digit (Abramowitz & Stegun 6.4.6, 6.4.11); it also serves negative x.
/// Not a number below −4000, where Γ has underflowed long before.
@inline(never)
func polygamma<T: Real & BinaryFloatingPoint>(_ n: Int, _ x: T) -> T {
  guard x > -4000 else { return .nan }
  let sign: T = n % 2 == 0 ? -1 : 1
  var factorial: T = 1
  for k in stride(from: 2, through: n, by: 1) { factorial *= T(k) }
  var shift: T = 0
  var x = x
  while x < T(20 + n) {
    shift += 1 / T.pow(x, n + 1)
    x += 1
  }
  shift *= sign * factorial
  let tail = n == 0 ? T.log(x) : sign * factorial / T(n) / T.pow(x, n)
  var series = tail + sign * factorial / (2 * T.pow(x, n + 1))
  // (2k + n − 1)!/(2k)!, from k to k + 1.
  var ratio = factorial * T(n + 1) / 2
  for (k, bernoulli) in bernoulliNumbers.enumerated() {
    let m = 2 * (k + 1)
    if n == 0 { ratio = 1 / T(m) }
    series += sign * T(bernoulli.0) / T(bernoulli.1) * ratio / T.pow(x, m + n)
    ratio *= T(m + n) * T(m + n + 1) / (T(m + 1) * T(m + 2))
  }
  return series + shift
}

/// B₂, B₄, …, B₂₄.
private let bernoulliNumbers: [(Int, Int)] = [
  (1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6), (-3617, 510),
  (43867, 798), (-174611, 330), (854513, 138), (-236_364_091, 2730),
]
