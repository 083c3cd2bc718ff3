import RealModule
import Transforms

/// Σ_k e_k n / (a + b t_k) for several symbols: n, a and b depend on the line alone, t is a table along
/// it. The weights of H^{−1} are such ones, whatever the rank.
struct LineResolvents<Scalar: Real & BinaryFloatingPoint & Sendable>: Sendable {
  private struct Entry: Sendable {
    let symbol: Int
    /// Where t begins among the tables.
    let table: Int
    let isEven: Bool
    let numerator: Int
    let constant: Int
    let varying: Int
  }

  private var entries: [Entry] = []
  private var factors = LineFactors<Scalar>()
  private var tables = LineTables<Scalar>()

  /// Takes in a symbol of this form, which may be the same for modes k and n − k; false for every other.
  mutating func append(_ lines: SymbolLines<Scalar>, isEven: Bool, symbol: Int) -> Bool {
    guard let (numerator, constant, varying) = lines.resolvent else { return false }
    tables.append(varying.table!)
    entries.append(
      Entry(
        symbol: symbol, table: tables.starts.last!, isEven: isEven,
        numerator: factors.append(numerator.terms), constant: factors.append(constant?.terms ?? []),
        varying: factors.append(varying.terms)))
    return true
  }

  /// Whether a symbol is the same for modes k and n − k.
  var containsEven: Bool { entries.contains(where: \.isEven) }

  /// Writes c times the sum of each symbol of one sort to `results[symbol · stride + line.number]`.
  @inline(__always)
  func sum(
    _ line: SpectralLine, _ e: UnsafeBufferPointer<Scalar>, areEven: Bool, _ c: Scalar,
    into results: UnsafeMutablePointer<Scalar>, stride: Int
  ) {
    tables.withNumbers { numbers in
      for entry in entries where entry.isEven == areEven {
        let t = UnsafeBufferPointer(rebasing: numbers[entry.table..<entry.table + e.count])
        results[entry.symbol * stride + line.number] =
          c * factors(entry.numerator, line)
          * quotientSum(e, factors(entry.constant, line), factors(entry.varying, line), t)
      }
    }
  }
}
