/// An array of a file of NumPy's, format NPY 1 to 3.
///
/// Real or complex, of one to three axes, in either byte order and either order of axes:
///
/// | NumPy's name | bytes |
/// | --- | --- |
/// | float16, float32, float64 | 2, 4, 8 |
/// | longdouble | 16 or 12, the 80-bit numbers of x86 |
/// | complex64, complex128, clongdouble | twice those |
/// | bool, int8 … int64, uint8 … uint64 | 1 … 8, converted |
///
/// Source: NumPy, NEP 1 *A simple file format for NumPy arrays*.
public struct NPY: Sendable {
  /// Points along each axis of the array, in the array's order.
  public let shape: [Int]
  /// What one number is.
  public let element: NPYElement
  /// Whether the first axis runs fastest.
  public let isFortranOrder: Bool
  /// The file.
  let bytes: [UInt8]
  /// Where the numbers begin.
  let start: Int

  /// Reads a file's header and checks that all numbers are there.
  ///
  /// - Throws: ``NPYError`` for what is not an array of numbers.
  public init(_ bytes: [UInt8]) throws(NPYError) {
    let header = try NPYHeader(bytes)
    guard (1...3).contains(header.shape.count) else { throw .rank(header.shape.count) }
    guard !header.shape.contains(0) else { throw .empty(header.shape) }
    var count = header.element.size
    for n in header.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: n)
      guard !overflow else { throw .truncated(needed: nil, found: bytes.count) }
      count = product
    }
    guard bytes.count - header.end >= count else {
      throw .truncated(needed: count, found: bytes.count - header.end)
    }
    shape = header.shape
    element = header.element
    isFortranOrder = header.isFortranOrder
    self.bytes = bytes
    start = header.end
  }

  /// How many numbers there are.
  public var count: Int { shape.reduce(1, *) }
}

/// What one number of an array is.
public struct NPYElement: Hashable, Sendable {
  /// The families of numbers.
  public enum Family: Hashable, Sendable {
    case boolean, signed, unsigned, real, complex
  }

  /// The family.
  public let family: Family
  /// Bytes of a number, both parts of a complex one together.
  public let size: Int
  /// Whether the highest byte comes first.
  public let isBigEndian: Bool

  /// Reads `<f8`, `>c16`, `|b1`, …
  ///
  /// - Throws: ``NPYError/type(_:)`` or ``NPYError/objects`` for anything else.
  init(_ text: String) throws(NPYError) {
    var rest = Substring(text)
    let order = rest.first
    if let order, "<>=|".contains(order) { rest = rest.dropFirst() }
    guard let letter = rest.popFirst() else { throw .type(text) }
    if letter == "O" { throw .objects }
    guard let size = Int(rest) else { throw .type(text) }
    let sizes: [Int]
    switch letter {
    case "b": (family, sizes) = (.boolean, [1])
    case "i": (family, sizes) = (.signed, [1, 2, 4, 8])
    case "u": (family, sizes) = (.unsigned, [1, 2, 4, 8])
    case "f": (family, sizes) = (.real, [2, 4, 8, 12, 16])
    case "c": (family, sizes) = (.complex, [8, 16, 24, 32])
    default: throw .type(text)
    }
    guard sizes.contains(size) else { throw .type(text) }
    self.size = size
    isBigEndian = order == ">"
  }

  /// NumPy's name: `float64`, `complex128`, `longdouble`, `int32`.
  public var name: String {
    switch family {
    case .boolean: "bool"
    case .signed: "int\(8 * size)"
    case .unsigned: "uint\(8 * size)"
    case .real: size > 8 ? "longdouble" : "float\(8 * size)"
    case .complex: size > 16 ? "clongdouble" : "complex\(8 * size)"
    }
  }

  /// The distance from 1 to the next number, or 0 for numbers that are whole.
  public var epsilon: Double {
    switch family {
    case .boolean, .signed, .unsigned: 0
    case .real: Self.epsilon(size)
    case .complex: Self.epsilon(size / 2)
    }
  }

  private static func epsilon(_ size: Int) -> Double {
    switch size {
    case 2: 0x1p-10
    case 4: 0x1p-23
    case 8: 0x1p-52
    default: 0x1p-63
    }
  }
}
