import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing
import _TestSupport

/// Fluxes through Dirichlet sides beside coefficients that vary: the scheme's own equation, tested.
@Suite struct SideFluxes {
  private func fluxes(
    _ problem: Problem, _ method: Studies.Method, _ levels: [[Int]], _ sides: [BoxSide]
  ) throws -> [[Double]] {
    var options = options(levels)
    options.quantities = sides.map { Quantity($0.name, .flux($0)) }
    return try ConvergenceStudy(problem, [method], options).series().levels.map { level in
      sides.map { level.quantities[$0.name]! }
    }
  }

  private func difference(_ faces: FaceRule) -> Studies.Method {
    var method = Method(.staggered(order: 2))
    method.faces = faces
    method.iteration.tolerance = 1e-13
    return method
  }

  private static let ends = [Side.lower, .upper].map { BoxSide(axis: 0, side: $0) }

  /// −(a u′)′ = 1 between zeros: a u′ = C − x on every face, and Σ h/a (C − x) = 0 fixes C, at the ends of
  /// cells with h/2.
  @Test(
    "Across a jump in one dimension the flux is the scheme's own to round-off",
    arguments: FaceRule.allCases, [Placement.nodes, .cells])
  func jump(faces: FaceRule, placement: Placement) throws {
    func a(_ x: Double) -> Double { x < 1.0 / 3 ? 1 : 1000 }
    var problem = Problem(
      domain: Domain([interval(0, 1, .dirichlet, placement)]),
      op: SecondOrderOperator(.scalar(try Formula("if(x < 1/3, 1, 1000)")), rank: 1))
    problem.source = 1
    let cells = [2, 5, 10, 20, 40]
    let found = try fluxes(problem, difference(faces), cells.map { [$0] }, Self.ends)
    for (n, ends) in zip(cells, found) {
      let h = 1 / Double(n)
      let shift = placement == .nodes ? 0.5 : 0
      var (weights, moments) = (0.0, 0.0)
      for j in 0..<(placement == .nodes ? n : n + 1) {
        let x = (Double(j) + shift) * h
        let isEnd = placement == .cells && (j == 0 || j == n)
        let (below, above) = (a(max(x - h / 2, h / 2 * (1 - 2 * shift))), a(min(x + h / 2, 1)))
        let face =
          switch faces {
          case .sampled: a(x)
          case .arithmetic: isEnd ? (j == 0 ? above : below) : (below + above) / 2
          case .harmonic:
            isEnd ? (j == 0 ? above : below) : 2 * below * above / (below + above)
          }
        let w = (isEnd ? h / 2 : h) / face
        weights += w
        moments += w * x
      }
      let c = moments / weights
      // The condition of the matrix: the contrast, and n².
      let tolerance = roundoff(n) * 1000 * Double(n * n)
      #expect((ends[0] + c).magnitude < tolerance, "\(n) cells: \(ends[0]), not \(-c)")
      #expect((ends[0] + ends[1] + 1).magnitude < tolerance, "\(n) cells: \(ends)")
    }
  }

