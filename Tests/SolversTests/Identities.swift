import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Identities that hold for a solution on the grid, whatever the scheme.
@Suite struct Identities {
  static let schemes = stencilKinds.filter { !$0.isSplineOfHighDegree } + [.spectral]
  static let grids: [Grid] = axes(cells: 7).flatMap { x in
    axes(cells: 6).map { Grid(x, $0) }
  }

  private func noise<T: TransformScalar>(_ grid: Grid, seed: UInt64 = 1) -> Field<T> {
    Field(in: FunctionSpace(on: grid), values: whiteNoise(grid.count, seed: seed))
  }

  @Test func theEnergyIsTheWorkOfTheLoad() throws {
    for grid in Self.grids {
      for kind in Self.schemes where !Scheme(kind).isGalerkin {
        let op = EllipticOperator(diffusion: [1, 0.25], reaction: 2)
        let f: Field<Double> = noise(grid)
        let u = try op.solve(f, scheme: Scheme(kind))
        let energy = Coefficients(u).energy(op.symbol(Scheme(kind), on: grid)!)
        #expect(abs(energy - f.inner(u)) <= 4 * roundoff(grid.count) * energy)
      }
    }
  }

  @Test func theDualNormOfTheLoadIsTheNormOfTheSolution() throws {
    func check<T: TransformScalar>(_: T.Type) throws {
      for grid in Self.grids {
        for kind in Self.schemes {
          let op = EllipticOperator(diffusion: [1, 1], reaction: 1)
          let f: Field<T> = noise(grid)
          let scheme = Scheme(kind)
          // A dual norm is that of a function: its load is the mass matrix times its values.
          let u = try op.solve(f, scheme: scheme, load: .function)
          let dual = try f.norm(.h(-1), scheme: scheme)
          let primal = try u.norm(.h(1), scheme: scheme)
          #expect((dual - primal).magnitude <= 4 * roundoff(grid.count) * dual)
        }
      }
    }
    try check(Double.self)
    try check(Float.self)
    try check(Float80.self)
  }

  @Test func halfPowersCompose() throws {
    for grid in Self.grids {
      for kind in Self.schemes where !Scheme(kind).isGalerkin {
        var f: Field<Double> = noise(grid)
        if grid.hasConstants { f.add(-f.mean) }
        let half = EllipticOperator(diffusion: [1, 2], power: 0.5)
        let whole = EllipticOperator(diffusion: [1, 2])
        let twice = try half.solve(try half.solve(f, scheme: Scheme(kind)), scheme: Scheme(kind))
        let once = try whole.solve(f, scheme: Scheme(kind))
        // λ^½ is known to a few ulps; λ itself may have lost digits where two axes add up.
        #expect((twice - once).largest() <= 16 * roundoff(grid.count) * once.largest())
      }
    }
  }

  @Test func theSolutionOperatorIsSymmetric() throws {
    for grid in Self.grids {
      for kind in Self.schemes {
        let op = EllipticOperator(diffusion: [1, 2], reaction: 0.5)
        let f: Field<Double> = noise(grid)
        let g: Field<Double> = noise(grid, seed: 2)
        let left = try op.solve(f, scheme: Scheme(kind)).inner(g)
        let right = try op.solve(g, scheme: Scheme(kind)).inner(f)
        let size = f.lebesgueNorm(2) * g.lebesgueNorm(2) / 0.5
        #expect(abs(left - right) <= 4 * roundoff(grid.count) * size)
      }
    }
  }

  @Test func spectralModesAreDividedByTheirEigenvalue() throws {
    for axis in axes(cells: 9) {
      let grid = Grid(axis)
      let space = FunctionSpace<Double>(on: grid)
      for power in [0.25, 0.5, 1, 1.5, 2] {
        let op = EllipticOperator(diffusion: [1.5], reaction: 0.5, power: power)
        for k in 0..<grid.spectrumShape[0] {
          var mode = Coefficients<Double>(in: space)
          mode.values[grid.isComplex ? 2 * k : k] = 1
          let f = Field(mode)
          let lambda = Double(1.5 * axis.frequency(k) * axis.frequency(k))
          let symbol = Double.pow(lambda, power) + 0.5
          let gap = try op.solve(f) - (1 / symbol) * f
          #expect(gap.largest() <= 4 * roundoff(axis.count) * f.largest() / 0.5)
        }
      }
    }
  }
}

extension Discretization {
  /// Splines whose weak derivatives go beyond linear elements: their masses are ill-conditioned.
  fileprivate var isSplineOfHighDegree: Bool {
    if case .spline(let p) = self { return p > 1 }
    return false
  }
}
