/// A table set in columns of a fixed width: where every column ends, and the lines.
///
/// Footnote letters hang to the right of their cell, so that the digits of a column stay under each
/// other.
struct TextBlock {
  let table: Table
  /// Characters of the first column.
  private let key: Int
  /// Where the names of summary rows begin.
  private let labelOffset: Int
  /// Where each column ends.
  private let ends: [Int]

  init(_ table: Table) {
    self.table = table
    let slots = table.columns.indices.map { TextBlock.slot(of: $0, in: table) }
    let labels = table.rows.filter { $0.level != nil }.map(\.label.count) + [table.key.count]
    var key = max(5, table.keyRoom, (labels.max() ?? 0) + 1)
    var offset = key - 3
    // The name of a summary row runs on into the first column where that is free.
    for row in table.rows where row.level == nil {
      let length = row.label.count + (row.note == nil ? 0 : 2)
      let free = (slots.first ?? 0) - (row.cells.first.map { TextBlock.length($0) } ?? 0) - 1
      key = max(key, length - free)
      offset = min(offset, key + free - length)
    }
    self.key = key
    labelOffset = max(0, offset)
    var end = key
    ends = slots.map { slot in
      end += slot
      return end
    }
  }

  /// Characters of the widest line.
  var width: Int {
    let isHanging =
      table.columns.last?.groupNote != nil
      || table.rows.contains { row in
        row.cells.last.map { $0.note != nil && !$0.text.isEmpty } ?? false
      }
    return (ends.last ?? key) + (isHanging ? 2 : 0)
  }

  /// The headings and the rows.
  var lines: [String] {
    var lines: [String] = []
    if let groups = groupLine { lines.append(groups) }
    var header = Line(table.key.rightAligned(in: key))
    for (column, end) in zip(table.columns, ends) { header.place(column.title, endingAt: end) }
    lines.append(header.text)
    for row in table.rows {
      var line = Line()
      if row.level == nil {
        line.place(
          table.keyRoom > 0 ? row.label.rightAligned(in: key) : row.label,
          at:
            table.keyRoom > 0 ? 0 : labelOffset)
        if let note = row.note { line.place(" " + Document.letter(note), at: line.count) }
      } else {
        line.place(row.label.rightAligned(in: key), at: 0)
      }
      for (cell, end) in zip(row.cells, ends) {
        let letter = cell.note.map(Document.letter)
        guard !cell.text.isEmpty else {
          line.place(letter ?? "", endingAt: end)
          continue
        }
        line.place(cell.text, endingAt: end)
        if let letter { line.place(" " + letter, at: end) }
      }
      lines.append(line.text)
    }
    return lines
  }

  private var groupLine: String? {
    var line = Line()
    switch table.groups {
    case .hidden: return nil
    case .overValues:
      guard table.columns.contains(where: { $0.group != nil }) else { return nil }
      for (column, end) in zip(table.columns, ends) where column.role == .value {
        guard let group = column.group else { continue }
        line.place(group.text, endingAt: end)
        if let note = column.groupNote { line.place(" " + Document.letter(note), at: end) }
      }
    case .centred:
      for run in table.runs(where: { $0.group == $1.group }) {
        guard let first = run.first, let last = run.last, let group = table.columns[first].group
        else { continue }
        let start = (first == 0 ? key : ends[first - 1]) + table.columns[first].gap
        let free = ends[last] - start - group.text.count
        line.place(group.text, at: start + max(0, free / 2))
      }
    }
    return line.text
  }

  /// The characters that a column takes with the space before it.
  private static func slot(of c: Int, in table: Table) -> Int {
    let column = table.columns[c]
    var width = column.title.count
    if table.groups == .overValues, column.role == .value {
      width = max(width, column.group?.text.count ?? 0)
    }
    for row in table.rows { width = max(width, length(row.cells[c])) }
    // A long word in place of a rate may come nearer than the rates themselves.
    var slot = max(column.gap + column.room, width + (column.role == .rate ? 1 : column.gap))
    if table.groups == .centred {
      let run = table.runs(where: { $0.group == $1.group }).first { $0.first == c }
      if let run, let group = column.group {
        let others = run.dropFirst().map { self.slot(of: $0, in: table) }.reduce(0, +)
        slot = max(slot, column.gap + group.text.count - others)
      }
    }
    // Room for the letter that hangs from the column before, and a space after it.
    if c > 0 {
      for row in table.rows where row.cells[c - 1].note != nil && !row.cells[c - 1].text.isEmpty {
        let length = length(row.cells[c])
        if length > 0 { slot = max(slot, length + 3) }
      }
    }
    return slot
  }

  private static func length(_ cell: Table.Cell) -> Int {
    cell.text.isEmpty ? (cell.note == nil ? 0 : 1) : cell.text.count
  }
}

/// A line under construction; what is placed later goes to the right.
private struct Line {
  private(set) var text = ""

  init(_ text: String = "") { self.text = text }

  var count: Int { text.count }

  mutating func place(_ piece: String, at offset: Int) {
    guard !piece.isEmpty else { return }
    text += String(repeating: " ", count: max(0, offset - text.count)) + piece
  }

  mutating func place(_ piece: String, endingAt end: Int) {
    place(piece, at: end - piece.count)
  }
}
