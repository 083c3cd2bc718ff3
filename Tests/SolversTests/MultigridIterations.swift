import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// Conjugate gradients with a multigrid cycle: few iterations, whatever the mesh, the contrast and
/// the place of the jumps.
@Suite struct MultigridIterations {
  /// Iterations until the residual's dual norm is 1e-8 of the right-hand side's; Chebyshev's bound
  /// with the measured constants, ⌈ln(2√κ/ε)/ln((√κ + 1)/(√κ − 1))⌉, holds for each.
  private func iterations(
    _ a: SecondOrderOperator.Diffusion, on axes: [Axis], kind: Discretization = .staggered(order: 2)
  ) throws -> Int {
    let space = FunctionSpace<Double>(on: Grid(axes))
    var options = IterationOptions()
    options.preconditioner = .multigrid
    options.tolerance = 1e-8
    let source = try Formula(
      axes.count == 2 ? "sin(2*pi*x)*(1 + y)" : "sin(2*pi*x)*(1 + y*z)")
    let solution = try SecondOrderProblem(
      SecondOrderOperator(a, rank: axes.count), source: source
    ).solve(in: space, scheme: Scheme(kind), load: .sampled, options: options)
    let record = try #require(solution.iteration)
    #expect(record.preconditioner == .multigrid)
    let constants = try #require(record.constants)
    let root = max(constants.upperBound / constants.lowerBound, 1 + Double.ulpOfOne)
    let bound = (.log(2 * root / 1e-8) / .log((root + 1) / (root - 1))).rounded(.up)
    #expect(Double(record.iterations) <= bound, "\(record)")
    return record.iterations
  }

  private func scalar(_ pattern: String, _ contrast: String) throws -> SecondOrderOperator.Diffusion
  {
    .scalar(try Formula("1 + (\(contrast) - 1)*heaviside(\(pattern))"))
  }

  private let ends: [AxisKind] = [
    AxisKind.all[2], AxisKind.all[5], AxisKind.all[0], AxisKind.all[3],
  ]

  /// Layers, a disc, and 4 × 4 squares that touch at corners, their jumps off the faces.
  @Test(arguments: ["1", "1e2", "1e4", "1e6"])
  func contrastsDoNotMatter(contrast: String) throws {
    for pattern in [
      "mod(floor(8*x + 0.03), 2) - 1/2", "0.09 - (x - 0.5)^2 - (y - 0.45)^2",
      "mod(floor(4*x + 0.05) + floor(4*y + 0.05), 2) - 1/2",
    ] {
      let a = try scalar(pattern, contrast)
      for kind in ends {
        for n in [33, 64, 127] {
          let count = try iterations(a, on: [kind.axis(n), kind.axis(n)])
          #expect(count <= 25, "\(pattern) \(contrast) \(kind) \(n)")
        }
      }
    }
  }

  /// Squares that touch at corners: aligned to the points of every level, or beginning between them
  /// in another place from square to square, with strips one point wide at the sides.
  @Test(
    arguments: [
      (1023, Placement.nodes, "sin(37*pi*x)*sin(37*pi*y)"),
      (1024, .nodes, "mod(floor(64*x + 1e-4) + floor(64*y + 1e-4), 2) - 1/2"),
      (1023, .nodes, "mod(floor(100*x + 0.05) + floor(100*y + 0.05), 2) - 1/2"),
      (1023, .cells, "mod(floor(128*x + 1e-4) + floor(128*y + 1e-4), 2) - 1/2"),
    ])
  func manySquares(cells n: Int, placement: Placement, pattern: String) throws {
    let axis = Axis(0, 1, cells: n, boundary: .dirichlet, placement: placement)
    let count = try iterations(try scalar(pattern, "1e4"), on: [axis, axis])
    #expect(count <= 25, "\(pattern) \(count)")
  }

