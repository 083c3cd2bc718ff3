import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// The residual of an operator whose a varies: with ā between the extremes of a
///
///     (max a/ā)^{−1/2} ‖R‖ ≤ ‖e‖ ≤ (min a/ā)^{−1/2} ‖R‖
///
/// in the norm of weight 1/āλ, on every box.
@Suite struct VaryingResiduals {
  private func rows(
    _ box: [Domain.Interval], _ a: SecondOrderOperator.Diffusion, _ c: String, exact: String,
    _ kind: Discretization, _ cells: [Int]
  ) throws -> [Level] {
    var problem = Problem(
      domain: Domain(box),
      op: SecondOrderOperator(a, reaction: try Formula(c), rank: box.count))
    problem.exact = try Formula(exact)
    var options = options(cells.map { n in box.map { _ in n } }, norms: [.energy])
    options.references = [.exact, .residual]
    return try ConvergenceStudy(problem, [Method(kind)], options).series().levels
  }

  /// Both factors enclose the error. On the modes of the finer grid the two dual norms are at most
  /// √(max a/min a) apart, and what is beyond it, the share t of the upper bound, is orthogonal: the
  /// effectivity is at most √(max a/min a)/√(1 − t²). It tends to a number where one term of the error leads,
  /// e = h²(w + h²w₂): with waves of κ = 2π in u it is off by some (κh)² on a grid, and changes by no more
  /// than what of that does not remain on the next, and by t².
  private func expectEnclosure(
    _ box: [Domain.Interval], _ a: SecondOrderOperator.Diffusion, _ c: String = "0",
    exact: String, contrast: Double, _ kinds: [Discretization] = [.stencil(order: 2)],
    cells: [Int]
  ) throws {
    for kind in kinds {
      let rows = try rows(box, a, c, exact: exact, kind, cells)
      var effectivities: [Double] = []
      for row in rows {
        let upper = try #require(row.values["energy"]?["residual"])
        let effectivity = try #require(row.effectivity)
        let lower = try #require(row.lowerBound)
        #expect(effectivity >= 1 - 1e-9, "\(exact) \(kind) \(row.cells) \(effectivity)")
        let tail = try #require(row.residual).oscillation
        let most = (contrast / (1 - tail * tail)).squareRoot()
        #expect(effectivity <= most * (1 + 1e-9), "\(exact) \(kind) \(row.cells) \(effectivity)")
        #expect(lower <= upper / effectivity * (1 + 1e-9), "\(exact) \(kind) \(row.cells)")
        effectivities.append(effectivity)
      }
      // Between Dirichlet sides order 4 has two terms that lead, h^{3/2} at the sides and h² of the flux.
      if kind == .staggered(order: 4), box.contains(where: \.hasDirichletEnd) { continue }
      let last = rows.suffix(2)
      let tail = last.map { $0.residual!.oscillation }.max()!
      let h = last.map { 2 * Double.pi / Double($0.cells[0]) }
      let (before, now) = (effectivities[effectivities.count - 2], effectivities.last!)
      #expect(
        abs(now / before - 1) < h[0] * h[0] - h[1] * h[1] + tail * tail,
        "\(exact) \(kind) \(effectivities)")
    }
  }

  private static let ends: [(Boundary, String)] = [
    (.dirichlet, "sin(pi*x)*exp(cos(2*pi*x))"), (.neumann, "exp(cos(pi*x))"),
    (.dirichletNeumann, "sin(pi*x/2)*cos(pi*x)"), (.neumannDirichlet, "cos(pi*x/2)*exp(cos(pi*x))"),
    (.periodic, "exp(sin(2*pi*x))"),
  ]

  /// On one axis −(a u′)′ = f: between two Dirichlet sides the mean of a u_h′ is in no ⟨R, φ⟩, and not in
  /// the bound.
  @Test(arguments: ends.indices) func theBoundsEncloseTheErrorOnAnAxis(_ i: Int) throws {
    let (boundary, exact) = Self.ends[i]
    for placement in [Placement.nodes, .cells] {
      for (a, contrast) in [("1 + x", 2.0), ("exp(2*x)", 7.3891), ("2 + sin(5*x)", 3)] {
        var a = try Formula(a)
        // Around a circle a has to close.
        if boundary == .periodic { a = a.substituting(.x, by: try Formula("(1 - cos(2*pi*x))/2")) }
        try expectEnclosure(
          [interval(0, 1, boundary, placement)], .scalar(a), exact: exact, contrast: contrast,
          [.stencil(order: 2), .staggered(order: 4)],
          cells: [17, 32, 64])
      }
    }
  }

  /// u″ = 0 where f ≠ 0: only the sum of f and (a u_h′)′ has no jump under the reflection.
  @Test func whatCancelsOnASideIsNotInTheBound() throws {
    try expectEnclosure(
      [unitDirichlet], .scalar(try Formula("1 + x")), exact: "sin(pi*x)", contrast: 2,
      [.stencil(order: 2), .spline(degree: 1)], cells: [8, 9, 64, 256])
  }

  private static let boxes: [([Domain.Interval], String, String)] = [
    ([unitDirichlet, unitDirichlet], "1 + x*y", "sin(pi*x)*sin(pi*y)*exp(x)"),
    (
      [interval(0, 1, .dirichlet, .cells), interval(0, 1, .neumann)], "1 + x*y",
      "sin(pi*x)*exp(x)*cos(pi*y)"
    ),
    (
      [interval(0, 1, .dirichletNeumann), unitDirichlet], "1 + x*y",
      "sin(pi*x/2)*sin(pi*y)*exp(y)"
    ),
    (
      [unitDirichlet, interval(0, 1, .periodic)], "1 + x*sin(pi*y)^2", "sin(pi*x)*exp(cos(2*pi*y))"
    ),
    (
      [interval(0, 1, .neumann), interval(0, 1, .neumann, .cells)], "1 + x*y",
      "exp(cos(pi*x))*cos(pi*y)"
    ),
    (
      [unitDirichlet, unitDirichlet, unitDirichlet], "1 + x*y*z",
      "sin(pi*x)*sin(pi*y)*sin(pi*z)*exp(x)"
    ),
    (
      [interval(0, 1, .neumannDirichlet), unitDirichlet, interval(0, 1, .periodic)],
      "1 + x*y", "cos(pi*x/2)*sin(pi*y)*exp(x)*cos(2*pi*z)"
    ),
  ]

  @Test(arguments: boxes.indices) func theBoundsEncloseTheErrorInABox(_ i: Int) throws {
    let (box, a, exact) = Self.boxes[i]
    try expectEnclosure(
      box, .scalar(try Formula(a)), exact: exact, contrast: 2,
      cells: box.count == 3 ? [5, 8] : [9, 16, 24])
  }

  /// A diagonal, and a full matrix: between Dirichlet sides a_ij ∂_j u_h itself jumps under the reflection,
  /// and R does not. Gershgorin's extremes are 1.5 and 2.5 + 1.
  @Test func aMatrixIsEnclosedToo() throws {
    let walls = [unitDirichlet, unitDirichlet]
    try expectEnclosure(
      walls, .diagonal([try Formula("1 + x"), try Formula("2 + y")]),
      exact: "sin(pi*x)*sin(pi*y)*exp(x)", contrast: 2, cells: [9, 16, 24])
    try expectEnclosure(
      walls, .tensor([[2, 0.5], [0.5, 2]]), exact: "sin(pi*x)^3*sin(pi*y)^3", contrast: 5 / 3,
      cells: [9, 16, 24])
    let b = try Formula("x*y/2")
    try expectEnclosure(
      walls, .tensor([[try Formula("2 + x*y"), b], [b, 2]]),
      exact: "sin(pi*x)*sin(pi*y)*exp(x)", contrast: 3.5 / 1.5, cells: [9, 16, 24])
    try expectEnclosure(
      [unitDirichlet, interval(0, 1, .periodic)], .tensor([[2, 0.5], [0.5, 2]]),
      exact: "sin(pi*x)^3*exp(cos(2*pi*y))", contrast: 5 / 3, cells: [12, 17, 24])
  }
}

extension Domain.Interval {
  fileprivate var hasDirichletEnd: Bool {
    if case .bounded(let lower, let upper) = boundary {
      lower == .dirichlet || upper == .dirichlet
    } else {
      false
    }
  }
}
