import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// Smooth diagonal tensors whose anisotropy is another one from place to place: √a is no scaling for them, and
/// sweeps over points or along one axis leave errors that no coarser level has.
@Suite struct TurningAnisotropy {
  /// 1e6^{xy} beside 100, and 10⁴ one way and the other.
  private static let tensors: [[String]] = [
    ["1e6^(x*y)", "100"],
    ["100^(sin(2*pi*x)*cos(2*pi*y))", "0.01^(sin(2*pi*x)*cos(2*pi*y))"],
  ]

  private func record(
    _ a: [String], _ axes: [Axis], _ kind: Discretization, dealiased: Bool = false,
    preconditioner: IterationOptions.Preconditioner = .auto
  ) throws -> IterationRecord {
    let source = try Formula(axes.count == 2 ? "cos(pi*x) + x*sin(2*pi*y)" : "1 + x*y + z")
    let solution = try SecondOrderProblem(
      SecondOrderOperator(.diagonal(try a.map { try Formula($0) }), rank: axes.count),
      source: source
    ).solve(
      in: FunctionSpace<Double>(on: Grid(axes)), scheme: Scheme(kind), load: .sampled,
      dealiased: dealiased,
      options: IterationOptions(preconditioner: preconditioner, tolerance: 1e-8))
    return try #require(solution.iteration)
  }

  /// `auto` takes the cycle, and iterations stay what they are from a level of their own (64) to n = 512: the cycle
  /// reduces the energy of all errors, C ≤ 1, by lines along both axes to a half at least, c² ≥ 0.4, beside linear
  /// elements as beside differences. A series and differences of order 4 have beside it their own quotient with
  /// differences of order 2: κ ≤ π²/4 for a mode between two points, 49/36 for order 4, and what a changes by from
  /// point to point.
  @Test(arguments: [
    (Discretization.staggered(order: 2), 1.01), (.spline(degree: 1), 1.01),
    (.staggered(order: 4), 7.0 / 6), (.spectral, Double.pi / 2),
  ])
  func linesAlongBothAxesTakeItOut(kind: Discretization, largest: Double) throws {
    for tensor in Self.tensors {
      for a in [tensor, tensor.reversed()] {
        let counts = try [64, 101, 256, 512].map { n in
          let axis = Axis(0, 1, cells: n, boundary: .dirichlet)
          let record = try record(a, [axis, axis], kind)
          #expect(record.preconditioner == .multigrid)
          let constants = try #require(record.constants)
          let place = "\(kind) \(a) \(n) \(record.iterations) \(constants)"
          #expect(constants.lowerBound >= 0.4.squareRoot(), "\(place)")
          #expect(constants.upperBound <= largest * (1 + 8 / Double(n)), "\(place)")
          #expect(record.iterations <= 25, "\(place)")
          return record.iterations
        }
        #expect(counts.max()! - counts.min()! <= 5, "\(kind) \(a) \(counts)")
      }
    }
  }

  /// Any n, and any sides: the constants are the kernel, or one axis is a circle.
  @Test func anyPointsAndSides() throws {
    for (sides, tensor) in [
      ([Boundary.neumann, .neumann], Self.tensors[0]), ([.neumann, .neumann], Self.tensors[1]),
      ([.periodic, .dirichlet], Self.tensors[1]), ([.periodic, .periodic], Self.tensors[1]),
      ([.dirichlet, .neumann], Self.tensors[0]),
    ] {
      for kind in [Discretization.staggered(order: 2), .spline(degree: 1), .spectral] {
        for n in [33, 64, 127] {
          let axes = sides.map { Axis(0, 1, cells: n, boundary: $0) }
          let count = try record(tensor, axes, kind).iterations
          #expect(count <= 25, "\(kind) \(sides) \(n) \(count)")
        }
      }
    }
  }

  /// In space lines along every axis that outweighs the others somewhere; an axis that is weak in the mean waits.
  @Test func inSpace() throws {
    for a in [["1e6^(x*y*z)", "100", "1"], Self.tensors[1] + ["1"]] {
      for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
        let counts = try [32, 64].map { n in
          let axis = Axis(0, 1, cells: n, boundary: .dirichlet)
          return try record(a, [axis, axis, axis], kind).iterations
        }
        #expect(counts.max()! <= 25, "\(kind) \(a) \(counts)")
      }
    }
  }

  /// Twice as many entries by the ratio: what the scaled preconditioner leaves has the condition
  /// κ = max rᵢ/min rᵢ, r = b^{±s}, and `auto` keeps it up to 160. A jump beside a series has no cycle.
  @Test func autoAsksTheRatio() throws {
    let axis = Axis(0, 1, cells: 64, boundary: .dirichlet)
    for (b, expected) in [("8", IterationOptions.Preconditioner.scaled), ("16", .multigrid)] {
      let a = ["\(b)^(sin(2*pi*x)*cos(2*pi*y))", "\(b)^(-sin(2*pi*x)*cos(2*pi*y))"]
      for kind in [Discretization.staggered(order: 2), .spline(degree: 1), .spectral] {
        #expect(try record(a, [axis, axis], kind).preconditioner == expected, "\(kind) \(b)")
      }
    }
    // Jumps that the geometric mean does not have, one of them on a circle's seam.
    for (kind, expected) in [
      (Discretization.staggered(order: 2), IterationOptions.Preconditioner.multigrid),
      (.spectral, .symbol),
    ] {
      let jump = ["if(x + y < 0.9, 8, 1/8)", "if(x + y < 0.9, 1/8, 8)"]
      #expect(try record(jump, [axis, axis], kind).preconditioner == expected)
      let circle = Axis(0, 1, cells: 64, boundary: .periodic)
      #expect(try record(["8^x", "8^(-x)"], [circle, axis], kind).preconditioner == expected)
    }
  }

  /// A finer grid in parts is the same form.
  @Test func partsOfAFinerGridMakeTheSameSolution() throws {
    let axes = [
      Axis(0, 1, cells: 736, boundary: .dirichlet), Axis(0, 1, cells: 720, boundary: .neumann),
    ]
    let space = FunctionSpace<Double>(on: Grid(axes))
    let a: [[Formula]] = [[try Formula("2 + sin(3*x*y)"), 0.5], [0.5, try Formula("1 + x")]]
    let problem = SecondOrderProblem(
      SecondOrderOperator(.tensor(a), reaction: try Formula("x*y"), rank: 2),
      source: try Formula("1 + x"))
    let solutions = try [IterationOptions.Preconditioner.symbol, .multigrid].map {
      try problem.solve(
        in: space, scheme: .spectral, load: .sampled,
        options: IterationOptions(preconditioner: $0, tolerance: 1e-10)
      ).u
    }
    let gap = (solutions[0] - solutions[1]).largest()
    #expect(gap <= 1e-8 * solutions[0].largest())
  }
}
