/// A half spectrum in the memory of real rows.
///
/// In place, a row of n values has room for the modes k < ⌊n/2⌋ at its scalars 2k and 2k + 1; the
/// last modes of all rows are kept beside. Out of place a row holds all ⌊n/2⌋ + 1.
struct HalfSpectrum: Hashable, Sendable {
  /// The axes before the last.
  let rowShape: [Int]
  /// n
  let length: Int
  let isInPlace: Bool

  /// ⌊n/2⌋ + 1
  var modes: Int { length / 2 + 1 }
  /// Modes that a row holds itself.
  var inside: Int { isInPlace ? length / 2 : modes }
  /// Scalars from row to row.
  var pitch: Int { isInPlace ? length : 2 * modes }

  /// The columns of the modes inside.
  func columns(along axis: Int) -> ComplexColumns {
    ComplexColumns(along: axis, rows: rowShape, pitch: pitch, run: inside)
  }

  /// The columns of the modes beside; none out of place.
  func columnsBeside(along axis: Int) -> ComplexColumns? {
    isInPlace ? ComplexColumns(along: axis, rows: rowShape) : nil
  }

  /// The number of the line that column c of the modes inside, or beside, is.
  func line(inside c: Int) -> Int { c / inside * modes + c % inside }
  func line(beside c: Int) -> Int { c * modes + modes - 1 }
}
