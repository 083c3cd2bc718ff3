extension Double {
  /// The number in at most so many significant digits, as a reader would write it: `0.1`, `-2`,
  /// `1.5e-07`.
  ///
  /// The digits are those of ``rounded(digits:)``; `inf`, `-inf` and `nan` are words.
  ///
  /// - Precondition: 1 ≤ n ≤ 17.
  package func written(digits n: Int) -> String {
    let text = rounded(digits: n).description
    return text == "-0.0" ? "0" : text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The number that is nearest to n significant digits of this one as it is written.
  ///
  /// The shortest text that is read back as x is rounded to n digits, a half away from 0; so 0.15 is
  /// 0.2 to one digit, though the binary number lies below 0.15. No scaling by a power of ten takes
  /// part: it is right for subnormal numbers and up to the largest, which alone may round to
  /// infinity and then stays as it is.
  ///
  /// - Precondition: 1 ≤ n ≤ 17.
  package func rounded(digits n: Int) -> Double {
    precondition((1...17).contains(n), "a double has from 1 to 17 digits")
    guard self != 0, isFinite else { return self }
    // ±d.ddd, ±ddd.d or ±d.ddde±xx: the integer that all digits make, times a power of ten.
    let parts = magnitude.description.split(separator: "e")
    var (digits, exponent): ([UInt8], Int) = ([], parts.count > 1 ? Int(parts[1])! : 0)
    var isFraction = false
    for byte in parts[0].utf8 {
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte - UInt8(ascii: "0")) }
        if isFraction { exponent -= 1 }
      }
    }
    guard digits.count > n else { return self }
    var leading = digits[..<n].reduce(0) { 10 * $0 + Int($1) }
    if digits[n] >= 5 { leading += 1 }
    let nearest = Double("\(leading)e\(exponent + digits.count - n)")!
    guard nearest.isFinite else { return self }
    return self < 0 ? -nearest : nearest
  }
}
