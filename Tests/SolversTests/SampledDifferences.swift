import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Differences with mixed derivatives whose coefficients are sampled as they are applied.
@Suite(.serialized) struct SampledDifferences {
  /// Σ_cells Σ_i a_ii mean δᵢu δᵢφ + Σ_{i≠j} a_ij mean δᵢu · mean δⱼφ, and c, β at the nodes, a unit of
  /// volume: cell by cell and edge by edge.
  private struct Oracle {
    let op: SecondOrderOperator
    let robin: [BoxSide: Formula]
    let grid: Grid
    var nodes: [Int] { grid.axes.map { $0.isPeriodic ? $0.cells : $0.cells + 1 } }

    /// The first of an axis's nodes that is an unknown.
    func first(_ a: Int) -> Int { grid.axes[a].end(.lower) == .dirichlet ? 1 : 0 }

    /// Where so many half steps from the first node are.
    private func coordinate(_ a: Int, half: Int) -> Extended {
      let axis = grid.axes[a]
      let t = Extended(half) / 2 + (axis.placement == .cells ? 0.5 : 0)
      return axis.lower
        + (axis.isPeriodic && t >= Extended(axis.cells) ? t - Extended(axis.cells) : t)
        * axis.spacing
    }

    private func share(_ a: Int, _ node: Int) -> Extended {
      !grid.axes[a].isPeriodic && (node == 0 || node == grid.axes[a].cells) ? 0.5 : 1
    }

    func callAsFunction(_ w: [Extended]) -> [Extended] {
      var r = w.map { _ in Extended(0) }
      let (axes, corners) = (grid.axes.indices, indices(grid.axes.map { _ in 2 }))
      for cell in indices(grid.cells) {
        let x = axes.map { coordinate($0, half: 2 * cell[$0] + 1) }
        func node(_ corner: [Int]) -> Int {
          place(axes.map { (cell[$0] + corner[$0]) % nodes[$0] }, nodes)
        }
        let edges = axes.map { a in
          corners.filter { $0[a] == 0 }.map { lower in
            (node(lower), node(axes.map { $0 == a ? 1 : lower[$0] }))
          }
        }
        let count = Extended(edges[0].count)
        let means = axes.map { a in
          edges[a].reduce(Extended(0)) { $0 + w[$1.1] - w[$1.0] } / count / grid.axes[a].spacing
        }
        for i in axes {
          var mixed: Extended = 0
          for j in axes where j != i && !op.diffusion(i, j).isZero {
            mixed += op.diffusion(i, j).value(at: x) * means[j]
          }
          for (lower, upper) in edges[i] {
            let slope = (w[upper] - w[lower]) / grid.axes[i].spacing
            let flux =
              (op.diffusion(i, i).value(at: x) * slope + mixed) / count / grid.axes[i].spacing
            r[upper] += flux
            r[lower] -= flux
          }
        }
      }
      for (k, index) in indices(nodes).enumerated() {
        let x = axes.map { coordinate($0, half: 2 * index[$0]) }
        let shares = axes.map { share($0, index[$0]) }
        if !op.reaction.isZero { r[k] += shares.reduce(op.reaction.value(at: x), *) * w[k] }
        for (side, beta) in robin {
          let a = side.axis
          guard index[a] == (side.side == .lower ? 0 : grid.axes[a].cells) else { continue }
          let rest = shares.indices.filter { $0 != a }.reduce(Extended(1)) { $0 * shares[$1] }
          r[k] += beta.value(at: x) * rest / grid.axes[a].spacing * w[k]
        }
      }
      return r
    }
  }

  private static let kinds = AxisKind.all.filter {
    $0.boundary == .periodic || $0.placement == .nodes
  }

  /// Every kind in pairs and in triples; the smallest, odd, even and prime numbers of cells.
  private static let grids: [Grid] = {
    let n = kinds.count
    let plane = kinds.indices.flatMap { k in
      [(1, 3, 2), (2, 1, 5), (4, 4, 7), (1, 2, 1)].map { j, cells, others in
        Grid(kinds[k].axis(cells, 0, 2), kinds[(k + j) % n].axis(others, -1, 0.5))
      }
    }
    let space = kinds.indices.flatMap { k in
      [(1, 3, 2, 5), (4, 1, 3, 2), (2, 2, 1, 4)].map { i, j, cells, others in
        Grid(
          kinds[k].axis(cells, 0, 2), kinds[(k + i) % n].axis(2, -1, 0.5),
          kinds[(k + j) % n].axis(others, 0, 1))
      }
    }
    return (plane + space).filter { $0.count > 0 }
  }()

