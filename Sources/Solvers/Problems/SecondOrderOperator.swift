public import Formulas
public import Grids

/// −∇·(a∇u) + b·∇u + c u, or −a : D²u + b·∇u + c u, with coefficients that may depend on the point.
///
/// a is symmetric and positive definite inside the box; a ≥ 0 is enough on its boundary. With b = 0,
/// in divergence form, the operator is symmetric in L² and a(u, u) = ∫ ∇u·a∇u + c u² its energy.
public struct SecondOrderOperator: Sendable {
  /// What stands in front of the second derivatives.
  public enum Diffusion: Sendable {
    /// a
    case scalar(Formula)
    /// aᵢ, one an axis
    case diagonal([Formula])
    /// a_ij, symmetric; row by row
    case tensor([[Formula]])

    /// a_ij
    subscript(i: Int, j: Int) -> Formula {
      switch self {
      case .scalar(let a): i == j ? a : 0
      case .diagonal(let a): i == j ? a[i] : 0
      case .tensor(let a): a[i][j]
      }
    }

    /// Whether it is one function for all axes.
    package var isScalar: Bool { if case .scalar = self { true } else { false } }

    /// Whether it has no entry off the diagonal by its form.
    var isDiagonal: Bool { if case .tensor = self { false } else { true } }
  }

  /// Where a stands.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// −∇·(a∇u)
    case divergence
    /// −a : D²u
    case nondivergence
  }

  /// a
  public let diffusion: Diffusion
  /// b, one entry an axis.
  public let advection: [Formula]
  /// c
  public let reaction: Formula
  /// Whether a stands inside the divergence.
  public let form: Form
  /// The number of axes.
  public let rank: Int

  /// Traps where the numbers of entries do not fit the rank. An empty b is 0.
  public init(
    _ diffusion: Diffusion, advection: [Formula] = [], reaction: Formula = 0,
    form: Form = .divergence, rank: Int
  ) {
    switch diffusion {
    case .scalar: break
    case .diagonal(let a): precondition(a.count == rank, "one coefficient an axis")
    case .tensor(let a):
      precondition(a.count == rank && a.allSatisfy { $0.count == rank }, "a square matrix")
    }
    precondition(advection.isEmpty || advection.count == rank, "one component of b an axis")
    self.diffusion = diffusion
    self.advection = advection.isEmpty ? Array(repeating: 0, count: rank) : advection
    self.reaction = reaction
    self.form = form
    self.rank = rank
  }

  /// a_ij
  public func diffusion(_ i: Int, _ j: Int) -> Formula { diffusion[i, j] }

  /// Whether some a_ij, i ≠ j, is not 0.
  public var hasMixedDerivatives: Bool {
    (0..<rank).contains { i in (0..<rank).contains { $0 != i && !diffusion(i, $0).isZero } }
  }

  /// Whether b is not 0.
  public var hasAdvection: Bool { advection.contains { !$0.isZero } }

  /// Whether the operator is symmetric in L².
  public var isSymmetric: Bool {
    guard !hasAdvection else { return false }
    return form == .divergence || hasConstantDiffusion
  }

  /// Whether no a_ij depends on the point.
  public var hasConstantDiffusion: Bool {
    (0..<rank).allSatisfy { i in (0..<rank).allSatisfy { diffusion(i, $0).constant != nil } }
  }

  /// The same operator with numbers for coefficients; nil unless a is diagonal, b = 0 and nothing
  /// depends on the point: it is then diagonal in the grid's basis.
  public var constant: EllipticOperator? {
    guard hasConstantDiffusion, !hasMixedDerivatives, !hasAdvection, let c = reaction.constant,
      c.isFinite
    else { return nil }
    let a = (0..<rank).map { Extended(diffusion($0, $0).constant!) }
    guard a.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    return EllipticOperator(diffusion: a, reaction: Extended(c))
  }

  /// The operator applied to a function, symbolically.
  ///
  /// - Throws: where u, or in divergence form a, has no exact derivative.
  public func applied(to u: Formula) throws(DifferentiationError) -> Formula {
    var total = reaction * u
    for i in 0..<rank {
      let x = Coordinate(rawValue: i)!
      if !advection[i].isZero { total = total + advection[i] * (try u.derivative(x)) }
      for j in 0..<rank where !diffusion(i, j).isZero {
        let slope = try u.derivative(Coordinate(rawValue: j)!)
        total =
          total
          - (form == .divergence
            ? try (diffusion(i, j) * slope).derivative(x)
            : diffusion(i, j) * (try slope.derivative(x)))
      }
    }
    return total
  }

  /// The operator applied to a function in the box of a grid, where it is a function: u does not jump,
  /// nor does n·a∇u across any surface; in nondivergence form ∇u does not.
  ///
  /// - Throws: where one does, or something has no exact derivative.
  package func applied(
    to u: Formula, on grid: Grid
  ) throws(DifferentiationError) -> Formula {
    let total = try applied(to: u)
    var slopes: [Formula] = []
    for i in 0..<rank { slopes.append(try u.derivative(i, on: grid)) }
    for i in 0..<rank {
      var flux: Formula = 0
      for j in 0..<rank where !diffusion(i, j).isZero {
        if form == .divergence {
          flux = flux + diffusion(i, j) * slopes[j]
        } else {
          _ = try slopes[j].derivative(i, on: grid)
        }
      }
      _ = try flux.derivative(i, on: grid)
    }
    return total
  }

  /// n·a∇u on a side of a box, n outwards; in nondivergence form a_nn ∂u/∂n.
  ///
  /// - Throws: where u has no exact derivative.
  public func flux(
    of u: Formula, through side: BoxSide, of grid: Grid
  ) throws(DifferentiationError) -> Formula {
    var total: Formula = 0
    for j in 0..<rank
    where !diffusion(side.axis, j).isZero && (form == .divergence || j == side.axis) {
      total = total + diffusion(side.axis, j) * (try u.derivative(Coordinate(rawValue: j)!))
    }
    let outwards: Formula = side.side == .lower ? -1 : 1
    return (outwards * total).trace(on: side, of: grid)
  }
}
