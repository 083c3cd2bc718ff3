import Formulas
import Grids

/// The different coefficients of −∇·(a∇u) + b·∇u + c u, and what each of them is.
struct ElementCoefficients: Sendable {
  /// The number of a formula for each axis, of three; nil where a_ii = 0.
  private(set) var diagonal: [Int?] = [nil, nil, nil]
  /// a_ij, i < j.
  private(set) var mixed: [(i: Int, j: Int, formula: Int)] = []
  /// b_i
  private(set) var advection: [(axis: Int, formula: Int)] = []
  /// c
  private(set) var reaction: Int?
  private(set) var formulas: [Formula] = []
  /// Whether b is among them, and c may be negative.
  private let isAdvective: Bool

  /// - Parameters:
  ///   - axes: which of three axes each of the operator's is.
  ///   - isAdvective: whether b is taken.
  init(_ op: SecondOrderOperator, axes: [Int], isAdvective: Bool = false) {
    self.isAdvective = isAdvective
    for (i, axis) in axes.enumerated() where !op.diffusion(i, i).isZero {
      if i > 0, op.diffusion.isScalar {
        diagonal[axis] = diagonal[axes[0]]
      } else {
        diagonal[axis] = formulas.count
        formulas.append(op.diffusion(i, i))
      }
    }
    for i in axes.indices {
      for j in axes.indices where i < j && !op.diffusion(i, j).isZero {
        mixed.append((axes[i], axes[j], formulas.count))
        formulas.append(op.diffusion(i, j))
      }
    }
    for (i, axis) in axes.enumerated() where isAdvective && !op.advection[i].isZero {
      advection.append((axis, formulas.count))
      formulas.append(op.advection[i])
    }
    if !op.reaction.isZero {
      reaction = formulas.count
      formulas.append(op.reaction)
    }
  }

  /// Whether a formula may be negative.
  func isSigned(_ k: Int) -> Bool {
    mixed.contains { $0.formula == k } || isAdvective && !diagonal.contains(k)
  }

  /// `diffusion`, `advection` or `reaction`.
  func name(_ k: Int) -> String {
    k == reaction
      ? "reaction" : advection.contains { $0.formula == k } ? "advection" : "diffusion"
  }
}
