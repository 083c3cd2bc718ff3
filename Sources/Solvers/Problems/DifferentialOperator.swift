public import Formulas

/// An operator of second order with coefficients that may depend on the point, as an expression:
///
///     A u = ∇·(a∇u) + b·∇u + c u
///
///     let a = 2 + .sin(.x) * .cos(.y)
///     let A = -.divergence(a * .gradient) + 1
///     let solution = try A.solve(f)
///
/// A sum of divergences, of advections and of functions that multiply; it has no number of axes of its
/// own and takes that of the functions it acts on. Elliptic is −∇·(a∇u) with a > 0. Coefficients are
/// ``Formula``s: numbers, texts or expressions.
public struct DifferentialOperator: Sendable {
  /// a of each ∇·(a∇u)
  private var fluxes: [Flux] = []
  /// b of each b·∇u
  private var winds: [[Formula]] = []
  /// c
  private var reaction: Formula = 0

  private init() {}

  /// ∇·(a∇u)
  public static func divergence(_ flux: Flux) -> DifferentialOperator {
    var op = DifferentialOperator()
    op.fluxes = [flux]
    return op
  }

  /// b·∇u, one component an axis.
  public static func advection(_ b: [Formula]) -> DifferentialOperator {
    var op = DifferentialOperator()
    op.winds = [b]
    return op
  }

  /// The sum of operators.
  public static func + (a: DifferentialOperator, b: DifferentialOperator) -> DifferentialOperator {
    var sum = a
    sum.fluxes += b.fluxes
    sum.winds += b.winds
    sum.reaction += b.reaction
    return sum
  }

  /// The difference of operators.
  public static func - (a: DifferentialOperator, b: DifferentialOperator) -> DifferentialOperator {
    a + -b
  }

  /// −A
  public static prefix func - (a: DifferentialOperator) -> DifferentialOperator {
    var op = a
    op.fluxes = a.fluxes.map { -1 * $0 }
    op.winds = a.winds.map { $0.map { -$0 } }
    op.reaction = -a.reaction
    return op
  }

  /// A u + c u
  public static func + (a: DifferentialOperator, c: Formula) -> DifferentialOperator {
    var op = a
    op.reaction += c
    return op
  }

  /// A u − c u
  public static func - (a: DifferentialOperator, c: Formula) -> DifferentialOperator { a + -c }

  /// c u + A u
  public static func + (c: Formula, a: DifferentialOperator) -> DifferentialOperator { a + c }

  /// c u − A u
  public static func - (c: Formula, a: DifferentialOperator) -> DifferentialOperator { -a + c }

  /// The operator with so many axes, −∇·(a∇u) + b·∇u + c u by its coefficients.
  ///
  /// Traps where a coefficient has another number of axes, and for an operator without a divergence.
  public func coefficients(rank: Int) -> SecondOrderOperator {
    precondition(!fluxes.isEmpty, "an operator of second order has a divergence")
    precondition(winds.allSatisfy { $0.count == rank }, "one component of b an axis")
    let a = fluxes.map { (-1 * $0).diffusion }
    func entry(_ i: Int, _ j: Int) -> Formula { Formula.sum(a.map { $0[i, j] }) }
    let diffusion: SecondOrderOperator.Diffusion =
      if a.allSatisfy(\.isScalar) {
        .scalar(entry(0, 0))
      } else if a.allSatisfy(\.isDiagonal) {
        .diagonal((0..<rank).map { entry($0, $0) })
      } else {
        .tensor((0..<rank).map { i in (0..<rank).map { entry(i, $0) } })
      }
    return SecondOrderOperator(
      diffusion, advection: winds.isEmpty ? [] : (0..<rank).map { i in .sum(winds.map { $0[i] }) },
      reaction: reaction, rank: rank)
  }
}
