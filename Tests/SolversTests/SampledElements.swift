import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Multilinear elements whose coefficients are sampled as they are applied.
@Suite(.serialized) struct SampledElements {
  /// a(w, φ) on every node, element by element and Gauss point by Gauss point, a unit of volume.
  private struct Oracle {
    let op: SecondOrderOperator
    let robin: [BoxSide: Formula]
    let grid: Grid
    let points: Int
    var nodes: [Int] { grid.axes.map { $0.isPeriodic ? $0.cells : $0.cells + 1 } }

    /// The first of an axis's nodes that is an unknown.
    func first(_ a: Int) -> Int { grid.axes[a].end(.lower) == .dirichlet ? 1 : 0 }

    /// Gauss points of an element: where from its lower node to the upper one, and their weights.
    private func rule(_ axis: Axis) -> [(xi: Extended, weight: Extended)] {
      let rule = GaussRule(points: points)
      let pairs = zip(rule.points, rule.weights)
      // Around a circle of cells the elements lie between the cells' middles.
      guard axis.placement == .cells else { return pairs.map { ($0, $1) } }
      return pairs.map { ($0 / 2, $1 / 2) } + pairs.map { ((1 + $0) / 2, $1 / 2) }
    }

    private func coordinate(_ axis: Axis, _ element: Int, _ xi: Extended) -> Extended {
      guard axis.placement == .cells else {
        return axis.lower + (Extended(element) + xi) * axis.spacing
      }
      let t = Extended(element) + 0.5 + xi
      return axis.lower + (t < Extended(axis.cells) ? t : t - Extended(axis.cells)) * axis.spacing
    }

    func callAsFunction(_ w: [Extended]) -> [Extended] {
      var r = w.map { _ in Extended(0) }
      let all = grid.axes.map { 0..<$0.cells }
      add(w, over: all, side: nil, to: &r)
      for (side, beta) in robin {
        var cells = all
        let last = grid.axes[side.axis].cells - 1
        cells[side.axis] = side.side == .lower ? 0..<1 : last..<last + 1
        add(w, over: cells, side: (side, beta), to: &r)
      }
      return r
    }

    private func add(
      _ w: [Extended], over cells: [Range<Int>], side: (BoxSide, Formula)?, to r: inout [Extended]
    ) {
      let rules = grid.axes.enumerated().map { a, axis in
        a == side?.0.axis
          ? [(xi: Extended(side!.0.side == .lower ? 0 : 1), weight: 1 / axis.spacing)] : rule(axis)
      }
      let corners = indices(grid.axes.map { _ in 2 })
      for choice in indices(rules.map(\.count)) {
        let xi = zip(rules, choice).map { $0[$1].xi }
        let weight = zip(rules, choice).reduce(Extended(1)) { $0 * $1.0[$1.1].weight }
        func shape(_ corner: [Int], _ derivative: Int?) -> Extended {
          corner.indices.reduce(1) { value, a in
            value
              * (a == derivative
                ? (corner[a] == 1 ? 1 : -1) / grid.axes[a].spacing
                : corner[a] == 1 ? xi[a] : 1 - xi[a])
          }
        }
        let shapes = corners.map { shape($0, nil) }
        let slopes = grid.axes.indices.map { a in corners.map { shape($0, a) } }
        for step in indices(cells.map(\.count)) {
          let cell = zip(cells, step).map { $0.lowerBound + $1 }
          let x = grid.axes.indices.map { coordinate(grid.axes[$0], cell[$0], xi[$0]) }
          let at = corners.map { corner in
            place(grid.axes.indices.map { (cell[$0] + corner[$0]) % nodes[$0] }, nodes)
          }
          func sum(_ shapes: [Extended]) -> Extended {
            zip(shapes, at).reduce(0) { $0 + $1.0 * w[$1.1] }
          }
          if let beta = side?.1 {
            let flux = weight * beta.value(at: x) * sum(shapes)
            for (shape, i) in zip(shapes, at) { r[i] += flux * shape }
            continue
          }
          if !op.reaction.isZero {
            let mass = weight * op.reaction.value(at: x) * sum(shapes)
            for (shape, i) in zip(shapes, at) { r[i] += mass * shape }
          }
          let gradient = slopes.map(sum)
          for (j, b) in op.advection.enumerated() where !b.isZero {
            let flow = weight * b.value(at: x) * gradient[j]
            for (shape, i) in zip(shapes, at) { r[i] += flow * shape }
          }
          for j in gradient.indices {
            let flux = gradient.indices.reduce(Extended(0)) { total, k in
              op.diffusion(j, k).isZero
                ? total : total + op.diffusion(j, k).value(at: x) * gradient[k]
            }
            for (slope, i) in zip(slopes[j], at) { r[i] += weight * flux * slope }
          }
        }
      }
    }
  }

