extension JSON {
  /// The document that stands in place of the results when a case or a run fails.
  public static func failure(
    message: String, file: String? = nil, line: Int? = nil, column: Int? = nil, key: String? = nil
  ) -> JSON {
    .present([
      ("format", .string("sobolev-error")),
      ("message", .string(message)),
      ("file", .nonempty(file)),
      ("line", .integer(line)),
      ("column", .integer(column)),
      ("key", .nonempty(key)),
    ])
  }
}