  @Test(
    "What all sides take is what the source gives, to round-off",
    arguments: [1, 2, 3], [Placement.nodes, .cells])
  func conservation(rank: Int, placement: Placement) throws {
    let a = ["if(x < 1/3, 1, 50)", "1 + heaviside(x - y)", "1 + x*y*z"][rank - 1]
    let boundaries: [Boundary] = [.dirichlet, .dirichletNeumann, .neumannDirichlet]
    for shift in 0..<3 {
      // On cells a Robin side takes Dirichlet data of other axes' nodes where it is, the half cell about
      // those nodes half a cell inside: what they conserve together is of the next order.
      for robin in [false, true] {
        let intervals = (0..<rank).map { axis in
          interval(0, 1, boundaries[(axis + shift) % 3], axis == 1 && !robin ? .nodes : placement)
        }
        var problem = Problem(
          domain: Domain(intervals),
          op: SecondOrderOperator(.scalar(try Formula(a)), rank: rank))
        problem.source = try Formula("1 + x")
        let cells = Array([5, 4, 3].prefix(rank))
        let grid = problem.domain.grid(cells: cells)
        for side in grid.sides {
          if grid.end(side) == .dirichlet {
            problem.data[side] = try Formula("1 + x/2")
          } else {
            problem.data[side] = 2
            if robin { problem.robin[side] = 3 }
          }
        }
        for faces in FaceRule.allCases {
          let found = try fluxes(problem, difference(faces), [cells], Array(grid.sides))[0]
          // ∫ (1 + x) by the trapezoidal rule or by the middles: exact.
          #expect(
            (found.reduce(0, +) + 1.5).magnitude < 1e-11,
            "\(intervals.map(\.boundary)) \(faces) robin \(robin): \(found)")
        }
      }
    }
  }

  @Test("Layers in the plane: order 2 where the faces carry the jump", arguments: [0, 1])
  func layers(axis: Int) throws {
    let x = ["x", "y"][axis]
    var problem = Problem(
      domain: Domain(
        [unitDirichlet, unitDirichlet].map {
          interval($0.lower, $0.upper, .dirichlet, .cells)
        }),
      op: SecondOrderOperator(.scalar(try Formula("if(\(x) < 1/2, 1, 1000)")), rank: 2))
    problem.source = 1
    let sides = [0, 1].flatMap { a in Side.allCases.map { BoxSide(axis: a, side: $0) } }
    let found = try fluxes(
      problem, difference(.harmonic), [10, 20, 40, 80].map { [$0, $0] }, sides)
    // The other two take a quarter each, on every grid.
    for (i, side) in sides.enumerated() where side.axis == axis {
      let steps = (0..<3).map { (found[$0 + 1][i] - found[$0][i]).magnitude }
      #expect((steps[1] / steps[2] - 4).magnitude < 0.2, "\(side.name): \(found.map { $0[i] })")
    }
  }

  /// u = eˣ (1 + y²), a = 1 + x + y. On cells the value on a side is half a cell away, which is as if the
  /// datum were wrong by h²/8 ∂ₙ²u: a jump where two Dirichlet sides meet, through which h² log n passes,
  /// that is a factor 3.2 and not 4.
  @Test(
    "Order 2 on every side, beside every condition",
    arguments: [Discretization.staggered(order: 2)], [Placement.nodes, .cells])
  func smooth(kind: Discretization, placement: Placement) throws {
    let e = 2.718281828459045
    let known = [-25.0 / 12, 41 * e / 12, 0, 4 * (e - 1) + 2]
    let sides = [0, 1].flatMap { a in Side.allCases.map { BoxSide(axis: a, side: $0) } }
    let all: [Boundary] = [.dirichlet, .dirichletNeumann, .neumannDirichlet, .neumann]
    for faces in FaceRule.allCases {
      for x in all {
        for y in all where !(x == .neumann && y == .neumann) {
          for b in [[], [try Formula("1 + y"), -1]] {
            var problem = Problem(
              domain: Domain([interval(0, 1, x, placement), interval(0, 1, y)]),
              op: SecondOrderOperator(
                .scalar(try Formula("1 + x + y")), advection: b, reaction: .x, rank: 2))
            problem.exact = try Formula("exp(x)*(1 + y^2)")
            let levels = try fluxes(problem, difference(faces), [[16, 17], [32, 34]], sides)
            let errors = levels.map { found in
              zip(found, known).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
            }
            #expect(
              errors[0] / errors[1] > (placement == .nodes ? 3.6 : 3),
              "\(placement) \(faces) \(x) \(y) b = \(b.count): \(errors)")
          }
        }
      }
    }
  }

  /// u = sin πx sin πy eˣ and eˣ cos y, a = 1 + x: along the normal ∫ π (1 + x) sin πx eˣ dx by quadrature.
  @Test(
    "Sine series and differences of order 4 have rate 2 on every side, as in L²",
    arguments: [Discretization.spectral, .staggered(order: 4)], [Placement.nodes, .cells])
  func forms(kind: Discretization, placement: Placement) throws {
    let e = 2.718281828459045
    let sine = 0.8414709848078965
    let cases: [(String, Boundary, [Double?])] = [
      (
        "sin(pi*x)*sin(pi*y)*exp(x)", .dirichlet,
        [-2, -4 * e, -5.2231831660502, -5.2231831660502]
      ),
      ("exp(x)*cos(y)", .neumannDirichlet, [-sine, 2 * e * sine, nil, -e * sine]),
    ]
    for (u, boundary, known) in cases {
      var problem = Problem(
        domain: Domain([
          interval(0, 1, .dirichlet, placement), interval(0, 1, boundary, placement),
        ]),
        op: SecondOrderOperator(.scalar(try Formula("1 + x")), rank: 2))
      problem.exact = try Formula(u)
      let sides = [0, 1].flatMap { a in Side.allCases.map { BoxSide(axis: a, side: $0) } }
      let levels = try fluxes(problem, Method(kind), [[16, 16], [32, 32], [64, 64]], sides)
      for (i, side) in sides.enumerated() {
        guard let exact = known[i] else { continue }
        let errors = levels.map { ($0[i] - exact).magnitude }
        // Rate 2, within the next order's h.
        #expect(errors[1] / errors[2] > 3.4, "\(u) \(kind) \(placement) \(side.name): \(errors)")
      }
    }
  }

  /// The same with advection, which takes G on the side from the points beside it.
  @Test("Collocation beside advection tends to rate 2", arguments: [Placement.nodes, .cells])
  func advection(placement: Placement) throws {
    let e = 2.718281828459045
    let sine = 0.8414709848078965
    let cases: [(String, Boundary, [(Int, Double)])] = [
      (
        "sin(pi*x)*sin(pi*y)*exp(x)", .dirichlet,
        [(0, -2), (1, -4 * e), (2, -5.2231831660502), (3, -5.2231831660502)]
      ),
      ("exp(x)*cos(y)", .neumannDirichlet, [(0, -sine), (1, 2 * e * sine), (3, -e * sine)]),
    ]
    let sides = [0, 1].flatMap { a in Side.allCases.map { BoxSide(axis: a, side: $0) } }
    for (u, boundary, known) in cases {
      var problem = Problem(
        domain: Domain([
          interval(0, 1, .dirichlet, placement), interval(0, 1, boundary, placement),
        ]),
        op: SecondOrderOperator(
          .scalar(try Formula("1 + x")), advection: [try Formula("1 + y"), -1], rank: 2))
      problem.exact = try Formula(u)
      let levels = try fluxes(
        problem, Method(.spectral), [[32, 32], [64, 64], [128, 128]], sides)
      let errors = levels.map { found in
        known.reduce(0) { max($0, (found[$1.0] - $1.1).magnitude) }
      }
      #expect(errors[1] / errors[2] > 3.4, "\(u) \(placement): \(errors)")
    }
  }

  /// u = sin πx sin πy beside an a that is even about every side: products and sums are exact.
  @Test("Where a sine series is exact its flux is", arguments: [Placement.nodes, .cells])
  func exactSeries(placement: Placement) throws {
    var problem = Problem(
      domain: Domain([interval(0, 1, .dirichlet, placement), interval(0, 1, .dirichlet, placement)]
      ),
      op: SecondOrderOperator(
        .scalar(try Formula("1 + cos(2*pi*x)*cos(2*pi*y)/2")), reaction: 1, rank: 2))
    problem.exact = try Formula("sin(pi*x)*sin(pi*y)")
    var method = Method(.spectral)
    method.iteration.tolerance = 1e-14
    let sides = [0, 1].flatMap { a in Side.allCases.map { BoxSide(axis: a, side: $0) } }
    // −π ∫ (1 + cos(2πy)/2) sin πy dy
    for flux in try fluxes(problem, method, [[12, 13]], sides)[0] {
      #expect((flux + 5.0 / 3).magnitude < 1e-11, "\(flux)")
    }
  }
}
