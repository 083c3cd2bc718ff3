import Fields
import Grids
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct AxisMapTests {
  @Test("(A u)·v = u·(Aᵀ v), along every axis")
  func adjoint() {
    for grid in AxisKind.mixtures {
      for a in grid.axes.indices {
        guard let target = grid.axes[a].staggered else { continue }
        let map = AxisMap<Double>(
          .difference * .difference * .difference, on: grid.axes[a],
          at: (0..<target.count).map { target.firstHalf + 2 * $0 })
        let other = grid.replacing(a, by: target)
        let u: [Double] = whiteNoise(grid.count)
        let v: [Double] = whiteNoise(other.count, seed: 2)
        let x = zip(map.apply(u, shape: grid.shape, axis: a), v).reduce(0) { $0 + $1.0 * $1.1 }
        let back = map.transposed.apply(v, shape: other.shape, axis: a)
        let y = zip(u, back).reduce(0) { $0 + $1.0 * $1.1 }
        // δ³ has absolute row sum 8.
        #expect(abs(x - y) <= 8 * roundoff(grid.count) * Double(max(grid.count, other.count)))
        // The same sums in the same order.
        #expect(map.applyAdjoint(v, shape: other.shape, axis: a) == back)
      }
    }
  }

  @Test("A stencil on a field is the map of its reflections, where the target's points are")
  func stencils() {
    for grid in grids {
      for (a, axis) in grid.axes.enumerated() {
        guard let target = axis.staggered else { continue }
        let u = Field<Double>.noise(on: grid)
        let v = u.applying(.difference, axis: a, onto: target)
        #expect(v.grid == grid.replacing(a, by: target))
        let inner = grid.shape[(a + 1)...].reduce(1, *)
        for (p, value) in v.values.enumerated() {
          let j = p / inner % target.count
          let outer = p / inner / target.count
          func at(_ half: Int) -> Double {
            axis.reflected(half: half).map {
              Double($0.sign) * u.values[(outer * axis.count + $0.index) * inner + p % inner]
            } ?? 0
          }
          let half = target.firstHalf + 2 * j
          #expect(value == at(half + 1) - at(half - 1))
        }
      }
    }
  }

  @Test("Closed linear elements: mass and stiffness are the reflected stencils")
  func closedAxes() {
    for kind in AxisKind.all {
      for n in sizes {
        let axis = kind.axis(n, 0, 2)
        guard axis.isPeriodic || axis.placement == .nodes else { continue }
        let closed = ClosedAxis<Double>(axis)
        let u: [Double] = whiteNoise(axis.count)
        // Closed values of a function of the space: zero on a Dirichlet end.
        let values = (0..<closed.count).map { i -> Double in
          let j = i - closed.offset
          return (0..<axis.count).contains(j) ? u[j] : 0
        }
        let field = Field(in: FunctionSpace<Double>(on: Grid(axis)), values: u)
        let mass = Stencil([
          .init(half: -2, weight: 1 / 6), .init(half: 0, weight: 2 / 3),
          .init(half: 2, weight: 1 / 6),
        ])
        let expected = field.applying(mass, axis: 0, onto: axis).values
        let found = closed.mass.apply(values, shape: [closed.count], axis: 0)
        for (x, y) in zip(found, expected) { #expect(abs(x - y) <= 8 * .ulpOfOne) }
        let h = axis.spacing
        let stiffness = (-1 / (h * h)) * (Stencil.difference * Stencil.difference)
        let second = field.applying(stiffness, axis: 0, onto: axis).values
        let third = closed.stiffness.apply(values, shape: [closed.count], axis: 0)
        for (x, y) in zip(third, second) { #expect(abs(x - y) <= 16 * .ulpOfOne / Double(h * h)) }
      }
    }
  }

  @Test("Closed evaluation interpolates linearly")
  func closedEvaluation() {
    for kind in AxisKind.all {
      let axis = kind.axis(5, -1, 2)
      guard axis.placement == .nodes, !axis.isPeriodic else { continue }
      let closed = ClosedAxis<Double>(axis)
      let line = closed.coordinates.map { 3 * $0 - 1 }
      let values = closed.evaluation(offset: 0.25).apply(line, shape: [closed.count], axis: 0)
      for (c, value) in values.enumerated() {
        let x = Double(axis.place(cell: c, offset: 0.25))
        #expect(isClose(value, 3 * x - 1, 16 * .ulpOfOne, floor: 4))
      }
      let slope = closed.evaluation(offset: 0.25, derivative: 1)
        .apply(line, shape: [closed.count], axis: 0)
      for value in slope { #expect(isClose(value, 3, 64 * .ulpOfOne)) }
    }
  }
}
