import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// What a cycle with three links a point inverts beside multilinear elements in space.
@Suite(.serialized) struct ElementCycles {
  private let nodes = AxisKind.all.filter { $0.placement == .nodes }
  private let kinds = AxisKind.all.filter { $0.boundary == .periodic || $0.placement == .nodes }

  /// Every kind of axis among some of these: 1, 2, odd, even and prime numbers of cells.
  private func grids(_ kinds: [AxisKind]) -> [Grid] {
    kinds.indices.flatMap { k -> [Grid] in
      let (x, y, z) = (
        kinds[k], kinds[(k + 1) % kinds.count], kinds[(k + 3) % kinds.count]
      )
      return [
        Grid(x.axis(4, 0, 2), y.axis(3, -1, 0.5), z.axis(5, 0, 1)),
        Grid(x.axis(1), z.axis(7, 0, 2), y.axis(2)), Grid(z.axis(6), x.axis(2), x.axis(3)),
      ]
    }
  }

  private func cycle(
    _ op: SecondOrderOperator, _ robin: [BoxSide: Formula] = [:], _ space: FunctionSpace<Double>
  ) throws -> ElementCycle<Double> {
    try ElementCycle(op, robin: robin, in: space, points: 3, over: 1)
  }

  /// Numbers of a contrast of 10⁶ that change from cell to cell.
  private func cellwise(_ grid: Grid) throws -> Formula {
    let j = ["x", "y", "z"].enumerated().map { i, name in
      "floor((\(name) - \(Double(grid.axes[i].lower)))/\(Double(grid.axes[i].spacing)))"
    }
    return try Formula("10^(3*mod(2*\(j[0]) + 5*\(j[1]) + \(j[1])*\(j[2]) + 3*\(j[2]), 3))")
  }

  private func robin(_ grid: Grid) -> [BoxSide: Formula] {
    Dictionary(
      uniqueKeysWithValues: grid.sides.filter { grid.end($0) == .neumann }.map { ($0, Formula(2)) })
  }

  /// W A and D, a column for each unknown, both over the roots of D's diagonal.
  private func matrices(
    _ op: SecondOrderOperator, _ robin: [BoxSide: Formula], _ grid: Grid
  ) throws -> (a: [[Double]], d: [[Double]]) {
    let space = FunctionSpace<Double>(on: grid)
    let form = try ElementForm<Double>(op, robin: robin, in: space, points: 3)
    let cycle = try cycle(op, robin, space).cycle
    let units = (0..<space.count).map { i in (0..<space.count).map { i == $0 ? 1.0 : 0 } }
    let a = units.map { unit in
      var image = form.applied(to: Field(in: space, values: unit))
      image.scaleEnds(by: 0.5)
      return image.values
    }
    let d = units.map { cycle.product(level: 0, $0) }
    let roots = d.indices.map { d[$0][$0].squareRoot() }
    func scaled(_ m: [[Double]]) -> [[Double]] {
      m.indices.map { i in m.indices.map { m[i][$0] / (roots[i] * roots[$0]) } }
    }
    return (scaled(a), scaled(d))
  }

  /// The least eigenvalue of c D − A.
  private func least(_ c: Double, _ d: [[Double]], _ a: [[Double]]) -> Double {
    SymmetricEigen(d.indices.map { i in d.indices.map { c * d[i][$0] - a[i][$0] } }).values[0]
  }

  /// What the sums of a link are rounded by, in single precision over 27 Gauss points of four elements; and
  /// an eigenvalue of n unknowns.
  private func roundoff(_ n: Int) -> Double {
    108 * Double(Float.ulpOfOne) / 2 + 16 * Double(n) * Double.ulpOfOne
  }

  private func tensor(_ a: Formula, _ r: Double) -> SecondOrderOperator.Diffusion {
    r == 0 ? .scalar(a) : .tensor((0..<3).map { i in (0..<3).map { i == $0 ? a : Formula(r) * a } })
  }

