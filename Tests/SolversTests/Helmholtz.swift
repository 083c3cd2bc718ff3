import Discretizations
import Fields
import Grids
import Solvers
import Testing
import _TestSupport

/// −∇·(a∇u) − k²u = f: solvable unless k² is an eigenvalue of the scheme's operator.
@Suite struct Helmholtz {
  /// A u, taken by sums over neighbours, is f again: the residual of a solve is round-off, amplified
  /// no more than the operator says.
  @Test(arguments: [3, 4, 7, 8])
  func theSolutionHasTheRightHandSide(_ n: Int) throws {
    for axis in axes(cells: n) {
      let space = FunctionSpace<Double>(on: Grid(axis))
      let f = Field(in: space, values: whiteNoise(space.count))
      for kind in stencilKinds where !Scheme(kind).isGalerkin {
        let scheme = Scheme(kind)
        let op = EllipticOperator(diffusion: [1.5], reaction: -37.3)
        let u = try op.solve(f, scheme: scheme)
        let physical = PhysicalOperator(op: op, scheme: scheme)
        let residual = physical.apply(u) - f
        let size = Double(physical.bound(on: space.grid)) * u.largest() + f.largest()
        #expect(residual.largest() <= 4 * size * roundoff(n), "\(kind) \(axis)")
      }
    }
  }

  /// At k² = λ_h of one mode the error names that mode, or one with the same eigenvalue.
  @Test(arguments: [5, 8])
  func resonanceNamesItsMode(_ n: Int) throws {
    for axis in axes(cells: n) {
      let grid = Grid(axis, Axis(0, 1, cells: 3, boundary: .dirichlet, placement: .cells))
      let space = FunctionSpace<Double>(on: grid)
      let f = Field(in: space, values: whiteNoise(space.count))
      for kind in stencilKinds + [.spectral, .spline(degree: 1)] {
        let scheme = Scheme([kind, kind])
        let tables = GramTables<Double>(scheme, on: grid, upTo: 1)
        let lambda = tables.eigenvalue()
        let i = axis.count / 2
        let stored = min(i, lambda[0].count - 1)
        let k2 = lambda[0][stored] + lambda[1][1]
        guard k2 > 0 else { continue }
        let op = EllipticOperator(diffusion: [1, 1], reaction: -Extended(k2))
        do throws(SolverError) {
          _ = try op.solve(f, scheme: scheme)
          Issue.record("\(kind) on \(axis) has no resonance at \(k2)")
        } catch {
          guard case .resonant(let mode, let eigenvalue) = error else {
            Issue.record(error)
            continue
          }
          #expect((eigenvalue - k2).magnitude <= k2 * roundoff(n))
          let found = (0..<2).reduce(0.0) { sum, a in
            let index = lambda[a].indices.first { grid.axes[a].waveNumber($0) == mode[a] }
            return sum + (index.map { lambda[a][$0] } ?? .nan)
          }
          #expect((found - k2).magnitude <= k2 * roundoff(n), "\(kind) \(mode)")
        }
      }
    }
  }

  /// A single mode is multiplied by 1/(λ − k²), and the factor against a static load is k²/|λ − k²|.
  @Test func theNearestModeIsAmplifiedAsPredicted() throws {
    let axis = Axis(0, .pi, cells: 16, boundary: .dirichlet)
    let space = FunctionSpace<Double>(on: Grid(axis))
    // λ = 9 for sin 3x; the next eigenvalues 4 and 16 are farther.
    for k2 in [8.5, 8.99, 9.000001] {
      let op = EllipticOperator(diffusion: [1], reaction: -Extended(k2))
      let nearest = try #require(op.resonance(.spectral, on: space.grid, Double.self))
      #expect(nearest.mode == [3])
      #expect((nearest.eigenvalue - 9).magnitude <= 9 * roundoff(16))
      let factor = k2 / (9 - k2).magnitude
      // λ − k² cancels: its own round-off is amplified by the factor once more.
      #expect((nearest.amplification - factor).magnitude <= factor * factor * roundoff(16))
      var mode = Coefficients<Double>(in: space)
      mode.values[2] = 1
      let f = Field(mode)
      let u = try op.solve(f)
      #expect((u.largest() * k2 - factor * f.largest()).magnitude <= factor * factor * roundoff(16))
    }
  }

  /// A definite operator has no resonance.
  @Test func aDefiniteOperatorHasNone() {
    let grid = Grid(Axis(0, 1, cells: 8, boundary: .neumann))
    for c: Extended in [0, 1] {
      let op = EllipticOperator(diffusion: [1], reaction: c)
      #expect(op.resonance(.spectral, on: grid, Double.self) == nil)
    }
  }
}
