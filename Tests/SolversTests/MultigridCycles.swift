import Discretizations
import Fields
import Formulas
import Grids
import Solvers
import Testing
import _TestSupport

/// M⁻¹ of a multigrid cycle: symmetric, positive, Galerkin's, exact where it can be.
@Suite struct MultigridCycles {
  private let a: [Formula] = [
    try! Formula("if(sin(7*x) > 0.3, 1000, 1) + x^2"),
    try! Formula("if(sin(5*x + 3*y) > 0, 1, 1e-3)"),
    try! Formula("exp(3*sin(9*x)*cos(4*y)) + if(sin(6*(x + y + z)) > 0.5, 100, 0)"),
  ]
  private let c = try! Formula("1 + x^2")
  /// To half of this the columns of L are rounded.
  private let unit = 0x1p-15

  private let grids: [Grid] =
    AxisKind.all.flatMap { kind in [1, 2, 3, 4, 5, 7, 8, 13].map { Grid(kind.axis($0, -0.5, 2)) } }
    + AxisKind.all.indices.flatMap { i -> [Grid] in
      let (x, y, z) = (AxisKind.all[i], AxisKind.all[(i + 3) % 10], AxisKind.all[(i + 7) % 10])
      return [
        Grid(x.axis(11, 0, 2), y.axis(7, -1, 0.5)), Grid(y.axis(5, 0, 3), x.axis(8, 1, 2)),
        Grid(x.axis(16), x.axis(9)), Grid(x.axis(1), y.axis(6)), Grid(y.axis(2), x.axis(3)),
        Grid(x.axis(4, 0, 2), y.axis(5, -1, 0.5), z.axis(6, 0, 1)),
        Grid(z.axis(3, 0, 2), x.axis(2, -1, 0.5), y.axis(7, 0, 1)),
        Grid(z.axis(1, 0, 2), x.axis(5, -1, 0.5), y.axis(4, 0, 1)),
      ]
    } + AxisKind.tori + Self.long

  /// Cells that are long along one axis, along two by different amounts, and along two alike: lines are
  /// relaxed along each axis, and an axis waits beside lines and beside points.
  private static let long: [Grid] = AxisKind.all.indices.flatMap { i -> [Grid] in
    let (x, y, z) = (AxisKind.all[i], AxisKind.all[(i + 3) % 10], AxisKind.all[(i + 7) % 10])
    return [
      Grid(x.axis(9, 0, 60), y.axis(8)), Grid(y.axis(7), x.axis(11, 0, 60)),
      Grid(x.axis(5, 0, 30), y.axis(4, 0, 25), z.axis(7)),
      Grid(y.axis(4, 0, 25), x.axis(7), z.axis(5, 0, 30)),
      Grid(z.axis(6), x.axis(5, 0, 40), y.axis(4, 0, 30)),
      Grid(x.axis(5), y.axis(6, 0, 20), z.axis(5)), Grid(x.axis(5, 0, 20), y.axis(5), z.axis(6)),
      Grid(y.axis(5), z.axis(6, 0, 6), x.axis(4, 0, 30)),
    ]
  }

  /// The ratio of the largest conductance to the smallest, with a at the points: the sums of a sweep are
  /// rounded to ε of the largest and divided by the smallest.
  private func contrast(_ a: Formula, _ space: FunctionSpace<Double>) -> Double {
    let values = Field(sampling: a, in: space).values
    let squares = space.grid.axes.map { Double($0.spacing * $0.spacing) }
    return values.max()! / values.min()! * squares.max()! / squares.min()!
  }

  private func coefficients(_ grid: Grid) -> [Formula] {
    a.filter { $0.coordinates.allSatisfy { $0.rawValue < grid.rank } }
  }

  private func multigrid(
    _ a: Formula, _ c: Formula, _ space: FunctionSpace<Double>, direct: Int = 3
  ) throws -> Multigrid<Double> {
    try Multigrid(
      SecondOrderOperator(.scalar(a), reaction: c, rank: space.grid.rank), in: space,
      direct: direct)
  }

  private func form(
    _ a: Formula, _ c: Formula, _ space: FunctionSpace<Double>
  ) throws -> EnergyForm<Double> {
    try EnergyForm(
      diffusion: [a], reaction: c, scheme: Scheme(.staggered(order: 2)), in: space)
  }

  private func noise(_ space: FunctionSpace<Double>, _ seed: UInt64) -> Field<Double> {
    Field(in: space, values: whiteNoise(space.count, seed: seed))
  }

