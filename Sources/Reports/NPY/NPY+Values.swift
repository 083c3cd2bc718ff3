extension NPY {
  /// The numbers, row-major (the last axis fastest) whatever the file's order; the imaginary parts
  /// too where the array is complex.
  ///
  /// Rounded once where Scalar is narrower than the file's type.
  ///
  /// - Throws: ``NPYError/notFinite(_:_:)`` for the first number that is not finite, by its index in
  ///   the array; ``NPYError/longDouble``.
  /// - Complexity: O(count)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func values<Scalar: BinaryFloatingPoint>(
    _: Scalar.Type = Scalar.self
  ) throws(NPYError) -> (real: [Scalar], imaginary: [Scalar]?) {
    let real: [Scalar] = try part(0)
    guard element.family == .complex else { return (real, nil) }
    return (real, try part(element.size / 2))
  }

  /// The numbers that begin `offset` bytes into each entry.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  private func part<Scalar: BinaryFloatingPoint>(_ offset: Int) throws(NPYError) -> [Scalar] {
    // Entries between neighbours along each axis of the array, padded in front to three axes.
    let padding = [Int](repeating: 1, count: 3 - shape.count)
    let n = padding + shape
    var stride = [n[1] * n[2], n[2], 1]
    if isFortranOrder {
      var product = 1
      for a in 0..<3 where a >= padding.count {
        stride[a] = product
        product *= n[a]
      }
    }
    var values: [Scalar] = []
    values.reserveCapacity(count)
    let size = element.size
    // In file's order a part of a complex number that is big-endian is reversed by itself.
    let isSound = bytes.withUnsafeBytes { file in
      for i in 0..<n[0] {
        for j in 0..<n[1] {
          let row = i * stride[0] + j * stride[1]
          for k in 0..<n[2] {
            let place = start + (row + k * stride[2]) * size + offset
            guard let value: Scalar = element.number(file, at: place) else { return false }
            values.append(value)
          }
        }
      }
      return true
    }
    guard isSound, !isQuadruple(values.allSatisfy { $0 == 0 }) else { throw .longDouble }
    if let bad = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite("\(values[bad])", index(of: bad))
    }
    return values
  }

  /// Whether long doubles that read as zeros are numbers of 16 bytes instead, whose first ones are 0.
  private func isQuadruple(_ isZero: Bool) -> Bool {
    let size = element.family == .complex ? element.size / 2 : element.size
    return isZero && size == 16
      && bytes[start..<(start + count * element.size)].contains { $0 != 0 }
  }

  /// The index of a number by its place in row-major order.
  private func index(of place: Int) -> [Int] {
    var rest = place
    return shape.reversed().map { n in
      defer { rest /= n }
      return rest % n
    }.reversed()
  }
}

extension NPYElement {
  /// The real number at a place of a file, of a complex one the part there; nil for a long double
  /// that is not x86's.
  @inline(__always)
  fileprivate func number<Scalar: BinaryFloatingPoint>(
    _ file: UnsafeRawBufferPointer, at place: Int
  ) -> Scalar? {
    func word<Word: FixedWidthInteger>(_: Word.Type) -> Word {
      let word = file.loadUnaligned(fromByteOffset: place, as: Word.self)
      return isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
    }
    switch (family, family == .complex ? size / 2 : size) {
    case (.boolean, _): return file[place] == 0 ? 0 : 1
    case (.signed, 1): return Scalar(word(Int8.self))
    case (.signed, 2): return Scalar(word(Int16.self))
    case (.signed, 4): return Scalar(word(Int32.self))
    case (.signed, _): return Scalar(word(Int64.self))
    case (.unsigned, 1): return Scalar(file[place])
    case (.unsigned, 2): return Scalar(word(UInt16.self))
    case (.unsigned, 4): return Scalar(word(UInt32.self))
    case (.unsigned, _): return Scalar(word(UInt64.self))
    case (_, 2): return half(word(UInt16.self))
    case (_, 4): return Scalar(Float(bitPattern: word(UInt32.self)))
    case (_, 8): return Scalar(Double(bitPattern: word(UInt64.self)))
    case (_, let size): return extended(file, at: place, size: size)
    }
  }

  /// Sign, 5 bits of exponent with bias 15, 10 bits of significand.
  private func half<Scalar: BinaryFloatingPoint>(_ bits: UInt16) -> Scalar {
    let sign: FloatingPointSign = bits >> 15 == 0 ? .plus : .minus
    let exponent = Int(bits >> 10 & 31)
    let fraction = Int(bits & 1023)
    return number(
      sign, significand: UInt64(exponent == 0 ? fraction : fraction + 1024),
      exponent: Scalar.Exponent(max(exponent, 1) - 25), isSpecial: exponent == 31,
      isInfinite: fraction == 0)
  }

  /// Sign and 15 bits of exponent with bias 16383, then 64 bits of significand with its leading 1
  /// written, then padding; in a big-endian file all of them, padding first, in the other order.
  private func extended<Scalar: BinaryFloatingPoint>(
    _ file: UnsafeRawBufferPointer, at place: Int, size: Int
  ) -> Scalar? {
    func byte(_ i: Int) -> UInt64 { UInt64(file[place + (isBigEndian ? size - 1 - i : i)]) }
    let significand = (0..<8).reduce(0) { $0 | byte($1) << (8 * UInt64($1)) }
    let exponent = Int(byte(8) | (byte(9) & 127) << 8)
    // Any other format would have this bit clear in every other number.
    guard exponent == 0 || significand >> 63 == 1 else { return nil }
    return number(
      byte(9) >> 7 == 0 ? .plus : .minus, significand: significand,
      exponent: Scalar.Exponent(max(exponent, 1) - 16383 - 63), isSpecial: exponent == 32767,
      isInfinite: significand << 1 == 0)
  }

  /// ± significand · 2^exponent, infinite or NaN.
  private func number<Scalar: BinaryFloatingPoint>(
    _ sign: FloatingPointSign, significand: UInt64, exponent: Scalar.Exponent, isSpecial: Bool,
    isInfinite: Bool
  ) -> Scalar {
    if isSpecial { return isInfinite ? (sign == .plus ? .infinity : -.infinity) : .nan }
    return Scalar(sign: sign, exponent: exponent, significand: Scalar(significand))
  }
}
