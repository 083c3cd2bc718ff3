import RealModule
import Transforms

/// Σ_g c_g ⟨t_g, e⟩ for several symbols that are sums of products: what is left of each on a line when
/// the inner products with the tables along it are known.
struct LinePolynomials<Scalar: Real & BinaryFloatingPoint & Sendable>: Sendable {
  /// coefficient · two tables along the other axes.
  private struct Term: Sendable {
    let coefficient: Scalar
    let first: Int
    let second: Int
  }

  /// The terms that multiply one table of one symbol.
  private struct Part: Sendable {
    let symbol: Int
    let table: Int
    let terms: Range<Int>
  }

  private var parts: [Part] = []
  private var terms: [Term] = []
  /// The different tables along the other axes, and the same ready for use.
  private var different: [[Scalar]] = []
  private var tables = LineTables<Scalar>()

  /// Adds terms · ⟨t, e⟩, t the `table`-th, to a symbol; the parts of one symbol follow each other.
  mutating func append(_ group: [SymbolLines<Scalar>.Term], symbol: Int, table: Int) {
    let start = terms.count
    for term in group {
      terms.append(
        Term(
          coefficient: term.coefficient, first: place(of: term.first),
          second: place(of: term.second)))
    }
    parts.append(Part(symbol: symbol, table: table, terms: start..<terms.count))
  }

  private mutating func place(of table: [Scalar]) -> Int {
    if let i = different.firstIndex(of: table) { return tables.starts[i] }
    different.append(table)
    tables.append(table)
    return tables.starts.last!
  }

  /// Writes c times each symbol's sum to `results[symbol · stride + line.number]`.
  @inline(__always)
  func sum(
    _ line: SpectralLine, _ products: UnsafeMutableBufferPointer<Scalar>, _ c: Scalar,
    into results: UnsafeMutablePointer<Scalar>, stride: Int
  ) {
    tables.withNumbers { numbers in
      var i = 0
      while i < parts.count {
        let symbol = parts[i].symbol
        var sum: Scalar = 0
        while i < parts.count, parts[i].symbol == symbol {
          var factor: Scalar = 0
          for t in parts[i].terms {
            let term = terms[t]
            factor +=
              term.coefficient * numbers[term.first + line.first]
              * numbers[term.second + line.second]
          }
          sum += factor * products[parts[i].table]
          i += 1
        }
        results[symbol * stride + line.number] = c * sum
      }
    }
  }
}
