import RealModule
import Transforms

/// Σ_g c_g ⟨t_g, e⟩ for several symbols that are sums of products: what is left of each on a line when
/// the inner products with the tables along it are known.
struct LinePolynomials<Scalar: Real & BinaryFloatingPoint & Sendable>: Sendable {
  /// What multiplies one table of one symbol.
  private struct Part: Sendable {
    let symbol: Int
    let table: Int
    let factor: Int
  }

  private var parts: [Part] = []
  private var factors = LineFactors<Scalar>()

  /// Adds terms · ⟨t, e⟩, t the `table`-th, to a symbol; the parts of one symbol follow each other.
  mutating func append(_ group: [SymbolLines<Scalar>.Term], symbol: Int, table: Int) {
    parts.append(Part(symbol: symbol, table: table, factor: factors.append(group)))
  }

  /// Writes c times each symbol's sum to `results[symbol · stride + line.number]`.
  @inline(__always)
  func sum(
    _ line: SpectralLine, _ products: UnsafeMutableBufferPointer<Scalar>, _ c: Scalar,
    into results: UnsafeMutablePointer<Scalar>, stride: Int
  ) {
    var i = 0
    while i < parts.count {
      let symbol = parts[i].symbol
      var sum: Scalar = 0
      while i < parts.count, parts[i].symbol == symbol {
        sum += factors(parts[i].factor, line) * products[parts[i].table]
        i += 1
      }
      results[symbol * stride + line.number] = c * sum
    }
  }
}