  private static let kinds = AxisKind.all.filter {
    $0.boundary == .periodic || $0.placement == .nodes
  }

  /// Every kind in pairs and in triples, n odd and even.
  private static let grids: [Grid] = {
    let n = kinds.count
    let plane = kinds.indices.flatMap { k in
      [1, 2, 4].map { Grid(kinds[k].axis(3, 0, 2), kinds[(k + $0) % n].axis(2, -1, 0.5)) }
    }
    let space = kinds.indices.flatMap { k in
      [(1, 3), (4, 1)].map { i, j in
        Grid(
          kinds[k].axis(3, 0, 2), kinds[(k + i) % n].axis(2, -1, 0.5),
          kinds[(k + j) % n].axis(4, 0, 1))
      }
    }
    return plane + space
  }()

  private func operators(_ rank: Int) throws -> [SecondOrderOperator] {
    let rows = try [
      ["2 + x", "1/2 + x/4", "x/3"], ["1/2 + x/4", "1 + x^2", "1/4"], ["x/3", "1/4", "1 + x^2/2"],
    ].prefix(rank).map { try $0.prefix(rank).map { try Formula($0) } }
    let a = try Formula(
      rank == 2 ? "2 + sin(3*x)*cos(y)" : "2 + sin(3*x)*cos(y) + z/2")
    return [
      SecondOrderOperator(.scalar(a), reaction: try Formula("x^2"), rank: rank),
      SecondOrderOperator(.diagonal((0..<rank).map { rows[$0][$0] }), rank: rank),
      SecondOrderOperator(.tensor(rows.map { Array($0) }), reaction: 2, rank: rank),
      SecondOrderOperator(
        .scalar(a), advection: try ["3*y", "x^2 - 2", "y"].prefix(rank).map { try Formula($0) },
        reaction: try Formula("x - 1"), rank: rank),
      SecondOrderOperator(
        .tensor(rows.map { Array($0) }), advection: (0..<rank).map { $0 == 1 ? 3 : 0 }, rank: rank),
    ]
  }

