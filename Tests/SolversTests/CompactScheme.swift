import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// The compact scheme of order 4 is Collatz's, row by row.
@Suite struct CompactScheme {
  /// The nine points of −Δ_h u with h₁ = h₂, times 6h²: 20, −4 beside, −1 at the corners; and the
  /// right-hand side (8 f + Σ f beside)/12, all in extended precision.
  private func ninePoints(_ f: Formula, _ g: Formula, n: Int) -> [Extended] {
    let m = n - 1
    let h = 1 / Extended(n)
    let weights: [[Extended]] = [[-1, -4, -1], [-4, 20, -4], [-1, -4, -1]]
    var rows = [[Extended]](repeating: [Extended](repeating: 0, count: m * m), count: m * m)
    var right = [Extended](repeating: 0, count: m * m)
    for i in 1...m {
      for j in 1...m {
        let row = (i - 1) * m + j - 1
        for (di, line) in zip(-1...1, weights) {
          for (dj, weight) in zip(-1...1, line) {
            let point = [Extended(i + di) * h, Extended(j + dj) * h]
            if di == 0 || dj == 0 {
              let share: Extended = di == 0 && dj == 0 ? 8 : 1
              right[row] += share / 12 * f.value(at: point)
            }
            let isInside = (1...m).contains(i + di) && (1...m).contains(j + dj)
            if isInside {
              rows[row][(i + di - 1) * m + j + dj - 1] += weight / (6 * h * h)
            } else {
              right[row] -= weight / (6 * h * h) * g.value(at: point)
            }
          }
        }
      }
    }
    return denseSolve(rows, right)
  }

  @Test(arguments: [2, 3, 6, 7])
  func isTheNinePointFormulaWithItsSourceOnTheBoundary(_ n: Int) throws {
    let axis = Axis(0, 1, cells: n, boundary: .dirichlet)
    let grid = Grid(axis, axis)
    let g = try Formula("cos(2*x - y) + y^3")
    let f = try Formula("exp(x - y) + 3")
    let expected = ninePoints(f, g, n: n)
    let data = try BoundaryData(of: g, on: grid, diffusion: [1, 1])
    let solution = try BoundaryValueProblem(
      EllipticOperator(diffusion: [1, 1]), source: f, data: data
    ).solve(
      in: FunctionSpace<Double>(on: grid), scheme: Scheme(.mehrstellen), load: .sampled)
    let gap = zip(solution.u.values, expected).map { abs(Extended($0) - $1) }.max()!
    #expect(gap <= Extended(roundoff(grid.count, Double.self)) * Extended(n * n))
  }

  /// −u″ + c u: (u₋ − 2u + u₊ is exact on) (f₋ + 10 f + f₊)/12.
  @Test(arguments: [2, 3, 8, 13])
  func inOneDimensionTheWeightsAreOneTenOne(_ n: Int) throws {
    let axis = Axis(0, 2, cells: n, boundary: .dirichlet)
    let space = FunctionSpace<Double>(on: Grid(axis))
    let (a, c): (Extended, Extended) = (1.5, 0.75)
    let f = try Formula("exp(x) - 2*x")
    let u = try Formula("cos(2*x + 1)")
    let h = axis.spacing
    var rows = [[Extended]](
      repeating: [Extended](repeating: 0, count: n - 1), count: n - 1)
    var right = [Extended](repeating: 0, count: n - 1)
    for i in 1..<n {
      for (d, share): (Int, Extended) in [(-1, 1), (0, 10), (1, 1)] {
        let x = [axis.place(half: 2 * (i + d))]
        let weight = (d == 0 ? 2 : -1) * a / (h * h) + c * share / 12
        right[i - 1] += share / 12 * f.value(at: x)
        if (1..<n).contains(i + d) {
          rows[i - 1][i + d - 1] += weight
        } else {
          right[i - 1] -= weight * u.value(at: x)
        }
      }
    }
    let expected = denseSolve(rows, right)
    let solution = try BoundaryValueProblem(
      EllipticOperator(diffusion: [a], reaction: c), source: f,
      data: BoundaryData(of: u, on: space.grid, diffusion: [a])
    ).solve(in: space, scheme: Scheme(.mehrstellen), load: .sampled)
    let gap = zip(solution.u.values, expected).map { abs(Extended($0) - $1) }.max()!
    #expect(gap <= Extended(roundoff(n, Double.self)) * Extended(n * n))
  }

  /// The truncation error is O(h⁴), by derivatives of order 6: nothing is left of degree 5, for any
  /// diagonal a and any spacings.
  @Test func polynomialsOfDegreeFiveAreExact() throws {
    let solutions = [
      "x^5 - 2*x^3*y^2 + y^4*x + 1", "x^2*y^3 - y^5 + x*y + 3*x^4",
      "x^2*y^2*z + z^5 - x*y^4 + x^3*z^2",
    ]
    for (i, text) in solutions.enumerated() {
      let u = try Formula(text)
      let x = Axis(0, 1, cells: 5, boundary: .dirichlet)
      let y = Axis(-1, 1, cells: 4, boundary: .dirichlet)
      let z = Axis(0, 1.5, cells: 3, boundary: .dirichlet)
      let grid = i < 2 ? Grid(x, y) : Grid(x, y, z)
      let a: [Extended] = i < 2 ? [1, 0.25] : [1, 0.25, 3]
      for c: Extended in [0, 2] {
        let op = EllipticOperator(diffusion: a, reaction: c)
        let f = try SecondOrderOperator(
          .diagonal(a.map { Formula(Formula.Constant($0)) }),
          reaction: Formula(Formula.Constant(c)), rank: a.count
        ).applied(to: u)
        let space = FunctionSpace<Double>(on: grid)
        let found = try BoundaryValueProblem(
          op, source: f, data: BoundaryData(of: u, on: grid, diffusion: a)
        ).solve(in: space, scheme: Scheme(.mehrstellen), load: .sampled).u
        let exact = Field(sampling: u, in: space)
        // c u f carries c times degree 5: its second difference has no error either.
        #expect(
          (found - exact).largest() <= 64 * roundoff(grid.count) * exact.largest(), "\(text) \(c)")
      }
    }
  }

  @Test func doesNotMixAndHasNoPower() throws {
    let grid = Grid(
      Axis(0, 1, cells: 4, boundary: .dirichlet), Axis(0, 1, cells: 4, boundary: .dirichlet))
    let f = Field<Double>(in: FunctionSpace(on: grid))
    #expect(throws: SolverError.self) {
      try EllipticOperator(diffusion: [1, 1]).solve(
        f, scheme: Scheme([.mehrstellen, .staggered(order: 2)]))
    }
    #expect(throws: SolverError.self) {
      try EllipticOperator(diffusion: [1, 1], power: 2).solve(f, scheme: Scheme(.mehrstellen))
    }
    #expect(throws: SolverError.self) {
      try BoundaryValueProblem(EllipticOperator(diffusion: [1, 1]), source: 1).solve(
        in: f.space, scheme: Scheme(.mehrstellen), load: .projected)
    }
  }

  @Test func helmholtzIsResonantAtItsOwnEigenvalue() throws {
    let grid = Grid(Axis(0, 1, cells: 8, boundary: .dirichlet))
    let s = Extended.sin(Extended.pi / 16)
    let lambda = 4 * s * s * 64 / (1 - s * s / 3)
    let op = EllipticOperator(diffusion: [1], reaction: -lambda)
    let found = try #require(op.resonance(Scheme(.mehrstellen), on: grid, Double.self))
    #expect(found.mode == [1] && found.amplification > 1e12)
  }
}
