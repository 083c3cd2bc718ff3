/// Everything that a report says, in order, before it has a format.
struct Document {
  struct Section {
    /// What the table shows: `fd2  (staggered, order 2)`.
    var heading: [Label] = []
    var notes: [Int] = []
    /// The heading in short lines, for the margin of a text; empty where it stands over the table.
    var margin: [String] = []
    /// What is said of the table as a whole, under it.
    var remarks: [String] = []
    /// The series that the rows of measured numbers belong to; nil where they come from several.
    var series: Int?
    var table: Table
  }

  var title: String
  /// The program, its precision and the first digits of the case's hash.
  var stamp: [String]
  var caption: [String]
  /// How TeX sets the spaces of norms of one's own.
  var notation: [String: String] = [:]
  var sections: [Section] = []
  /// Footnotes in the order of their letters.
  var footnotes: [String] = []
  /// The lines about expectations.
  var verdicts: [String] = []

  /// The place of a footnote with this text, a new one if there is none yet.
  mutating func note(_ text: String) -> Int {
    if let place = footnotes.firstIndex(of: text) { return place }
    footnotes.append(text)
    return footnotes.count - 1
  }

  /// The letter of a footnote: a … z, aa, ab …
  static func letter(_ place: Int) -> String {
    let last = String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(place % 26)))
    return place < 26 ? last : letter(place / 26 - 1) + last
  }
}
