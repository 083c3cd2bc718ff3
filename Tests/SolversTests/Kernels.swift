import Discretizations
import Fields
import Grids
import Norms
import Solvers
import Testing
import _TestSupport

/// What an operator does not see.
@Suite struct Kernels {
  static let singular = axes(cells: 8).filter { Grid($0).hasConstants }

  @Test func incompatibleDataThrowTheirMean() {
    for axis in Self.singular {
      let space = FunctionSpace<Double>(on: Grid(axis))
      let op = EllipticOperator(diffusion: [1])
      let f = Field(in: space) { x in 3 + 0 * x }
      #expect(throws: SolverError.incompatible(mean: f.mean)) { try op.solve(f) }
      #expect(abs(f.mean - 3) <= 3 * roundoff(axis.count))
    }
  }

  @Test func aConstantInTheKernelLeavesAZeroMean() throws {
    for axis in Self.singular {
      let space = FunctionSpace<Double>(on: Grid(axis))
      var f = Field(in: space, values: whiteNoise(space.count))
      f.add(-f.mean)
      for kind in stencilKinds + [.spectral] {
        let u = try EllipticOperator(diffusion: [2]).solve(f, scheme: Scheme(kind))
        #expect(u.mean.magnitude <= roundoff(space.count) * u.largest())
        #expect(u.largest() > 0 && u.largest().isFinite)
      }
    }
  }

  @Test func aScreenedConstantIsDividedByTheReaction() throws {
    for axis in Self.singular {
      let space = FunctionSpace<Double>(on: Grid(axis))
      let op = EllipticOperator(diffusion: [1], reaction: 4)
      for kind in stencilKinds + [.spectral] {
        let f = Field(in: space) { x in 3 + 0 * x }
        let u = try op.solve(f, scheme: Scheme(kind), load: .functional)
        let gap = u.values.map { ($0 - 0.75).magnitude }.max()!
        #expect(gap <= roundoff(space.count))
      }
    }
  }

  @Test(arguments: [2, 4])
  func centredDifferencesDoNotSeeTheCheckerboard(_ order: Int) throws {
    for axis in axes(cells: 8) where axis.lastMode != nil {
      let space = FunctionSpace<Double>(on: Grid(axis))
      let board = Field(
        in: space, values: (0..<space.count).map { $0.isMultiple(of: 2) ? 1 : -1 })
      // One mode that the operator does see.
      var mode = Coefficients<Double>(in: space)
      mode.values[2] = 1
      let smooth = Field(mode)
      let scheme = Scheme(.centred(order: order))
      let op = EllipticOperator(diffusion: [1])
      let u = try op.solve(smooth + board, scheme: scheme)
      let v = try op.solve(smooth, scheme: scheme)
      #expect((u - v).largest() <= roundoff(space.count) * v.largest() * 64)
      #expect(u.largest().isFinite)
    }
  }
}
