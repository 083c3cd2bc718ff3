extension NPY {
  /// A file of these numbers, row-major: version 1, little-endian, `float32`, `float64` or (x86)
  /// `longdouble` as Scalar is; complex where there are imaginary parts.
  ///
  /// The numbers begin at a multiple of 64 bytes. Traps unless there are as many as the shape says.
  public static func file<Scalar: BinaryFloatingPoint>(
    _ values: [Scalar], imaginary: [Scalar]? = nil, shape: [Int]
  ) -> [UInt8] {
    precondition(values.count == shape.reduce(1, *), "\(values.count) numbers for \(shape)")
    precondition(imaginary.map { $0.count == values.count } ?? true, "parts of two lengths")
    let size = MemoryLayout<Scalar>.stride
    let type = imaginary == nil ? "<f\(size)" : "<c\(2 * size)"
    var text =
      "{'descr': '\(type)', 'fortran_order': False, 'shape': \(NPYError.tuple(shape)), }"
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    var file = NPYHeader.magic + [1, 0]
    file += [UInt8(text.utf8.count & 255), UInt8(text.utf8.count >> 8)] + Array(text.utf8)
    file.reserveCapacity(file.count + values.count * size * (imaginary == nil ? 1 : 2))
    for i in values.indices {
      values[i].append(to: &file)
      imaginary?[i].append(to: &file)
    }
    return file
  }
}

extension BinaryFloatingPoint {
  /// The bytes of a number, lowest first; those between the numbers of x86 are 0.
  fileprivate func append(to file: inout [UInt8]) {
    func append(_ bits: UInt64, _ bytes: Int) {
      for i in 0..<bytes { file.append(UInt8(truncatingIfNeeded: bits >> (8 * UInt64(i)))) }
    }
    switch MemoryLayout<Self>.stride {
    case 4: append(UInt64(Float(self).bitPattern), 4)
    case 8: append(Double(self).bitPattern, 8)
    default:
      var copy = self
      withUnsafeBytes(of: &copy) { file.append(contentsOf: $0.prefix(10)) }
      append(0, MemoryLayout<Self>.stride - 10)
    }
  }
}
