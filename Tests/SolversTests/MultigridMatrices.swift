import Discretizations
import Fields
import Formulas
import Grids
import Solvers
import Testing
import _TestSupport

/// A multigrid cycle against its matrices: dense products, Gauss and Seidel point by point, and
/// elimination with pivots on the last level.
@Suite struct MultigridMatrices {
  private let contrast = 1e4
  /// Squares that touch at corners, which do not fit across a seam, and a layer that ends at two sides.
  private let a: [Formula] = [
    try! Formula("if(sin(2*x + 0.5)*sin(5*y + 0.3) > 0, 1e4, 1)"),
    try! Formula("if(abs(x - 0.3) < 0.2, 1e4, 1)"),
  ]

  private let grids: [Grid] =
    AxisKind.all.indices.flatMap { i -> [Grid] in
      let (x, y, z) = (AxisKind.all[i], AxisKind.all[(i + 3) % 10], AxisKind.all[(i + 7) % 10])
      return [
        Grid(x.axis(11, 0, 2), y.axis(7, -1, 0.5)), Grid(y.axis(8, 0, 2), x.axis(9, 0, 1)),
        Grid(x.axis(4, 0, 2), y.axis(5, -1, 0.5), z.axis(3, 0, 1)),
      ]
    } + AxisKind.tori

  private func operators(
    _ grid: Grid
  ) throws -> [(EnergyForm<Double>, Multigrid<Double>, isSingular: Bool)] {
    let space = FunctionSpace<Double>(on: grid)
    let diffusions = a.map { a in grid.axes.map { _ in a } } + [Array(turning.prefix(grid.rank))]
    return try diffusions.flatMap { a in
      try [Formula(1), Formula(0)].map { c in
        (
          try EnergyForm(
            diffusion: a, reaction: c, scheme: Scheme(.staggered(order: 2)), in: space),
          try Multigrid(
            SecondOrderOperator(.diagonal(a), reaction: c, rank: grid.rank), in: space, direct: 9),
          grid.hasConstants && c.isZero
        )
      }
    }
  }

  /// Every axis outweighs the others somewhere, by 100 at most: lines along each of them.
  private let turning: [Formula] = [
    try! Formula("10^(1 + sin(2*x + 0.5)*sin(5*y + 0.3))"),
    try! Formula("10^(1 - sin(2*x + 0.5)*sin(5*y + 0.3))"),
    try! Formula("10^(1 + cos(2*x + 0.5)*sin(7*z))"),
  ]

  private func dot(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The columns of a linear map of n numbers.
  private func columns(_ n: Int, _ map: ([Double]) -> [Double]) -> [[Double]] {
    (0..<n).map { j in map((0..<n).map { $0 == j ? 1 : 0 }) }
  }

  /// S_H = Pᵀ S P entry by entry; of links along an axis that waits, with Δ_C = P_pC − P_qC′,
  /// Σ k ½(P_pC + P_qC′)(u_C − u_C′)² + ½k (Σ Δ_C u_C)² + ½k (Σ Δ_C u_C′)².
  ///
  /// Up to eight cells add to a link, each rounded twice to single precision: 8 ε of the sum of
  /// magnitudes |P|ᵀ|S||P| and of what is lumped, and of all links together on the diagonal.
  @Test func coarseMatricesAreGalerkins() throws {
    for grid in grids {
      for (_, multigrid, _) in try operators(grid) {
        let counts = multigrid.levels.map { $0.reduce(1, *) }
        for l in counts.indices.dropLast() {
          let p = columns(counts[l + 1]) { multigrid.prolongation(level: l, $0) }
          var s = columns(counts[l]) { multigrid.product(level: l, $0) }
          let coarse = columns(counts[l + 1]) { multigrid.product(level: l + 1, $0) }
          let sizes = s.map { $0.map(\.magnitude) }
          let lumped = lump(&s, p, multigrid.levels[l], multigrid.levels[l + 1])
          for j in p.indices {
            let sp = s.map { dot($0, p[j]) }
            let size = sizes.map { dot($0, p[j].map(\.magnitude)) }
            let bounds = p.map { dot($0.map(\.magnitude), size) }
            for i in p.indices {
              let bound = (i == j ? bounds.reduce(0, +) : bounds[i]) + lumped[j][i].magnitude
              #expect(
                abs(dot(p[i], sp) + lumped[j][i] - coarse[j][i])
                  <= 8 * Double(Float.ulpOfOne) * bound,
                "\(grid) \(l) \(i) \(j)")
            }
          }
        }
      }
    }
  }

