import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Beside a Robin side the function that differences mean has the slope g − βu_h of their equation
/// there: between the points it has the order of the values.
@Suite struct RobinFunctions {
  /// A box with its Robin sides, and what stands in the names of the sides.
  struct Box: Sendable, CustomTestStringConvertible {
    let axes: [[Character]]
    let exact: String
    var placement = Placement.nodes
    var testDescription: String { axes.map { String($0) }.joined(separator: "|") }

    func problem(_ op: SecondOrderOperator) throws -> Problem {
      let intervals = axes.map { ends -> Domain.Interval in
        let boundary: Boundary =
          ends[0] == "P"
          ? .periodic
          : .bounded(
            lower: ends[0] == "D" ? .dirichlet : .neumann,
            upper: ends[1] == "D" ? .dirichlet : .neumann)
        return interval(0, 1, boundary, placement)
      }
      var problem = Problem(domain: Domain(intervals), op: op)
      problem.exact = try Formula(exact)
      for (axis, ends) in axes.enumerated() {
        for (side, end) in zip(Side.allCases, ends) where end == "R" {
          problem.robin[BoxSide(axis: axis, side: side)] = side == .lower ? 2 : 1
        }
      }
      return problem
    }
  }

  private static let waves = "exp(cos(2*pi*y) + x/2)"
  static let boxes = [
    Box(axes: [["R", "R"]], exact: "exp(x)*cos(x)"),
    Box(axes: [["R", "N"]], exact: "exp(x)*cos(x)", placement: .cells),
    Box(axes: [["N", "R"]], exact: "exp(x)*cos(x)"),
    Box(axes: [["R", "R"], ["R", "R"]], exact: "exp(x)*cos(x + y)"),
    Box(axes: [["R", "R"], ["R", "N"]], exact: "exp(x)*cos(x + y)", placement: .cells),
    Box(axes: [["D", "R"], ["R", "N"]], exact: "exp(x)*cos(x + y)"),
    Box(axes: [["R", "D"], ["P", "P"]], exact: waves),
    Box(axes: [["R", "R"], ["P", "P"]], exact: waves, placement: .cells),
    Box(axes: [["R", "N"], ["R", "D"], ["R", "R"]], exact: "exp(x)*cos(x + y)/(2 + z)"),
    Box(axes: [["R", "N"], ["P", "P"], ["P", "P"]], exact: "exp(x + sin(2*pi*(y + z)))"),
  ]

  private static func levels(_ rank: Int) -> [[Int]] {
    [[], [16, 32, 64], [16, 32], [8, 16]][rank].map { n in (0..<rank).map { _ in n } }
  }

  /// Rate 2 in L², in H¹ and in the energy norm, whose ∫ βe² is in the function's norm too.
  @Test(arguments: boxes.indices)
  func haveTheOrderOfTheValues(_ i: Int) throws {
    let box = Self.boxes[i]
    let rank = box.axes.count
    for a in ["1", "1 + x/2"] {
      let op = SecondOrderOperator(.scalar(try Formula(a)), reaction: 0, rank: rank)
      let series = try ConvergenceStudy(
        try box.problem(op), [Method(.staggered(order: 2))],
        options(Self.levels(rank), norms: [.l2, .h(1), .energy], measures: ["function"])
      ).series()
      let isTiny = rank == 3
      for norm in [Norm.l2, .h(1), .energy] {
        let e = series.values(norm, "function").map { $0! }
        let rate = Double.log2(e[e.count - 2] / e[e.count - 1])
        #expect(abs(rate - 2) < (isTiny ? 0.35 : 0.2), "\(box) \(a) \(norm): \(e)")
      }
    }
  }

