import Formulas

extension FunctionSource {
  /// Whether an expression in it has a kink or a jump inside a box, or may have one.
  func breaks(in box: Formula.Box) -> Bool {
    switch self {
    case .formula(let f), .measure(let f, _): f.breaks(in: box)
    case .samples, .random: false
    case .difference(let u, let v): u.breaks(in: box) || v.breaks(in: box)
    }
  }
}