  /// (M⁻¹ r, s) = (r, M⁻¹ s), (M⁻¹ r, r) > 0 and (M⁻¹ A u, A u) ≤ (u, A u): the cycle reduces the
  /// energy of every error, on every kind of axis, with and without constants in the kernel.
  @Test func theCycleIsSymmetricPositiveAndReducesTheEnergy() throws {
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      for (k, a) in coefficients(grid).enumerated() {
        for reaction in [c, 0] {
          let form = try form(a, reaction, space)
          let multigrid = try multigrid(a, reaction, space)
          let isSingular = grid.hasConstants && reaction.isZero
          var (r, s) = (noise(space, 1), noise(space, 2))
          if isSingular {
            r.add(-r.mean)
            s.add(-s.mean)
          }
          var (mr, ms) = (r, s)
          multigrid.precondition(&mr)
          multigrid.precondition(&ms)
          let size = (mr.inner(r) * ms.inner(s)).squareRoot()
          #expect(mr.inner(r) > 0 || grid.count == 1, "\(k) \(grid)")
          // Coarse vectors are rounded to ε = 2⁻²⁴, which changes M⁻¹ r by ε max |M⁻¹ r| at points whose
          // links are 4d k_max: as below, by ε n √(4d k_max/k_min) in the energy.
          let single =
            Double(Float.ulpOfOne) * Double(grid.count)
            * (4 * Double(grid.rank) * contrast(a, space)).squareRoot()
          #expect(abs(mr.inner(s) - r.inner(ms)) <= single * size, "\(k) \(grid)")
          // The spectrum of M⁻¹A is in (0, 1], but for the rounding of L.
          var z = form.applied(to: r)
          let energy = form(r)
          let residual = z
          multigrid.precondition(&z)
          let last = Double(multigrid.levels.last!.reduce(1, *))
          let bound = unit * (1 + last * (4 * Double(grid.rank) * contrast(a, space)).squareRoot())
          #expect(
            z.inner(residual) <= energy * (1 + bound), "\(k) \(grid) \(z.inner(residual)) \(energy)"
          )
          #expect(z.inner(residual) > 0 || energy == 0, "\(k) \(grid)")
        }
      }
    }
  }

  /// S_H = Pᵀ S P on every level, but where an axis waits: what is lumped there ``MultigridMatrices`` has entry by
  /// entry. P 1 = 1 where constants are the kernel.
  @Test func coarseOperatorsAreGalerkins() throws {
    for grid in grids where grid.rank > 1 {
      let space = FunctionSpace<Double>(on: grid)
      for a in coefficients(grid) {
        for reaction in [c, 0] {
          let multigrid = try multigrid(a, reaction, space)
          let levels = multigrid.levels
          for l in levels.indices.dropLast() {
            let n = levels[l + 1].reduce(1, *)
            if grid.hasConstants, reaction.isZero {
              let one = multigrid.prolongation(level: l, Array(repeating: 1, count: n))
              #expect(one.allSatisfy { $0 == 1 }, "\(grid) \(levels[l])")
            }
            if zip(levels[l], levels[l + 1]).contains(where: { $0 > 2 && $0 == $1 }) { continue }
            let (u, v): ([Double], [Double]) = (whiteNoise(n, seed: 5), whiteNoise(n, seed: 6))
            let (pu, pv) = (
              multigrid.prolongation(level: l, u), multigrid.prolongation(level: l, v)
            )
            func dot(_ x: [Double], _ y: [Double]) -> Double {
              zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
            }
            let fine = dot(pv, multigrid.product(level: l, pu))
            let coarse = dot(v, multigrid.product(level: l + 1, u))
            // Conductances are rounded to single precision.
            let size =
              (dot(pu, multigrid.product(level: l, pu))
              * dot(pv, multigrid.product(level: l, pv))).squareRoot()
            #expect(
              abs(fine - coarse) <= 16 * Double(Float.ulpOfOne) * size, "\(grid) \(levels[l])")
          }
        }
      }
    }
  }

  /// One dimension, or a single level: M = A.
  ///
  /// L is rounded by ε = 2⁻¹⁶ of its columns' largest entries, which changes Lᵀx by ε Σ |l| |x| ≤ ε max |x| at the
  /// pivots D ≤ 2d k_max. On n points max |x|² ≤ 2n E/k_min for the energy E (n links to where x is
  /// held, or as much through the reaction), whence √E changes by ε n √(4d k_max/k_min).
  @Test func smallSystemsAreSolved() throws {
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      let form = try form(a[0], c, space)
      let multigrid = try multigrid(a[0], c, space, direct: 1000)
      let u = noise(space, 4)
      var z = form.applied(to: u)
      multigrid.precondition(&z)
      let bound =
        unit * Double(grid.count) * (4 * Double(grid.rank) * contrast(a[0], space)).squareRoot()
      #expect(form(z - u) <= bound * bound * form(u), "\(grid)")
    }
  }
}