  /// The same on circles and between Neumann sides: squares whose colours change across a seam, and
  /// strips one point wide that are all that is left of a square at the last point of an axis.
  ///
  /// Of every second point a circle of odd length keeps both neighbours of the seam, and a Neumann end
  /// adds the last where it would be left out. An island that a coarse level ties to another there has
  /// an eigenvalue near 0, and iterations grow with their number. `shift` is in cells.
  @Test(
    arguments: [
      (255, 16, 0.0), (255, 64, 0.51), (257, 64, 0), (257, 16, 0.51), (511, 4, 0.03), (1021, 16, 0),
      (1023, 64, 0), (1023, 4, 0.03),
    ])
  func squaresOnSeamsAndNeumannSides(cells n: Int, squares k: Int, shift: Double) throws {
    let moved = "\(k)*(x + \(shift / Double(n)))"
    let a = try scalar(
      "mod(floor(\(moved)) + floor(\(moved.replacing("x", with: "y"))), 2) - 1/2", "1e4")
    let mixed = Boundary.bounded(lower: .dirichlet, upper: .neumann)
    let boxes: [(Boundary, Boundary)] = [
      (.periodic, .periodic), (.neumann, .neumann), (.periodic, mixed),
    ]
    for (x, y) in boxes {
      for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
        if kind != .staggered(order: 2), n > 257 && n != 1023 { continue }
        let axes = [Axis(0, 1, cells: n, boundary: x), Axis(0, 1, cells: n, boundary: y)]
        let count = try iterations(a, on: axes, kind: kind)
        #expect(count <= 25, "\(x) \(y) \(kind) \(count)")
      }
    }
  }

  /// Layers along each axis, and aslant; by differences and by elements.
  @Test(
    arguments: [
      "mod(floor(16*x + 0.03), 2) - 1/2", "mod(floor(9*y), 2) - 1/2", "sin(20*(x + 2*y))",
    ])
  func manyLayers(pattern: String) throws {
    for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
      for boundary in [Boundary.dirichlet, .neumann] {
        let axis = Axis(0, 1, cells: 1023, boundary: boundary)
        let count = try iterations(try scalar(pattern, "1e4"), on: [axis, axis], kind: kind)
        #expect(count <= 25, "\(pattern) \(kind) \(boundary) \(count)")
      }
    }
  }

  /// The same number within two from n = 32 to 256 where there is nothing to resolve.
  @Test func iterationsDoNotDependOnTheMesh() throws {
    for kind in ends {
      let counts = try [64, 101, 128, 255].map {
        try iterations(.scalar(1), on: [kind.axis($0), kind.axis($0)])
      }
      #expect(counts.max()! - counts.min()! <= 2 && counts.max()! <= 25, "\(kind) \(counts)")
    }
  }

  /// Cells a hundred times longer than wide, and an a that is a thousand times larger along x.
  @Test func anisotropyIsTakenOutByTheChoiceOfAxes() throws {
    for kind in ends {
      let long = try iterations(.scalar(1), on: [kind.axis(64, 0, 100), kind.axis(64)])
      #expect(long <= 25, "\(kind) \(long)")
      let strong = try iterations(.diagonal([1000, 1]), on: [kind.axis(63), kind.axis(64)])
      #expect(strong <= 25, "\(kind) \(strong)")
    }
  }

  /// One strong axis, two, and three that differ, along every axis: lines, points, and lines beside an axis
  /// that waits; a smooth, and in layers.
  @Test func anisotropyOfSpace() throws {
    let smooth = try Formula("exp(sin(3*x)*cos(2*y) + z)")
    let layers = try Formula("1 + 9999*heaviside(mod(floor(3*x + 0.1), 2) - 1/2)")
    for weights: [Formula] in [
      [1, 1, 100], [1, 100, 1], [100, 1, 1], [1, 100, 100], [100, 1, 100], [100, 100, 1],
      [1, 10, 100], [100, 1, 10], [10, 100, 1],
    ] {
      for kind in ends {
        let axes = [kind.axis(17), kind.axis(20), kind.axis(15)]
        for a in [smooth, layers] {
          let count = try iterations(.diagonal(weights.map { a * $0 }), on: axes)
          #expect(count <= 25, "\(weights) \(kind) \(a) \(count)")
        }
      }
    }
  }

  @Test func threeDimensions() throws {
    let a = try scalar("mod(floor(3*x + 0.1) + floor(3*y) + floor(3*z), 2) - 1/2", "1e4")
    for kind in ends {
      for n in [15, 24] {
        let count = try iterations(a, on: [kind.axis(n), kind.axis(n), kind.axis(n)])
        #expect(count <= 25, "\(kind) \(n) \(count)")
      }
    }
  }

  /// a times a tensor whose entries are 1 and r, and whose correlation has the eigenvalues 1 − r and
  /// 1 + (d − 1) r. In space the cycle inverts the tensor's diagonal, D, and leaves half of its energy at
  /// most: (1 − r)/2 ≤ λ(M⁻¹A) ≤ 1 + (d − 1) r, but for the 16 bits of its last level, 2⁻⁶ here. Jumps
  /// on the cells' sides and across them, whatever the contrast.
  @Test(arguments: [0.3, 0.5, 0.8])
  func mixedDerivativesCostTheirCorrelation(r: Double) throws {
    for contrast in ["1", "1e4", "1e6"] {
      for pattern in [
        "mod(floor(4*x + 1e-4), 2) - 1/2",
        "mod(floor(3*x + 0.1) + floor(3*y) + floor(3*z), 2) - 1/2",
      ] {
        let a = try Formula("1 + (\(contrast) - 1)*heaviside(\(pattern))")
        let rows = (0..<3).map { i in (0..<3).map { i == $0 ? a : Formula(r) * a } }
        for (kind, n) in [(ends[0], 24), (ends[2], 24), (ends[0], 31)] {
          let space = FunctionSpace<Double>(on: Grid((0..<3).map { _ in kind.axis(n) }))
          let solution = try SecondOrderProblem(
            SecondOrderOperator(.tensor(rows), rank: 3),
            source: try Formula("sin(2*pi*x)*(1 + y*z)")
          ).solve(
            in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled,
            options: IterationOptions(preconditioner: .multigrid, tolerance: 1e-8))
          let constants = try #require(solution.iteration?.constants)
          let lower = ((1 - r) / 2).squareRoot()
          let upper = (1 + 2 * r).squareRoot() * (1 + 0x1p-6)
          #expect(
            constants.lowerBound >= lower && constants.upperBound <= upper,
            "\(contrast) \(pattern) \(kind) \(constants)")
        }
      }
    }
  }

  /// Linear elements in space beside a cycle for three links: no more than with their own matrix, jumps on
  /// the elements' sides and across them; within what D and the correction are by theory, c² ≥ (1 − r)/18
  /// where the jumps are on the sides and the cycle leaves half of the energy of D, C² ≤ 7 (1 + 2r).
  @Test(arguments: [0, 0.5])
  func elementsOfSpace(r: Double) throws {
    for contrast in ["1", "1e4", "1e6"] {
      for (pattern, isAligned) in [
        ("mod(floor(4*x), 2) - 1/2", true), ("mod(floor(3*x + 0.1), 2) - 1/2", false),
        ("mod(floor(3*x + 0.1) + floor(3*y) + floor(3*z), 2) - 1/2", false),
      ] {
        let a = try Formula("1 + (\(contrast) - 1)*heaviside(\(pattern))")
        let rows = (0..<3).map { i in (0..<3).map { i == $0 ? a : Formula(r) * a } }
        for (kind, n) in [(ends[0], 24), (ends[2], 24), (AxisKind.all[4], 28)] {
          let space = FunctionSpace<Double>(on: Grid((0..<3).map { _ in kind.axis(n) }))
          let solution = try SecondOrderProblem(
            SecondOrderOperator(r == 0 ? .scalar(a) : .tensor(rows), rank: 3),
            source: try Formula("cos(2*pi*x)*(1 + y*z)")
          ).solve(
            in: space, scheme: Scheme(.spline(degree: 1)), load: .sampled,
            options: IterationOptions(preconditioner: .multigrid, tolerance: 1e-8))
          let record = try #require(solution.iteration)
          let constants = try #require(record.constants)
          let place = "\(contrast) \(pattern) \(kind) \(record.iterations) \(constants)"
          #expect(record.iterations <= 25, "\(place)")
          if isAligned { #expect(constants.lowerBound >= ((1 - r) / 18).squareRoot(), "\(place)") }
          #expect(
            constants.upperBound <= (7 * (1 + 2 * r)).squareRoot() * (1 + 0x1p-6), "\(place)")
        }
      }
    }
  }

  /// In the plane the cycle inverts the tensor itself, by one level more than those of a diagonal a.
  @Test(arguments: ["1", "1e4", "1e6"])
  func fullTensorsOfThePlane(contrast: String) throws {
    for (pattern, n) in [
      ("mod(floor(8*x + 0.03), 2) - 1/2", 127),
      ("mod(floor(4*x + 0.05) + floor(4*y + 0.05), 2) - 1/2", 128),
      ("mod(floor(64*x + 1e-4) + floor(64*y + 1e-4), 2) - 1/2", 511),
    ] {
      let a = try Formula("1 + (\(contrast) - 1)*heaviside(\(pattern))")
      let rows = (0..<2).map { i in (0..<2).map { i == $0 ? a : Formula(0.5) * a } }
      for kind in [ends[0], ends[2]] {
        let count = try iterations(.tensor(rows), on: [kind.axis(n), kind.axis(n)])
        #expect(count <= 20, "\(pattern) \(contrast) \(kind) \(count)")
      }
    }
  }

  /// Differences of higher order and series are equivalent to order 2, κ ≤ (π/2)²; a cycle that
  /// leaves half of the energy gives κ ≤ π²/2 and 20 iterations to 1e-8.
  @Test func otherSchemesArePreconditioned() throws {
    for kind in [Discretization.staggered(order: 4), .spectral] {
      for n in [32, 63] {
        let axes = [AxisKind.all[2].axis(n), AxisKind.all[2].axis(n)]
        let count = try iterations(.scalar(1), on: axes, kind: kind)
        #expect(count <= 20, "\(kind) \(n) \(count)")
      }
    }
  }

  /// `auto` takes multigrid where a jumps and the operator is a sum over edges.
  @Test func roughCoefficientsChooseMultigrid() throws {
    let axes = [AxisKind.all[2].axis(48), AxisKind.all[2].axis(48)]
    let space = FunctionSpace<Double>(on: Grid(axes))
    for (pattern, expected) in [
      ("mod(floor(8*x + 0.03), 2) - 1/2", IterationOptions.Preconditioner.multigrid),
      ("-1", .symbol),
    ] {
      let a = try scalar(pattern, "1e4")
      let solution = try SecondOrderProblem(SecondOrderOperator(a, rank: 2), source: 1).solve(
        in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled)
      #expect(solution.iteration?.preconditioner == expected)
    }
  }

  /// The coarse levels are in single precision, whose range is small, and see no more of the load's size
  /// than its digits: u of 2ᵏ f is 2ᵏ u to the bit.
  @Test func loadsOfEverySizeAreSolvedAlike() throws {
    let a = try scalar("mod(floor(4*x + 0.05) + floor(4*y + 0.05), 2) - 1/2", "1e4")
    for axes in [[ends[0].axis(127), ends[1].axis(96)], ends.prefix(3).map { $0.axis(18) }] {
      let space = FunctionSpace<Double>(on: Grid(axes))
      let options = IterationOptions(preconditioner: .multigrid, tolerance: 1e-10)
      func solution(_ scale: Double) throws -> [Double] {
        try SecondOrderProblem(
          SecondOrderOperator(a, rank: axes.count),
          source: Formula(scale) * Formula("sin(2*pi*x)*(1 + y)")
        ).solve(
          in: space, scheme: Scheme(.staggered(order: 2)), load: .sampled, options: options
        ).u.values
      }
      let u = try solution(1)
      for scale in [0x1p-200, 0x1p200] {
        #expect(try solution(scale) == u.map { scale * $0 })
      }
    }
  }
}