  /// Takes the links along axes that wait out of S, where these have no others; their lumped matrix.
  private func lump(
    _ s: inout [[Double]], _ p: [[Double]], _ shape: [Int], _ coarse: [Int]
  ) -> [[Double]] {
    var lumped = p.map { _ in p.map { _ in 0.0 } }
    let (points, corners) = (indices(shape), indices(coarse))
    for a in shape.indices where shape[a] > 2 && coarse[a] == shape[a] {
      func differs(_ i: Int, _ j: Int) -> (here: Bool, elsewhere: Bool) {
        let others = shape.indices.filter { $0 != a }
        return (
          points[i][a] != points[j][a], others.contains { points[i][$0] != points[j][$0] }
        )
      }
      let links = points.indices.flatMap { i in
        points.indices.filter { $0 > i && s[i][$0] != 0 }.map { (i, $0) }
      }
      if links.contains(where: { differs($0, $1) == (true, true) }) { continue }
      for (i, j) in links where differs(i, j) == (true, false) {
        let k = -s[i][j]
        (s[i][j], s[j][i]) = (0, 0)
        s[i][i] -= k
        s[j][j] -= k
        // The corners of both planes that are beside each other.
        let pairs = corners.indices.filter { corners[$0][a] == points[i][a] }.map { c in
          var beside = corners[c]
          beside[a] = points[j][a]
          return (c, corners.firstIndex(of: beside)!)
        }
        for (c, d) in pairs {
          let weight = 0.5 * k * (p[c][i] + p[d][j])
          lumped[c][c] += weight
          lumped[d][d] += weight
          lumped[c][d] -= weight
          lumped[d][c] -= weight
          for (e, f) in pairs {
            let product = 0.5 * k * (p[c][i] - p[d][j]) * (p[e][i] - p[f][j])
            lumped[c][e] += product
            lumped[d][f] += product
          }
        }
      }
    }
    return lumped
  }

  /// M⁻¹A u is one cycle from zero for S u.
  ///
  /// S differs from A by the rounding of its conductances, ε = 2⁻²⁴ in the energy, and the last level's
  /// solution by that of L, to 2⁻¹⁶ of a column's largest entry: 2⁻¹⁶ n √(4d k_max/k_min) in the
  /// energy's root on n points.
  @Test func theCycleIsThatOfItsMatrices() throws {
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      for (form, multigrid, isSingular) in try operators(grid) {
        var u = Field<Double>(in: space, values: whiteNoise(space.count, seed: 3))
        if isSingular { u.add(-u.mean) }
        var z = form.applied(to: u)
        multigrid.precondition(&z)
        let dense = DenseCycle(multigrid, grid, isSingular: isSingular)
        let right = multigrid.product(level: 0, u.values)
        var expected = Field<Double>(in: space, values: dense.solve(right))
        if isSingular { expected.add(-expected.mean) }
        let last = Double(multigrid.levels.last!.reduce(1, *))
        let bound =
          0x1p-15 * (1 + last * (4 * Double(grid.rank) * contrast).squareRoot())
        #expect(form(z - expected) <= bound * bound * form(u), "\(grid)")
      }
    }
  }

  /// M⁻¹ has a symmetric matrix in the grid's inner product, and the eigenvalues of M⁻¹A are in (0, 1].
  ///
  /// Coarse vectors are rounded to ε = 2⁻²⁴, which changes the columns of M⁻¹ by ε n √(4d k_max/k_min) in
  /// the energy.
  @Test func theMatrixIsSymmetricPositive() throws {
    for grid in grids where grid.count <= 42 {
      let space = FunctionSpace<Double>(on: grid)
      let weights = gridWeights(grid)
      for (form, multigrid, isSingular) in try operators(grid) {
        // C of M⁻¹ = C W
        let c = weights.indices.map { j -> [Double] in
          var r = Field<Double>(
            in: space, values: weights.indices.map { $0 == j ? 1 / weights[j] : 0 })
          multigrid.precondition(&r)
          return r.values
        }
        let size = c.indices.map { c[$0][$0].magnitude }.max()!
        let single =
          Double(Float.ulpOfOne) * Double(grid.count)
          * (4 * Double(grid.rank) * contrast).squareRoot()
        for i in c.indices {
          for j in 0..<i {
            #expect(
              abs(c[i][j] - c[j][i]) <= single * size, "\(grid) \(i) \(j)")
          }
        }
        let s = columns(grid.count) { x in
          zip(form.applied(to: Field(in: space, values: x)).values, weights).map { $0 * $1 }
        }
        let eigen = SymmetricEigen(s)
        // √S C √S in the eigenvectors of S
        let roots = eigen.values.map { max(0, $0).squareRoot() }
        let cv = columns(grid.count) { x in c.indices.map { i in dot(c.map { $0[i] }, x) } }
        let vectors = roots.indices.map { k in eigen.vectors.map { $0[k] } }
        let images = vectors.map { v in cv.indices.map { i in dot(cv.map { $0[i] }, v) } }
        let both = SymmetricEigen(
          roots.indices.map { i in
            roots.indices.map { j in
              0.5 * roots[i] * roots[j] * (dot(vectors[i], images[j]) + dot(vectors[j], images[i]))
            }
          }
        ).values
        let last = Double(multigrid.levels.last!.reduce(1, *))
        let bound =
          0x1p-15 * (1 + last * (4 * Double(grid.rank) * contrast).squareRoot())
        #expect(both.last! <= 1 + bound, "\(grid)")
        #expect(both[isSingular ? 1 : 0] > bound || grid.count == 1, "\(grid) \(both[0])")
      }
    }
  }

  /// The weight of every point in the grid's inner product, over a cell.
  private func gridWeights(_ grid: Grid) -> [Double] {
    grid.axes.reduce([1.0]) { list, axis in
      list.flatMap { w in axis.weights.map { w * Double($0 / axis.spacing) } }
    }
  }
}

