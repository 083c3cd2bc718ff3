/// The nearest of the legal words, for "did you mean".
package enum Spelling {
  /// The word that a misspelt one is nearest to; nil if none is near.
  ///
  /// `_`, `-`, spaces and case do not count; else at most one edit in three letters.
  package static func nearest(to word: String, among words: some Sequence<String>) -> String? {
    let a = folded(word)
    return
      words
      .map { (distance(a, folded($0)), $0) }
      .filter { $0.0 <= max(1, max(a.count, $0.1.count) / 3) && $0.0 < max(a.count, 2) }
      .min { ($0.0, $0.1) < ($1.0, $1.1) }?.1
  }

  private static func folded(_ word: String) -> [Character] {
    word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }.map(\.self)
  }

  /// The Damerau–Levenshtein distance: insertions, deletions, replacements, exchanges of
  /// neighbours.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(row[j], rows[i][j + 1]) + 1
        best = min(best, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