  private func operators(_ rank: Int) throws -> [SecondOrderOperator] {
    let rows = try [
      ["2 + x", "1/2 + x/4", "x/3"], ["1/2 + x/4", "1 + x^2", "y/4"], ["x/3", "y/4", "1 + x^2/2"],
    ].prefix(rank).map { try $0.prefix(rank).map { try Formula($0) } }
    var sparse = rows
    for i in 0..<rank { for j in 0..<rank where abs(i - j) == 2 { sparse[i][j] = 0 } }
    return [
      SecondOrderOperator(.tensor(rows), reaction: try Formula("2 + x*y"), rank: rank),
      SecondOrderOperator(.tensor(sparse), reaction: 3, rank: rank),
    ]
  }

  private func expectTheForm<Scalar: TransformScalar>(_: Scalar.Type) throws {
    for grid in Self.grids {
      let space = FunctionSpace<Scalar>(on: grid)
      let sides = grid.sides.filter { grid.end($0) == .neumann }
      let robin = Dictionary(
        uniqueKeysWithValues: try sides.map { ($0, try Formula("1 + x^2").trace(on: $0, of: grid)) }
      )
      for op in try operators(grid.rank) {
        let oracle = Oracle(op: op, robin: robin, grid: grid)
        var form = try ElementForm<Scalar>(differences: op, robin: robin, in: space)
        let places = indices(grid.shape).map { index in
          place(grid.axes.indices.map { index[$0] + oracle.first($0) }, oracle.nodes)
        }
        let weights = indices(grid.shape).map { index in
          grid.axes.indices.reduce(Extended(1)) {
            $0 * grid.axes[$1].weight(index[$1]) / grid.axes[$1].spacing
          }
        }
        // ‖A‖ is at most 4/h² an axis and a; the largest of a is below 8, β/h's below 10/h.
        let size = 8 * grid.axes.reduce(1) { $0 + 16 / Extended($1.spacing * $1.spacing) }
        let bound = Extended(roundoff(grid.count, Scalar.self)) * size
        let u: [Scalar] = whiteNoise(space.count, seed: 3)
        var values = [Extended](repeating: 0, count: oracle.nodes.reduce(1, *))
        for (i, k) in places.enumerated() { values[k] = Extended(u[i]) }
        let exact = oracle(values)
        // Sampled, and what a problem takes: a matrix in the plane.
        let taken: any SymmetricForm<Scalar> = try SecondOrderProblem(op, source: 0, robin: robin)
          .energy(in: space, scheme: Scheme(.staggered(order: 2)))
        for result in [
          form.applied(to: Field(in: space, values: u)),
          taken.applied(to: Field(in: space, values: u)),
        ] {
          for (i, k) in places.enumerated() {
            #expect(abs(Extended(result.values[i]) - exact[k] / weights[i]) <= bound, "\(grid)")
          }
        }
        // (A u, v) = (u, A v), and the energy is the oracle's, whose rows hold a share of a cell each.
        let (f, g) = (
          Field(in: space, values: u), Field<Scalar>(in: space, values: whiteNoise(space.count))
        )
        let volume = Extended(grid.volume)
        #expect(abs(Extended(taken(f, g) - taken(g, f))) <= 3 * bound * volume, "\(grid)")
        let cell = grid.axes.reduce(Extended(1)) { $0 * $1.spacing }
        let energy = places.enumerated().reduce(Extended(0)) {
          $0 + exact[$1.element] * values[$1.element] * cell
        }
        #expect(abs(Extended(taken(f)) - energy) <= 3 * bound * volume, "\(grid)")
        // D A D u = D (A (D u)), on the sides as well.
        let d = (whiteNoise(space.count, seed: 5) as [Scalar]).map { 1 + $0 / 2 }
        let unscaled = form.applied(to: Field(in: space, values: zip(d, u).map { $0 * $1 })).values
        form.scaling = d
        let scaled = form.applied(to: Field(in: space, values: u)).values
        for i in d.indices {
          #expect(abs(Extended(scaled[i] - d[i] * unscaled[i])) <= bound, "\(grid)")
        }
        let w: [Scalar] = whiteNoise(oracle.nodes.reduce(1, *), seed: 7)
        let expected = oracle(w.map { Extended($0) })
        let image = form.image(ofClosed: w)
        for (i, k) in places.enumerated() {
          #expect(abs(Extended(image[i]) - expected[k]) <= bound, "\(grid) \(i)")
        }
      }
    }
  }

