/// A small sound case, to be made wrong by replacing parts of it.
let smallCase = """
  title = "t"

  [domain]
  lower    = [0, 0]
  upper    = [1, 1]
  boundary = ["dirichlet", "dirichlet"]

  [problem]
  exact  = "sin(pi*x)*sin(pi*y)"

  [[method]]
  name  = "fd2"
  kind  = "stencil"
  order = 2

  [study]
  cells = [8, 16]

  """

extension String {
  /// The text with one occurrence of a part replaced.
  func with(_ part: String, _ other: String) -> String {
    guard let range = firstRange(of: part) else { return self + "\n# MISSING: " + part }
    return replacingCharacters(in: range, by: other)
  }

  private func replacingCharacters(in range: Range<Index>, by other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
