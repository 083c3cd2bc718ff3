/// A table before it has a format: columns under headings, rows of finished text.
///
/// Every format is written from this value and from nothing else.
struct Table {
  /// What a column holds beside the others of its group.
  enum Role {
    /// A number that a row is read for; it carries its group's heading.
    case value
    /// A rate, or a word in its place; it is never parted from the value before it.
    case rate
    /// A number that compares two values of the group.
    case ratio
  }

  struct Column {
    var role = Role.value
    /// What the column belongs to: a norm, or a method.
    var group: Label?
    var groupNote: Int?
    var title: String
    /// The title in a file of comma-separated values; empty for a column that is not in one.
    var name: String
    /// Spaces before the column, and the least characters of its text.
    var gap = 3
    var room = 9
  }

  struct Cell {
    var text = ""
    /// The number that `text` rounds; nil for a word.
    var value: Double?
    /// The footnote, by its place in the document.
    var note: Int?

    /// A word or a number; a missing one is a dash.
    init(_ text: String = "-", value: Double? = nil, note: Int? = nil) {
      self.text = text
      self.value = value
      self.note = note
    }

    static let blank = Cell("")

    /// Whether the cell says something that is not a number: `exact`, `floor`, `inadmissible`.
    var isWord: Bool { value == nil && !text.isEmpty && text != "-" }
  }

  struct Row {
    /// The grid's cells, or the row's name.
    var label: String
    /// What the label names, for formats that typeset it.
    var heading: Label?
    var note: Int?
    /// The level of the series, for a row of measured numbers; nil for a summary such as `fit`.
    var level: Int?
    var cells: [Cell]
  }

  /// How the headings of groups stand over their columns.
  enum Groups {
    /// Over every value of the group, at its right edge.
    case overValues
    /// Once, over the middle of all its columns.
    case centred
    /// Not at all: the section's heading says it.
    case hidden
  }

  /// What the first column lists.
  var key = "n"
  /// The least characters of the first column.
  var keyRoom = 0
  var groups = Groups.overValues
  var columns: [Column] = []
  var rows: [Row] = []

  /// The footnotes that the table refers to, by their place in the document.
  var notes: Set<Int> {
    var notes = Set(columns.compactMap(\.groupNote))
    for row in rows { notes.formUnion(([row.note] + row.cells.map(\.note)).compactMap(\.self)) }
    return notes
  }

  /// The table of these columns alone.
  func selecting(_ indices: [Int]) -> Table {
    var part = self
    part.columns = indices.map { columns[$0] }
    for r in rows.indices { part.rows[r].cells = indices.map { rows[r].cells[$0] } }
    return part
  }
}
