import Formulas
import Solvers

extension SecondOrderOperator {
  /// `-∇·(a∇u) + b·∇u + c u = f,  a = 1 + x`
  func words(right: String = "f") -> String {
    let isDivergence = form == .divergence
    var left = isDivergence ? "-∇·(a∇u)" : "-a : D²u"
    var names: [String] = []
    switch diffusion {
    case .scalar(let a):
      if a.isOne {
        left = "-Δu"
      } else {
        left = isDivergence ? left : "-a Δu"
        names.append("a = \(a)")
      }
    case .diagonal(let a):
      names.append("a = diag(\(a.map(\.description).joined(separator: ", ")))")
    case .tensor(let a):
      let rows = a.map { "[\($0.map(\.description).joined(separator: ", "))]" }
      names.append("a = [\(rows.joined(separator: ", "))]")
    }
    if hasAdvection {
      left += " + b·∇u"
      names.append("b = (\(advection.map(\.description).joined(separator: ", ")))")
    }
    if !reaction.isZero {
      left += " + c u"
      names.append("c = \(reaction)")
    }
    return ([left + " = " + right] + names).joined(separator: ",  ")
  }
}

extension Formula {
  fileprivate var isOne: Bool { constant == 1 }
}