  /// The form at the unknowns and for closed values, scaled and not, on every kind of grid, with Robin
  /// sides where there can be some.
  @Test(arguments: [2, 3])
  func theFormIsTheSumOverElements(_ points: Int) throws {
    for grid in Self.grids {
      let space = FunctionSpace<Double>(on: grid)
      let sides = grid.sides.filter { grid.end($0) == .neumann }
      for op in try operators(grid.rank) {
        // Beside advection β may be negative.
        let beta = try Formula(op.hasAdvection ? "x^2 - 1" : "1 + x^2")
        let robin = Dictionary(
          uniqueKeysWithValues: sides.map { ($0, beta.trace(on: $0, of: grid)) })
        let oracle = Oracle(op: op, robin: robin, grid: grid, points: points)
        var form = try ElementForm<Double>(
          op, robin: robin, in: space, points: points, isAdvective: op.hasAdvection)
        let places = indices(grid.shape).map { index in
          place(grid.axes.indices.map { index[$0] + oracle.first($0) }, oracle.nodes)
        }
        let weights = indices(grid.shape).map { index in
          grid.axes.indices.reduce(Extended(1)) {
            $0 * grid.axes[$1].weight(index[$1]) / grid.axes[$1].spacing
          }
        }
        // ‖A‖ is at most 4/h² an axis and a; the largest of a tensor's is 8.
        let size = 8 * grid.axes.reduce(1) { $0 + 16 / Double($1.spacing * $1.spacing) }
        let bound = Extended(roundoff(grid.count) * size)
        let u: [Double] = whiteNoise(space.count, seed: 3)
        var values = [Extended](repeating: 0, count: oracle.nodes.reduce(1, *))
        for (i, k) in places.enumerated() { values[k] = Extended(u[i]) }
        let exact = oracle(values)
        let result = form.applied(to: Field(in: space, values: u)).values
        for (i, k) in places.enumerated() {
          #expect(abs(Extended(result[i]) - exact[k] / weights[i]) <= bound, "\(grid) \(points)")
        }
        // D A D u = D (A (D u)), on the sides as well.
        let d = (whiteNoise(space.count, seed: 5) as [Double]).map { 1 + $0 / 2 }
        let unscaled = form.applied(to: Field(in: space, values: zip(d, u).map { $0 * $1 })).values
        form.scaling = d
        let scaled = form.applied(to: Field(in: space, values: u)).values
        for i in d.indices {
          #expect(abs(scaled[i] - d[i] * unscaled[i]) <= Double(bound), "\(grid) \(points)")
        }
        // What a problem takes: a matrix in the plane for diagonal a.
        form.scaling = []
        if !op.hasAdvection {
          let taken: any SymmetricForm<Double> = try SecondOrderProblem(op, source: 0, robin: robin)
            .energy(in: space, scheme: Scheme(.spline(degree: 1)), quadrature: points)
          let v = Field<Double>(in: space, values: whiteNoise(space.count, seed: 4))
          #expect(
            (taken.applied(to: v) - form.applied(to: v)).largest() <= Double(bound), "\(grid)")
        }
        let w: [Double] = whiteNoise(oracle.nodes.reduce(1, *), seed: 7)
        let expected = oracle(w.map { Extended($0) })
        let image = form.image(ofClosed: w)
        for (i, k) in places.enumerated() {
          #expect(abs(Extended(image[i]) - expected[k]) <= bound, "\(grid) \(points) \(i)")
        }
      }
    }
  }

  /// Blocks of some rows, of some layers and of whole planes; slabs of every number of threads.
  @Test func theNumberOfThreadsDoesNotMatter() throws {
    for (cells, points) in [
      ([13, 14, 15], 6), ([17, 40, 41], 3), ([23, 20, 20], 2), ([37, 600], 3),
    ] {
      let a = try Formula("exp(sin(3*x)*y)")
      let op = SecondOrderOperator(.scalar(a), reaction: try Formula("x^2"), rank: cells.count)
      for boundary in [Boundary.periodic, .bounded(lower: .neumann, upper: .dirichlet)] {
        let space = FunctionSpace<Double>(
          on: Grid(cells.map { Axis(0, 1, cells: $0, boundary: boundary) }))
        let form = try ElementForm<Double>(op, robin: [:], in: space, points: points)
        let energy = try EnergyForm(
          diffusion: [a], reaction: op.reaction, scheme: Scheme(.spline(degree: 1)), in: space,
          quadrature: points)
        let u = Field(in: space, values: whiteNoise(space.count) as [Double])
        let before = Threads.count
        defer { Threads.count = before }
        let results = [1, 2, 3, 5].map { count in
          Threads.count = count
          return form.applied(to: u).values
        }
        #expect(results.allSatisfy { $0 == results[0] }, "\(cells)")
        let size = space.grid.axes.reduce(1) { $0 + 16 / Double($1.spacing * $1.spacing) }
        let gap = Field(in: space, values: results[0]) - energy.applied(to: u)
        #expect(gap.largest() <= roundoff(space.count) * 3 * size, "\(cells)")
      }
    }
  }
}
