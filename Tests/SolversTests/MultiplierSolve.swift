import Fields
import Grids
import Norms
import Operators
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

@Suite struct MultiplierSolve {
  private func torus(_ n: Int) -> FunctionSpace<Double> {
    FunctionSpace(
      on: Grid(
        Axis(0, 2 * .pi, cells: n, boundary: .periodic),
        Axis(0, 2 * .pi, cells: n, boundary: .periodic)))
  }

  @Test("A (A⁻¹ f) = f for white noise", arguments: [1, 2, 5, 8, 13])
  func residual(n: Int) throws {
    let space = torus(n)
    let f = Field(in: space, values: whiteNoise(space.count))
    let a: Multiplier<Double> = .identity - 0.1 * .laplacian
    let r = a(try a.solve(f)) - f
    #expect(try r.norm(.l2) <= roundoff(space.count) * f.norm(.l2))
  }

  @Test("A right-hand side with a mean is refused, and says which")
  func mean() {
    let f = Field(in: torus(8)) { x, _ in 1 + .sin(x) }
    #expect { _ = try (-.laplacian).solve(f) } throws: { error in
      guard case SolverError.incompatible(let mean) = error else { return false }
      return abs(mean - 1) < roundoff(64)
    }
  }

  @Test("A resonant mode is named: −Δ − 2 takes (1, 1) to 0")
  func resonance() {
    let f = Field(in: torus(8)) { x, y in .sin(x) * .sin(y) }
    #expect { _ = try (-.laplacian - 2 * .identity).solve(f) } throws: { error in
      guard case SolverError.singular(let mode, _) = error else { return false }
      return mode.map(abs) == [1, 1]
    }
  }
}