  /// The finer solution has a lift of its own.
  @Test func areComparedWithFinerOnes() throws {
    for i in [0, 1, 3] {
      let box = Self.boxes[i]
      let rank = box.axes.count
      let op = SecondOrderOperator(.scalar(1), reaction: 0, rank: rank)
      let known = try box.problem(op)
      for (reference, share) in [(ErrorReference.next, 0.75), (.finest, 15.0 / 16)] {
        var options = options(
          Self.levels(rank), norms: [.h(1)], measures: ["spectral", "function"])
        options.oversample = 2
        let truth = try ConvergenceStudy(known, [Method(.stencil(order: 2))], options).series()
        options.references = [reference]
        let series = try ConvergenceStudy(known, [Method(.stencil(order: 2))], options).series()
        for measure in options.measures {
          let found = series.values(.h(1), measure).last!! / truth.values(.h(1), measure).last!!
          #expect(abs(found - share) < 0.05, "\(box) \(reference) \(measure): \(found)")
        }
      }
    }
  }

  /// u = eˣ: a(u, u) = (e² − 1)/2 + 2 + e², β = 2 and 1.
  @Test func theEnergyHasTheSides() throws {
    let e = 2.718281828459045
    let op = SecondOrderOperator(.scalar(1), reaction: 0, rank: 1)
    let problem = try Box(axes: [["R", "R"]], exact: "exp(x)").problem(op)
    for kind in [Discretization.stencil(order: 2), .spline(degree: 1)] {
      var options = options([[32], [64], [128]])
      options.quantities = [Quantity("E", .energy)]
      let limit = try #require(
        try ConvergenceStudy(problem, [Method(kind)], options).series().limits["E"])
      #expect(abs(limit.value - ((e * e - 1) / 2 + 2 + e * e)) < 1e-5, "\(kind) \(limit)")
      #expect(abs(try #require(limit.rate) - 2) < 0.1)
    }
  }

  /// Every other kind is refused before the first solve, by a message that names what works.
  @Test func otherKindsAreRefused() throws {
    for b in [Formula(0), 1] {
      let op = SecondOrderOperator(.scalar(1), advection: [b], reaction: 0, rank: 1)
      let problem = try Box(axes: [["R", "D"]], exact: "exp(x)").problem(op)
      for kind in [
        Discretization.spectral, .centred(order: 2), .staggered(order: 4), .stencil(order: 4),
        .mehrstellen, .spline(degree: 2), .spline(degree: 3),
      ] {
        for lifting in [0, 1] {
          var method = Method(kind)
          method.lifting = lifting
          let study = ConvergenceStudy(problem, [method], options([[8]]))
          #expect {
            _ = try study.check()
          } throws: {
            let text = "\($0)"
            return text.contains("a Robin side, here x.lower, for \(kind)")
              && text.contains("`staggered` or `stencil` of order 2, or `spline` of degree 1")
          }
        }
      }
      // On cells elements are refused by the solver, and differences are not.
      let cells = try Box(axes: [["R", "D"]], exact: "exp(x)", placement: .cells).problem(op)
      #expect(throws: StudyError.self) {
        try ConvergenceStudy(cells, [Method(.spline(degree: 1))], options([[8]])).run()
      }
      _ = try ConvergenceStudy(cells, [Method(.stencil(order: 2))], options([[8]])).run()
    }
  }

  /// Linear elements are exact at the nodes in one dimension. Beside a Robin side an iteration finds
  /// them, and what it leaves, (C/c)² of its tolerance, is round-off in every norm of the table.
  @Test(arguments: [1e-10, 1e-6])
  func whatTheIterationLeavesIsMarked(_ tolerance: Double) throws {
    let box = Box(axes: [["D", "R"]], exact: "sin(x)*exp(x)")
    var method = Method(.spline(degree: 1), quadrature: 8)
    method.iteration.tolerance = tolerance
    let study = ConvergenceStudy(
      try box.problem(SecondOrderOperator(.scalar(1), rank: 1)), [method],
      options([[8], [16], [33], [64], [128]], norms: [.l2, .h(1), .lInfinity]))
    let series = try study.series()
    for norm in [Norm.l2, .h(1), .lInfinity] {
      let marks = series.marks(norm, "discrete")
      #expect(marks.allSatisfy { $0 == .exact || $0 == .floor }, "\(norm) \(marks)")
      #expect(series.values(norm, "discrete").allSatisfy { $0! < 32 * tolerance }, "\(norm)")
    }
  }
}
