import Fields
import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct ResolutionTests {
  /// The grid with m times the cells: m odd keeps cells' middles, any m keeps nodes.
  private func refined(_ grid: Grid, _ m: Int) -> Grid {
    grid.with(cells: grid.cells.map { m * $0 })
  }

  @Test("Prolongation keeps the values at the points, last modes included")
  func values() {
    for grid in grids {
      for m in [1, 3] {
        let u = Field<Double>.noise(on: grid)
        let fine = FunctionSpace<Double>(on: refined(grid, m))
        let v = Field(Coefficients(u).prolonged(to: fine))
        var picked = v.values
        var shape = fine.grid.shape
        for (a, axis) in grid.axes.enumerated() {
          let places = (0..<axis.count).map { j in
            (m * (axis.firstHalf + 2 * j) - fine.grid.axes[a].firstHalf) / 2
          }
          let map = AxisMap<Double>(columns: shape[a], rows: places.map { [.init($0, 1)] })
          picked = map.apply(picked, shape: shape, axis: a)
          shape[a] = axis.count
        }
        let w = Field(in: u.space, values: picked)
        #expect(w.distance(to: u) <= 4 * roundoff(fine.count) * u.lebesgueNorm(2), "\(grid)")
      }
    }
  }

  @Test("A finer grid measures the interpolant's energy")
  func energy() {
    for grid in grids {
      for cells in [
        grid.cells.map { $0 + 1 }, grid.cells.map { 2 * $0 }, grid.cells.map { 3 * $0 },
      ] {
        let u = Coefficients(Field<Double>.noise(on: grid))
        let fine = FunctionSpace<Double>(on: grid.with(cells: cells))
        let v = u.prolonged(to: fine)
        let interpolant = u.energy(.one(on: grid), lastMode: .interpolant)
        // A periodic last mode in two directions is a product of cosines: the modes ±n/2 of both
        // axes, a quarter of the grid's energy each way, just as the policy says.
        #expect(isClose(v.energy(.one(on: fine.grid)), interpolant, 4 * roundoff(fine.count)))
        var dropped = u
        dropped.dropLastModes()
        let energy = dropped.prolonged(to: fine).energy(.one(on: fine.grid))
        #expect(
          isClose(
            energy, u.energy(.one(on: grid), lastMode: .drop), 4 * roundoff(fine.count), floor: 1e-3
          ))
        #expect(
          isClose(
            energy, dropped.energy(.one(on: grid)), 4 * roundoff(fine.count), floor: 1e-3))
      }
    }
  }

  @Test("Projection is orthogonal, and takes back what was prolonged")
  func projection() {
    for grid in grids {
      var v = Coefficients(Field<Double>.noise(on: grid))
      v.dropLastModes()
      for m in [2, 3] {
        let fine = refined(grid, m)
        let padded = v.prolonged(to: FunctionSpace<Double>(on: fine))
        #expect(padded.projected(to: v.space).values == v.values)
        let u = Field<Double>.noise(on: fine, seed: 2)
        let gap = u - u.projected(to: v.space).prolonged(to: u.space)
        let size = u.lebesgueNorm(2) * Field(padded).lebesgueNorm(2)
        #expect(abs(gap.inner(Field(padded))) <= roundoff(fine.count) * size, "\(grid)")
      }
    }
  }

  @Test("Prolonging in two steps is prolonging in one")
  func steps() {
    for grid in AxisKind.mixtures {
      let u = Coefficients(Field<Double>.noise(on: grid))
      let middle = FunctionSpace<Double>(on: refined(grid, 2))
      let fine = FunctionSpace<Double>(on: refined(grid, 3))
      #expect(
        u.prolonged(to: middle).prolonged(to: fine).values == u.prolonged(to: fine).values)
    }
  }
}
