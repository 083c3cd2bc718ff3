/// An array as outer × length × inner, row-major: the columns along one axis of it.
///
/// Column c = o·inner + i has its j-th element at (o·length + j)·inner + i.
struct Columns: Hashable, Sendable {
  let outer: Int
  let length: Int
  let inner: Int

  /// The same columns with another number of elements each.
  func with(length: Int) -> Columns { Columns(outer: outer, length: length, inner: inner) }
}

/// A block of columns small enough for the cache, numbered from 0 as rows of a buffer.
struct Tile: Hashable, Sendable {
  let outers: Range<Int>
  let inners: Range<Int>

  var width: Int { outers.count * inners.count }
}

/// The cut of columns into tiles. It does not depend on the number of threads.
struct Tiling: Hashable, Sendable {
  /// The width of the widest tile.
  let width: Int
  /// The number of tiles.
  let count: Int
  private let columns: Columns
  /// Tiles side by side at one outer index, or outer indices in one tile.
  private let across: Int
  private let along: Int

  /// Tiles of about `target` columns, as equal as can be; side by side in whole `multiple`s.
  init(_ columns: Columns, target: Int, multiple: Int = 1) {
    self.columns = columns
    let (outer, inner) = (columns.outer, columns.inner)
    if inner >= target {
      along = 1
      let pieces = inner.dividedRoundingUp(by: target)
      across = inner.dividedRoundingUp(by: pieces * multiple) * multiple
      width = across
      count = outer * inner.dividedRoundingUp(by: across)
    } else {
      across = inner
      let pieces = outer.dividedRoundingUp(by: max(1, target / inner))
      let unit = inner == 1 ? multiple : 1
      along = outer.dividedRoundingUp(by: pieces * unit) * unit
      width = along * inner
      count = outer.dividedRoundingUp(by: along)
    }
  }

  /// Whether a tile is a contiguous part of the array.
  var isByRanges: Bool { across >= columns.inner }

  /// From one row of a buffer to the next: whole cache lines and one more, so that no power of two
  /// sends all rows to one cache set.
  static func pitch(_ length: Int) -> Int { (length + 7) / 8 * 8 + 8 }

  subscript(_ t: Int) -> Tile {
    let sideBySide = columns.inner.dividedRoundingUp(by: across)
    let (o, i) = (t / sideBySide * along, t % sideBySide * across)
    return Tile(
      outers: o..<min(o + along, columns.outer), inners: i..<min(i + across, columns.inner))
  }
}

extension Int {
  func dividedRoundingUp(by d: Int) -> Int { (self + d - 1) / d }
}