  /// λ/9 D ≤ A ≤ Λ D for an a that is a number in each cell, λ = 1 − r and Λ = 1 + 2r: whatever the
  /// contrast, on every kind of axis, β among it.
  @Test(arguments: [0, 0.5])
  func theDifferencesAreEquivalent(r: Double) throws {
    for grid in grids(nodes) {
      let op = SecondOrderOperator(tensor(try cellwise(grid), r), rank: 3)
      let (a, d) = try matrices(op, robin(grid), grid)
      let roundoff = roundoff(a.count)
      #expect(least(1 + 2 * r, d, a) >= -roundoff * (1 + 2 * r), "\(grid)")
      #expect(least(9 / (1 - r), a, d) >= -roundoff * 9 / (1 - r), "\(grid)")
    }
  }

  /// A ≤ 16/9 Λ D, and of diagonal a the diagonal of A is 4/9 of D's, wherever jumps are.
  @Test func everyEdgeHasItsOwnPart() throws {
    let a = try Formula("if((x - 0.4)^2 + (y - 0.1)^2 + (z - 0.6)^2 < 0.2, 1e6, 1)")
    let b = try Formula("if(sin(7*x + 2*y) > 0.3, 1e3, 1) + z^2")
    for grid in grids(kinds) {
      let diffusions: [(SecondOrderOperator.Diffusion, isDiagonal: Bool)] = [
        (.scalar(a), true), (.diagonal([a, b, 1]), true), (tensor(a, 0.5), false),
      ]
      for (diffusion, isDiagonal) in diffusions {
        // Of one number c its mass is at most what is lumped, too.
        let op = SecondOrderOperator(diffusion, reaction: isDiagonal ? 0 : 3, rank: 3)
        let (a, d) = try matrices(op, robin(grid), grid)
        let roundoff = roundoff(a.count)
        let largest: Double = isDiagonal ? 16 / 9 : 32 / 9
        #expect(least(largest, d, a) >= -roundoff * largest, "\(grid)")
        // Around a circle of one cell edges are points, and around one of two they are one edge.
        guard isDiagonal, grid.axes.allSatisfy({ !$0.isPeriodic || $0.cells > 2 }) else { continue }
        for i in a.indices { #expect(isClose(a[i][i], 4 / 9 * d[i][i], roundoff), "\(grid)") }
      }
    }
  }

  /// Of numbers sines are the eigenfunctions between Dirichlet sides, waves around circles:
  ///
  ///     M⁻¹A = (Σ a_i t_i m_j m_k + c m_i m_j m_k) (1/(Σ a_i t_i + c) + Σ_{i<j} t_i t_j/16 /(2 Σ a_i + c)),
  ///
  /// a_i over hᵢ². The last level is rounded as in ``MultigridCycles``: D⁻¹ by 2⁻¹⁵ n √(12 k_max/k_min) in the
  /// energy of D.
  @Test(arguments: [0, 3])
  func numbersHaveTheSymbol(reaction: Double) throws {
    for ends in [[1, 1, 1], [0, 1, 1], [1, 0, 0], [0, 0, 1], [0, 0, 0]] {
      for cells in [[4, 5, 6], [7, 3, 2], [2, 8, 5], [3, 1, 4]] {
        guard zip(ends, cells).allSatisfy({ $0 == 0 || $1 > 1 }) else { continue }
        let axes = zip(ends, cells).map { end, n in
          Axis(0, Extended(n), cells: n, boundary: end == 0 ? .periodic : .dirichlet)
        }
        let grid = Grid(axes)
        let space = FunctionSpace<Double>(on: grid)
        let strengths = [1.0, 3, 0.5]
        let op = SecondOrderOperator(
          .diagonal(strengths.map { Formula($0) }), reaction: Formula(reaction), rank: 3)
        let form = try ElementForm<Double>(op, robin: [:], in: space, points: 3)
        let cycle = try cycle(op, [:], space)
        for waves in indices(axes.map { $0.isPeriodic ? $0.cells : $0.cells - 1 }) {
          let k = zip(axes, waves).map { $0.isPeriodic ? $1 : $1 + 1 }
          let t = zip(axes, k).map { axis, k in
            2 - 2 * Double.cos((axis.isPeriodic ? 2 : 1) * .pi * Double(k) / Double(axis.cells))
          }
          // An axis of one point has no links, and of one cell no elements.
          let a = zip(strengths, axes).map { $1.isPeriodic && $1.cells == 1 ? 0 : $0 }
          let d = zip(a, t).reduce(reaction) { $0 + $1.0 * $1.1 }
          guard d > 1e-9 else { continue }
          let m = t.map { 1 - $0 / 6 }
          let energy =
            a[0] * t[0] * m[1] * m[2] + a[1] * t[1] * m[0] * m[2] + a[2] * t[2] * m[0] * m[1]
            + reaction * m[0] * m[1] * m[2]
          let faces = (t[0] * t[1] + t[0] * t[2] + t[1] * t[2]) / 16
          let expected = energy * (1 / d + faces / (2 * a.reduce(0, +) + reaction))
          let u = Field<Double>(
            in: space,
            values: indices(grid.shape).map { index in
              (0..<3).reduce(1) { product, a in
                let n = Double(axes[a].cells)
                return axes[a].isPeriodic
                  ? product * .cos(2 * .pi * Double(k[a] * index[a]) / n + 0.3)
                  : product * .sin(.pi * Double(k[a] * (index[a] + 1)) / n)
              }
            })
          var z = form.applied(to: u)
          cycle.precondition(&z)
          z.add(-expected, times: u)
          func square(_ v: Field<Double>) -> Double {
            zip(v.values, cycle.cycle.product(level: 0, v.values)).reduce(0) { $0 + $1.0 * $1.1 }
          }
          let conductances = a.filter { $0 > 0 }
          let bound =
            0x1p-15 * Double(grid.count)
            * (12 * (conductances.max()! / conductances.min()!)).squareRoot()
          #expect(square(z) <= bound * bound * square(u), "\(grid) \(k)")
        }
      }
    }
  }

  /// (M⁻¹ r, s) = (r, M⁻¹ s) and (M⁻¹ r, r) > 0, to the rounding of coarse vectors; on levels, too, and the same
  /// to the bit for every number of threads.
  @Test func theCycleIsSymmetricAndPositive() throws {
    let a = try Formula("exp(3*sin(9*x)*cos(4*y)) + if(sin(6*(x + y + z)) > 0.5, 100, 0)")
    let large = kinds.indices.map { k in
      Grid(kinds[k].axis(41), kinds[(k + 1) % 6].axis(24, 0, 2), kinds[(k + 3) % 6].axis(23))
    }
    for grid in grids(kinds) + large {
      let space = FunctionSpace<Double>(on: grid)
      let cycle = try cycle(SecondOrderOperator(.scalar(a), rank: 3), [:], space)
      var (r, s) = (
        Field<Double>(in: space, values: whiteNoise(space.count, seed: 1)),
        Field<Double>(in: space, values: whiteNoise(space.count, seed: 2))
      )
      if grid.hasConstants {
        r.add(-r.mean)
        s.add(-s.mean)
      }
      let before = Threads.count
      defer { Threads.count = before }
      let results = [1, 2, 3, 5].map { count in
        Threads.count = count
        var z = r
        cycle.precondition(&z)
        return z.values
      }
      #expect(results.allSatisfy { $0 == results[0] }, "\(grid)")
      let mr = Field(in: space, values: results[0])
      var ms = s
      cycle.precondition(&ms)
      let size = (mr.inner(r) * ms.inner(s)).squareRoot()
      #expect(mr.inner(r) > 0 || grid.count == 1, "\(grid)")
      let single = Double(Float.ulpOfOne) * Double(grid.count) * (12.0 * 121 * 64).squareRoot()
      #expect(abs(mr.inner(s) - r.inner(ms)) <= single * size, "\(grid)")
    }
  }
}
