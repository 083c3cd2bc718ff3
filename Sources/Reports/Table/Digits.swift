#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How a number is written in a table.
enum Digits {
  /// d.ddde±xx with so many digits after the point.
  case scientific(Int)
  /// d.ddd with so many digits after the point.
  case fixed(Int)
  /// So many significant digits, shortest of both.
  case significant(Int)

  /// C's `%e`, `%f` and `%g` in the C locale; `inf`, `-inf` and `nan` as words, 0 without its sign.
  func callAsFunction(_ x: Double) -> String {
    guard x.isFinite else { return x.isNaN ? "nan" : x < 0 ? "-inf" : "inf" }
    let (precision, conversion): (Int, String) =
      switch self {
      case .scientific(let digits): (digits, "e")
      case .fixed(let digits): (digits, "f")
      case .significant(let digits): (digits, "g")
      }
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let count = withVaList([Int32(precision), x]) { arguments in
        vsnprintf(buffer.baseAddress, buffer.count, "%.*" + conversion, arguments)
      }
      let bytes = buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }
      return String(decoding: bytes, as: UTF8.self)
    }
    // A rate of −0.001 is 0.00, not -0.00.
    let isZero = text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) }
    return isZero ? String(text.dropFirst()) : text
  }

  /// The digits after the point, fixed for a whole column, that give its largest entry so many
  /// significant ones; scientific where that would be unreadable.
  static func column(_ values: [Double], significant: Int) -> Digits {
    let largest = values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    guard largest > 0 else { return .fixed(significant - 1) }
    guard let exponent = exponent(of: largest, digits: significant) else { return .fixed(0) }
    guard (-4..<significant + 2).contains(exponent) else { return .scientific(significant - 1) }
    return .fixed(max(0, significant - 1 - exponent))
  }

  /// A half-width as one digit: `±2e-04`, `±0.04`, `±20`.
  static func halfWidth(_ x: Double) -> String {
    guard x > 0, let exponent = exponent(of: x, digits: 1) else { return "±0" }
    return "±" + (exponent < -2 ? Digits.scientific(0)(x) : rounded(x, exponent))
  }

  private static func rounded(_ x: Double, _ exponent: Int) -> String {
    guard exponent > 0 else { return Digits.fixed(-exponent)(x) }
    let leading = Digits.scientific(0)(x).prefix { $0 != "e" }
    return exponent < 6
      ? leading + String(repeating: "0", count: exponent) : Digits.scientific(0)(x)
  }

  /// The decimal exponent after rounding to so many digits.
  private static func exponent(of x: Double, digits: Int) -> Int? {
    let text = Digits.scientific(digits - 1)(x)
    return text.firstIndex(of: "e").flatMap { Int(text[text.index(after: $0)...]) }
  }
}
