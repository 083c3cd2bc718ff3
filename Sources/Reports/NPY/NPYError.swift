/// Why a file is not an array that can be measured.
public enum NPYError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The first bytes are not NumPy's.
  case notAnArray
  /// An archive of several arrays.
  case archive
  /// The format's version.
  case version(Int)
  /// The header, and what is wrong with it.
  case header(String)
  /// Python objects, which only Python can read, and which could run a program.
  case objects
  /// Several named numbers an entry.
  case structured
  /// NumPy's name of a type that is no number.
  case type(String)
  /// A long double that is not the 80-bit number of x86.
  case longDouble
  /// The array has no axis, or more than three.
  case rank(Int)
  /// An axis without a point.
  case empty([Int])
  /// Bytes of numbers: how many there should be and how many there are.
  case truncated(needed: Int?, found: Int)
  /// A number that is not finite, by its place in the array.
  case notFinite(String, [Int])

  /// The error in a sentence that follows the file's name.
  public var description: String {
    switch self {
    case .notAnArray: "is not an array of NumPy's: it does not begin with \\x93NUMPY"
    case .archive: "is an archive (.npz): save the array alone, with numpy.save"
    case .version(let version): "has version \(version) of the format; 1, 2 and 3 are known"
    case .header(let what): "has a header that cannot be read: \(what)"
    case .objects:
      "holds Python objects (pickled), which are not read: save numbers, with astype(float)"
    case .structured: "has a structured type: save one field of it"
    case .type(let name): "has the type `\(name)`; real, complex and integer numbers are read"
    case .longDouble: "has long doubles that are not x86's 80-bit numbers: save as float64"
    case .rank(0): "is a single number; an array of 1, 2 or 3 axes is needed"
    case .rank(let rank): "has \(rank) axes; 1, 2 or 3 are read"
    case .empty(let shape): "is empty: its shape is \(Self.tuple(shape))"
    case .truncated(let needed?, let found):
      "is cut short: its shape needs \(needed) bytes of numbers, there are \(found)"
    case .truncated(nil, let found):
      "has a shape with more numbers than can be counted; the file has \(found) bytes"
    case .notFinite(let value, let index): "is \(value) at index \(Self.tuple(index))"
    }
  }

  /// `(64, 129)`, `(64,)`
  static func tuple(_ entries: [Int]) -> String {
    let list = entries.map(\.description).joined(separator: ", ")
    return entries.count == 1 ? "(\(list),)" : "(\(list))"
  }
}
