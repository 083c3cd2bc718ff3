/// A value that has been laid over what the text of a case holds at a path.
struct Overlay: Sendable {
  /// Where the value comes from.
  enum Origin: Hashable, Sendable {
    /// A `--set path=value`.
    case argument(String)
    /// Another entry of the same text, of `[[variant]]` or `[sweep]`.
    case entry(CasePath)
  }

  let path: CasePath
  let origin: Origin
}
