/// A piece of a heading that knows what it names, so that every format can typeset it.
enum Label: Hashable {
  case text(String)
  /// A norm in canonical spelling: `L2`, `|H1|`, `H2:sum`, `W1,3`.
  case norm(String)

  /// As a text table prints it.
  var text: String {
    switch self {
    case .text(let text), .norm(let text): text
    }
  }
}