/// The cycle by dense matrices.
private struct DenseCycle {
  /// S of each level, the finest first.
  let matrices: [[[Double]]]
  /// P from each level but the first to the one before, by columns.
  let transfers: [[[Double]]]
  /// The points of each level in the order of a sweep, alone or by lines.
  let orders: [[[Int]]]
  let isSingular: Bool

  init(_ multigrid: Multigrid<Double>, _ grid: Grid, isSingular: Bool) {
    let levels = multigrid.levels
    let counts = levels.map { $0.reduce(1, *) }
    func columns(_ n: Int, _ map: ([Double]) -> [Double]) -> [[Double]] {
      (0..<n).map { j in map((0..<n).map { $0 == j ? 1 : 0 }) }
    }
    matrices = counts.indices.map { l in
      columns(counts[l]) { multigrid.product(level: l, $0) }
    }
    transfers = counts.indices.dropLast().map { l in
      columns(counts[l + 1]) { multigrid.prolongation(level: l, $0) }
    }
    // Along each axis every second point, and the last of an odd circle, or that a Neumann end adds to
    // those kept; those left out come last.
    orders = counts.indices.map { l in
      let shape = levels[l]
      let points = indices(shape)
      func order(_ line: Int?) -> [[Int]] {
        let colours = points.map { point in
          point.indices.map { a -> Int in
            if a == line { return 0 }
            let axis = grid.axes[a]
            let isCoarsened = l + 1 < levels.count && levels[l + 1][a] < shape[a]
            let left = axis.end(.lower) == .dirichlet ? 0 : 1
            let isAdded =
              axis.isPeriodic
              ? shape[a] > 1 && shape[a] % 2 == 1
              : isCoarsened && axis.end(.upper) != .dirichlet && (shape[a] - 1) % 2 == left
            if isAdded && point[a] == shape[a] - 1 { return 2 }
            return isCoarsened && point[a] % 2 == left ? 3 : point[a] % 2
          }
        }
        let order = points.indices.sorted {
          colours[$0] == colours[$1] ? $0 < $1 : colours[$0].lexicographicallyPrecedes(colours[$1])
        }
        guard let line else { return order.map { [$0] } }
        return order.filter { points[$0][line] == 0 }.map { first in
          points.indices.filter { p in
            points[p].indices.allSatisfy { $0 == line || points[p][$0] == points[first][$0] }
          }
        }
      }
      let lines = l + 1 < levels.count ? multigrid.lines(level: l) : []
      return lines.isEmpty ? order(nil) : lines.flatMap { order($0) }
    }
    self.isSingular = isSingular
  }

  func solve(_ b: [Double]) -> [Double] {
    var x = [Double](repeating: 0, count: b.count)
    cycle(0, b, &x)
    return x
  }

  private func dot(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func sweep(_ l: Int, _ order: [[Int]], _ b: [Double], _ x: inout [Double]) {
    let s = matrices[l]
    for line in order where s[line[0]][line[0]] > 0 {
      let step = denseSolve(
        line.map { p in line.map { Extended(s[p][$0]) } },
        line.map { Extended(b[$0] - dot(s[$0], x)) })
      for (p, step) in zip(line, step) { x[p] += Double(step) }
    }
  }

  private func cycle(_ l: Int, _ b: [Double], _ x: inout [Double]) {
    guard l < transfers.count else { return x = eliminate(l, b) }
    for _ in 0..<max(1, l) { sweep(l, orders[l], b, &x) }
    let residual = zip(b, matrices[l].map { dot($0, x) }).map { $0 - $1 }
    let right = transfers[l].map { dot($0, residual) }
    var y = [Double](repeating: 0, count: right.count)
    cycle(l + 1, right, &y)
    if l > 0, l + 1 < transfers.count { cycle(l + 1, right, &y) }
    for (c, column) in transfers[l].enumerated() {
      for p in x.indices { x[p] += column[p] * y[c] }
    }
    for _ in 0..<max(1, l) { sweep(l, orders[l].reversed(), b, &x) }
  }

  /// S⁻¹ b; beside constants the solution of zero mean, by a multiplier.
  private func eliminate(_ l: Int, _ b: [Double]) -> [Double] {
    var s = matrices[l].map { $0.map { Extended($0) } }
    var b = b.map { Extended($0) }
    let n = b.count
    if isSingular {
      for p in 0..<n { s[p].append(1) }
      s.append([Extended](repeating: 1, count: n) + [0])
      b.append(0)
    }
    return denseSolve(s, b).prefix(n).map { Double($0) }
  }
}
