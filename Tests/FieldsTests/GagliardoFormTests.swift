import Fields
import Grids
import Testing
import _TestSupport

/// The operator of Slobodeckij's seminorm.
@Suite struct GagliardoFormTests {
  private let grids: [Grid] =
    AxisKind.all.flatMap { kind in [2, 3, 8, 13].map { Grid(kind.axis($0, -0.5, 2)) } }
    + AxisKind.mixtures

  /// (A u, u) = [u]² and (A u, v) = (u, A v), on every kind of axis.
  @Test(arguments: [0.1, 0.5, 0.9]) func theOperatorOfTheSeminorm(s: Double) {
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      let form = GagliardoForm(order: s, in: space)
      let u = Field(in: space, values: whiteNoise(grid.count, seed: 1))
      let v = Field(in: space, values: whiteNoise(grid.count, seed: 2))
      let (au, av) = (form.applied(to: u), form.applied(to: v))
      let (a, b) = (
        u.gagliardoSeminorm(order: s, exponent: 2), v.gagliardoSeminorm(order: s, exponent: 2)
      )
      let tolerance = 16 * roundoff(grid.count, Double.self)
      #expect(isClose(au.inner(u), a * a, tolerance), "\(s) \(grid)")
      #expect(abs(au.inner(v) - u.inner(av)) <= tolerance * a * b, "\(s) \(grid)")
    }
  }

  /// Constants are in the kernel wherever the box's ends do not hold them at 0.
  @Test func constantsAreInTheKernel() {
    for grid in grids where grid.axes.allSatisfy({ $0.placement == .cells || $0.basis == .cosine })
    {
      let space = FunctionSpace<Double>(on: grid)
      let one = Field(in: space, values: [Double](repeating: 1, count: grid.count))
      #expect(GagliardoForm(order: 0.5, in: space).applied(to: one).largest() == 0)
    }
  }
}
