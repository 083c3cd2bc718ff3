import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Every operator on boxes of every boundary, in one, two and three dimensions: the rates of a solution
/// without symmetries in L², H¹ and H⁻¹ are those of theory.
@Suite struct OperatorRates {
  static let norms: [Norm] = [.l2, .h(1), .h(-1)]

  static let lines: [ManufacturedBox] = [
    .init("P"), .init("P cells"), .init("DD"), .init("DD cells"), .init("NN"), .init("NN cells"),
    .init("ND"), .init("DN cells"), .init("RR"), .init("RR cells"), .init("DR"), .init("RN cells"),
  ]
  static let planes: [ManufacturedBox] = [
    .init("P", "DD"), .init("DD", "DD"), .init("NN", "DN"), .init("P cells", "P"),
    .init("RD", "P"), .init("NR", "RR"), .init("DN cells", "DD"), .init("P cells", "RN"),
  ]
  static let spaces: [ManufacturedBox] = [
    .init("DD", "P", "DD"), .init("P cells", "P", "P"), .init("NN", "RD", "DN"),
  ]

  /// Three levels of even numbers that differ from axis to axis, or of odd numbers.
  static func levels(_ n: Int, rank: Int, isOdd: Bool) -> [[Int]] {
    (0..<3).map { l in
      (0..<rank).map { isOdd ? (n << l) + 1 : (n + 2 * $0) << l }
    }
  }

  /// The study of an operator on a box.
  private func study(
    _ op: ManufacturedOperator, _ box: ManufacturedBox, _ kind: Discretization, _ levels: [[Int]]
  ) throws -> ConvergenceStudy {
    var problem = Problem(domain: Domain(box.intervals), op: try op.on(box, box.smooth))
    problem.exact = try box.solution()
    problem.robin = try box.robin()
    var method = Method(kind)
    method.iteration.tolerance = 1e-12
    let isFunction = kind == .spline(degree: 1) && box.rank == 1
    return ConvergenceStudy(
      problem, [method],
      options(
        levels, norms: Self.norms,
        measures: ["discrete", "spectral"] + (isFunction ? ["function"] : [])))
  }

  /// What no scheme of order 2 is there for: elements on cells that end at a boundary, but for symmetric
  /// operators with a diagonal and without Robin sides; mixed differences there; and an oblique flux in
  /// the form whose condition a scheme has not.
  private func isRefused(
    _ op: ManufacturedOperator, _ box: ManufacturedBox, _ kind: Discretization
  ) -> Bool {
    let endsInCells = box.axes.contains { $0.placement == .cells && $0.ends != "P" }
    let isTensor = op.isTensor(on: box)
    if kind == .spline(degree: 1) {
      let hasRobin = box.axes.contains { $0.ends.contains("R") }
      return endsInCells && (op.isNonsymmetric || isTensor || hasRobin)
        || op.isOblique(on: box) && op.form == .nondivergence
    }
    guard isTensor, op.form == .divergence else { return false }
    return op.hasAdvection ? op.isOblique(on: box) : endsInCells
  }

  private func expectSecondOrder(
    _ op: ManufacturedOperator, _ box: ManufacturedBox, _ kind: Discretization, _ levels: [[Int]]
  ) throws {
    let label = "\(op) on \(box) by \(kind), \(levels[0])"
    let study = try study(op, box, kind, levels)
    if op.description == "Helmholtz", !(try box.robin()).isEmpty {
      // Only what a basis makes diagonal may be indefinite.
      #expect("\(label)") {
        try study.series()
      } throws: {
        "\($0)".contains("negative") || "\($0)".contains("Robin")
      }
      return
    }
    if isRefused(op, box, kind) {
      // What is there instead is named.
      #expect("\(label)") {
        try study.series()
      } throws: {
        "\($0)".contains("take ") || "\($0)".contains("but for")
      }
      return
    }
    let isGalerkin = kind == .spline(degree: 1)
    // Nodal values are exact.
    if isGalerkin, box.rank == 1, op.description == "−Δ" { return }
    var expected = [ExpectedRate(.l2, "function", 2), ExpectedRate(.h(1), "function", 1)]
    if !study.options.measures.contains("function") { expected = [] }
    for norm in Self.norms {
      let isRough = norm == .h(1) && box.hasWallBesideCells && !isGalerkin
      for measure in ["discrete", "spectral"] {
        expected.append(ExpectedRate(norm, measure, isRough ? 1.5 : 2))
      }
    }
    // The corners of two sides with oblique fluxes.
    let n = Double(levels[2].max()!)
    try study.series().expectAsymptotic(
      expected, label, logarithm: op.isOblique(on: box) ? 1 / (2 * Double.log(n)) : 0)
  }

  @Test(arguments: ManufacturedOperator.all(rank: 1), lines)
  func onALine(_ op: ManufacturedOperator, _ box: ManufacturedBox) throws {
    for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
      for isOdd in [false, true] {
        try expectSecondOrder(op, box, kind, Self.levels(32, rank: 1, isOdd: isOdd))
      }
    }
  }

  /// Even and odd numbers by turns, of differences and of elements.
  @Test(arguments: turns(rank: 2), planes)
  func inThePlane(_ turn: Turn, _ box: ManufacturedBox) throws {
    let isOdd = turn.index.isMultiple(of: 2) != box.axes[0].ends.hasPrefix("D")
    try expectSecondOrder(
      turn.op, box, .spline(degree: 1), Self.levels(8, rank: 2, isOdd: isOdd))
    try expectSecondOrder(
      turn.op, box, .stencil(order: 2), Self.levels(8, rank: 2, isOdd: !isOdd))
  }

  /// Likewise.
  @Test(arguments: turns(rank: 3), spaces)
  func inSpace(_ turn: Turn, _ box: ManufacturedBox) throws {
    let isOdd = turn.index.isMultiple(of: 2) != box.axes[0].ends.hasPrefix("P")
    try expectSecondOrder(
      turn.op, box, .spline(degree: 1), Self.levels(5, rank: 3, isOdd: isOdd))
    try expectSecondOrder(
      turn.op, box, .staggered(order: 2), Self.levels(5, rank: 3, isOdd: !isOdd))
  }

  /// Every corner and edge where oblique Robin fluxes meet each other, a value, a circle.
  @Test(arguments: [ManufacturedBox("RR", "DR", "P"), .init("NR", "RN", "RD")])
  func mixedDifferencesBesideRobinSides(_ box: ManufacturedBox) throws {
    let op = ManufacturedOperator.all(rank: 3).first { $0.description == "tensor" }!
    for isOdd in [false, true] {
      try expectSecondOrder(
        op, box, .staggered(order: 2), Self.levels(5, rank: 3, isOdd: isOdd))
    }
  }

  static func turns(rank: Int) -> [Turn] {
    ManufacturedOperator.all(rank: rank).enumerated().map { Turn($0.offset, $0.element) }
  }

  struct Turn: Sendable, CustomTestStringConvertible {
    let index: Int
    let op: ManufacturedOperator

    init(_ index: Int, _ op: ManufacturedOperator) {
      self.index = index
      self.op = op
    }

    var testDescription: String { op.description }
  }
}
