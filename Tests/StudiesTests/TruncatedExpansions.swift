import RealModule

/// The limit S of values S + n^{−p} (c₀ + c₁ n^{−q} + … ) at K + 2 numbers n, without the terms up to
/// c_K: times n^p a divided difference in t = n^{−q} leaves S Δ(n^p) only.
func limit(_ values: [Double], at n: [Int], leading p: Double, step q: Double) -> Double {
  let t = n.map { Double.pow(Double($0) / Double(n[0]), -q) }
  var (above, below) = (0.0, 0.0)
  for i in n.indices {
    let weight = n.indices.reduce(1.0) { $1 == i ? $0 : $0 / (t[i] - t[$1]) }
    let power = Double.pow(Double(n[i]) / Double(n[0]), p)
    above += weight * power * values[i]
    below += weight * power
  }
  return above / below
}
