public import Studies

/// The formats that a table is written in.
public enum TableFormat: String, Sendable, CaseIterable {
  case text, markdown, latex, csv, json
}

/// What a study found, in one of the formats; it ends with a line feed.
///
/// `layout` arranges `text`, `markdown` and `latex`. `csv` has one row a level of every series with
/// all measures at full precision, and `json` is the results file: neither depends on it.
public func render(
  _ results: Results, as format: TableFormat, layout: TableLayout = .method
) -> String {
  switch format {
  case .text: Document(results, layout: layout, merging: true).text
  case .markdown: Document(results, layout: layout, merging: true).markdown
  case .latex: Document(results, layout: layout, merging: true).latex(of: results.study)
  case .csv: Document(results, layout: .method, merging: false).csv(of: results)
  case .json: JSON(results).pretty
  }
}
