import RealModule
import Transforms

/// Numbers that depend on the line alone: sums of coefficient · two tables along the other axes, ready
/// for loops over lines that count no references.
struct LineFactors<Scalar: Real & BinaryFloatingPoint & Sendable>: Sendable {
  /// coefficient · two tables along the other axes.
  private struct Term: Sendable {
    let coefficient: Scalar
    let first: Int
    let second: Int
  }

  private var sums: [Range<Int>] = []
  private var terms: [Term] = []
  /// The different tables along the other axes, and the same one behind the other.
  private var different: [[Scalar]] = []
  private var tables = LineTables<Scalar>()

  /// Takes in a sum, and says at which place it is.
  mutating func append(_ sum: [SymbolLines<Scalar>.Term]) -> Int {
    let start = terms.count
    for term in sum {
      terms.append(
        Term(
          coefficient: term.coefficient, first: place(of: term.first),
          second: place(of: term.second)))
    }
    sums.append(start..<terms.count)
    return sums.count - 1
  }

  private mutating func place(of table: [Scalar]) -> Int {
    if let i = different.firstIndex(of: table) { return tables.starts[i] }
    different.append(table)
    tables.append(table)
    return tables.starts.last!
  }

  /// The sum at a place, on a line.
  @inline(__always)
  func callAsFunction(_ place: Int, _ line: SpectralLine) -> Scalar {
    tables.withNumbers { numbers in
      var sum: Scalar = 0
      for t in sums[place] {
        let term = terms[t]
        sum +=
          term.coefficient * numbers[term.first + line.first] * numbers[term.second + line.second]
      }
      return sum
    }
  }
}