  /// The form at the unknowns and for closed values, scaled and not, on every kind of grid, with Robin
  /// sides where there can be some.
  @Test func theFormIsTheSumOverCells() throws {
    try expectTheForm(Double.self)
    try expectTheForm(Float.self)
    #if arch(x86_64)
      try expectTheForm(Float80.self)
    #endif
  }

  /// Slabs of every number of threads, planes sampled together and one by one.
  @Test func theNumberOfThreadsDoesNotMatter() throws {
    for cells in [[17, 40, 41], [17, 70, 70], [37, 600]] {
      let a = try Formula("exp(sin(3*x)*y)")
      let rows = cells.indices.map { i in cells.indices.map { i == $0 ? 2 * a : a / 2 } }
      let op = SecondOrderOperator(
        .tensor(rows), reaction: try Formula("x^2*y^2"), rank: cells.count)
      for boundary in [Boundary.periodic, .bounded(lower: .neumann, upper: .dirichlet)] {
        let space = FunctionSpace<Double>(
          on: Grid(cells.map { Axis(0, 1, cells: $0, boundary: boundary) }))
        let form = try ElementForm<Double>(differences: op, robin: [:], in: space)
        let u = Field(in: space, values: whiteNoise(space.count) as [Double])
        let before = Threads.count
        defer { Threads.count = before }
        let results = [1, 2, 3, 5].map { count in
          Threads.count = count
          return form.applied(to: u).values
        }
        #expect(results.allSatisfy { $0 == results[0] }, "\(cells)")
      }
    }
  }

  /// Links, links with s by its rows, samples, and samples with D are one system: data on Dirichlet,
  /// Neumann and Robin sides, c = 0, c that is a number, that varies across rows and along them.
  @Test(arguments: ["0", "3", "1 + x", "1 + x + y"])
  func solutionsDoNotDependOnThePreconditioner(_ reaction: String) throws {
    let mixed = Boundary.bounded(lower: .dirichlet, upper: .neumann)
    let a = try Formula("exp(sin(3*x)*y)")
    let b = try Formula("sin(x + y)/6")
    for boundaries in [
      [mixed, .periodic], [.periodic, mixed], [.dirichlet, .dirichlet], [.periodic, .periodic],
      [.dirichlet, .periodic, .dirichlet],
    ] {
      let rank = boundaries.count
      let grid = Grid(
        boundaries.enumerated().map { Axis(0, 1, cells: 11 + $0, boundary: $1) })
      let space = FunctionSpace<Double>(on: grid)
      var data = BoundaryData()
      var robin: [BoxSide: Formula] = [:]
      for side in grid.sides {
        data.values[side] = try Formula("1 + x^2").trace(on: side, of: grid)
        if grid.end(side) == .neumann { robin[side] = 2 }
      }
      let rows = (0..<rank).map { i in (0..<rank).map { i == $0 ? a : b } }
      let op = SecondOrderOperator(
        .tensor(rows), reaction: try Formula(reaction), rank: rank)
      let problem = SecondOrderProblem(op, source: a, data: data, robin: robin)
      let solutions = try [IterationOptions.Preconditioner.multigrid, .symbol, .scaled].map {
        try problem.solve(
          in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled,
          options: IterationOptions(preconditioner: $0, tolerance: 1e-14)
        ).u
      }
      let size = grid.axes.reduce(1) { $0 + 16 / Double($1.spacing * $1.spacing) }
      // The largest sum of a row of the tensor: a ≤ e, |b| ≤ 1/6.
      let row = Double.exp(1) + Double(rank - 1) / 6
      for u in solutions.dropFirst() {
        #expect(
          (u - solutions[0]).largest()
            <= roundoff(grid.count) * size * row * max(1, solutions[0].largest()), "\(grid)")
      }
    }
  }
}
