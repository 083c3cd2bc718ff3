import Grids
import RealModule

extension Symbol.Weight where Scalar: Real {
  /// λ ↦ w(λ), in place. Orders 0, ±½, ±1, 3/2, ±2 take no power, others a table if there is one.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func apply(_ row: UnsafeMutableBufferPointer<Scalar>, _ powers: PowerTable? = nil) {
    switch self {
    case .power(let s):
      raise(row, to: s, powers)
    case .bessel(let s):
      for k in row.indices { row[k] += 1 }
      raise(row, to: s, powers)
    case .graph(let s):
      raise(row, to: s, powers)
      for k in row.indices { row[k] += 1 }
    case .heat(let t):
      for k in row.indices { row[k] = Scalar.exp(-t * row[k]) }
    case .function(let w):
      for k in row.indices { row[k] = w(row[k]) }
    }
  }
}

extension Symbol.Weight where Scalar: Real {
  /// The table of the powers that the weight takes of λ = Σᵢ λᵢ; nil where it takes none, or there are
  /// too few modes for a table to pay.
  func powerTable(_ lambda: [[Scalar]]) -> PowerTable? {
    guard Scalar.self == Double.self else { return nil }
    var shift = 0.0
    let order: Double
    switch self {
    case .power(let s), .graph(let s): order = Double(s)
    case .bessel(let s): (order, shift) = (Double(s), 1)
    case .heat, .function: return nil
    }
    if [0, 1, 2, 0.5, -1, -2, -0.5, 1.5].contains(order) { return nil }
    var (lower, upper, positive) = (shift, shift, Double.infinity)
    for table in lambda {
      var (least, most) = (Double.infinity, 0.0)
      for value in table {
        let value = Double(value)
        (least, most) = (min(least, value), max(most, value))
        if value > 0 { positive = min(positive, value) }
      }
      lower += least
      upper += most
    }
    if lower == 0 { lower = positive }
    guard lower > 0, upper < .infinity, lower <= upper,
      lambda.reduce(1, { $0 * $1.count }) > 4 * PowerTable.count(from: lower, to: upper)
    else { return nil }
    return PowerTable(order, from: lower, to: upper)
  }
}

/// λ ↦ λ^s in place, with 0⁰ = 1 and 0^s = 0 for s < 0: the homogeneous norms leave the kernel out.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func raise<Scalar: Real & BinaryFloatingPoint>(
  _ row: UnsafeMutableBufferPointer<Scalar>, to s: Scalar, _ powers: PowerTable?
) {
  switch s {
  case 0: row.update(repeating: 1)
  case 1: break
  case 2: for k in row.indices { row[k] *= row[k] }
  case 0.5: for k in row.indices { row[k] = row[k].squareRoot() }
  case -1: for k in row.indices { row[k] = reciprocal(row[k]) }
  case -2: for k in row.indices { row[k] = reciprocal(row[k] * row[k]) }
  case -0.5: for k in row.indices { row[k] = reciprocal(row[k].squareRoot()) }
  case 1.5: for k in row.indices { row[k] *= row[k].squareRoot() }
  default:
    if let powers {
      // There is one for Double only.
      powers.raise(
        UnsafeMutableBufferPointer(
          start: UnsafeMutableRawPointer(row.baseAddress!).assumingMemoryBound(to: Double.self),
          count: row.count))
      return
    }
    for k in row.indices { row[k] = row[k] == 0 ? 0 : Scalar.pow(row[k], s) }
  }
}

/// 1/x, and 0 at x = 0, without a branch.
@inline(__always)
private func reciprocal<Scalar: Real>(_ x: Scalar) -> Scalar { 1 / (x == 0 ? .infinity : x) }
