import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// Every method on boxes in one, two and three dimensions: the rates in L², H¹ and H⁻¹ that its order,
/// its functions and the reflections at the ends leave it.
@Suite struct MethodRates {
  /// A method, and its rates: at the points, of its function in L² and H¹.
  struct Row: Sendable, CustomTestStringConvertible {
    let kind: Discretization
    var points: [Double]
    var function: [Double]
    var load: Method.Load?
    var lifting = 0
    var faces = FaceRule.sampled
    var isDealiased = false

    var method: Studies.Method {
      var method = Method(kind, load: load)
      method.lifting = lifting
      method.faces = faces
      method.isDealiased = isDealiased
      method.iteration.tolerance = 1e-13
      return method
    }

    /// Cells of the first level: few for a series, which is soon at round-off.
    func first(on box: ManufacturedBox) -> Int {
      points[0] == .infinity ? 8 : [32, 16, 10][box.rank - 1]
    }

    var testDescription: String {
      "\(kind)" + (load.map { ", \($0)" } ?? "") + (lifting > 0 ? ", lifting \(lifting)" : "")
        + (faces == .sampled ? "" : ", \(faces)")
    }
  }

  private static let norms = OperatorRates.norms
  private static let tori: [ManufacturedBox] = [
    .init("P"), .init("P cells"), .init("P", "P cells"), .init("P", "P", "P cells"),
  ]
  private static let numbers = ManufacturedOperator(
    description: "numbers", diffusion: .constantDiagonal, reaction: "3/2")
  private static let varying = ManufacturedOperator(
    description: "a and c", diffusion: .diagonal, reaction: "4/5 + sin(x - y + z/2)/3")

  private func expect(
    _ row: Row, _ op: ManufacturedOperator, _ box: ManufacturedBox, first: Int,
    isReflected: Bool = false, isPredicted: Bool = true
  ) throws {
    var problem = Problem(
      domain: Domain(box.intervals), op: try op.on(box, isReflected ? box.even : box.smooth))
    problem.exact = try isReflected ? box.reflectedSolution() : box.solution()
    for isOdd in box.rank == 1 ? [false, true] : [first.isMultiple(of: 4)] {
      let levels = OperatorRates.levels(first, rank: box.rank, isOdd: isOdd)
      // Gauss points in the plane are many.
      let measures = ["discrete", "spectral"] + (box.rank == 1 ? ["function"] : [])
      let study = ConvergenceStudy(
        problem, [row.method], options(levels, norms: Self.norms, measures: measures))
      // Order 6 ends at the round-off of Double.
      let results = row.points[0] > 4 ? try study.run(Float80.self) : try study.run()
      let series = try #require(results.series.first)
      let label = "\(row.testDescription) of \(op) on \(box), \(levels[0])"
      if row.points[0] == .infinity {
        try series.expectExponential(
          Self.norms, ["discrete", "spectral"], label, isPredicted: isPredicted)
        guard box.rank == 1 else { continue }
        try series.expectExponential([.l2, .h(1)], ["function"], label, isPredicted: isPredicted)
        continue
      }
      let points = zip(Self.norms, row.points).flatMap { norm, rate in
        ["discrete", "spectral"].map { ExpectedRate(norm, $0, rate) }
      }
      let function = zip([Norm.l2, .h(1)], row.function).map { ExpectedRate($0, "function", $1) }
      try series.expectAsymptotic(
        points + (box.rank == 1 ? function : []), label, isPredicted: isPredicted)
    }
  }

  /// A method of one order in every norm.
  private static func order(_ kind: Discretization, _ rate: Double) -> Row {
    Row(kind: kind, points: [rate, rate, rate], function: [rate, rate])
  }

  private static let exponential = order(.spectral, .infinity)

  // MARK: Around circles

  static let periodic: [Row] = [
    order(.stencil(order: 4), 4), order(.stencil(order: 6), 6), order(.staggered(order: 4), 4),
    order(.staggered(order: 6), 6), order(.centred(order: 2), 2), order(.centred(order: 4), 4),
    order(.mehrstellen, 4), Row(kind: .spline(degree: 2), points: [4, 4, 4], function: [3, 2]),
    Row(kind: .spline(degree: 3), points: [4, 4, 4], function: [4, 3]),
    Row(
      kind: .spline(degree: 1), points: [2, 2, 2], function: [2, 1], load: .interpolated),
    Row(kind: .spline(degree: 1), points: [2, 2, 2], function: [2, 1], load: .sampled),
    exponential,
  ]

  @Test(arguments: periodic, tori)
  func ofNumbersOnATorus(_ row: Row, _ box: ManufacturedBox) throws {
    // In space three of them: the others' axes are those of the plane.
    let inSpace: [Discretization] = [.stencil(order: 4), .mehrstellen, .spline(degree: 3)]
    guard box.rank < 3 || inSpace.contains(row.kind) else { return }
    try expect(row, Self.numbers, box, first: row.first(on: box))
  }

  static let periodicVarying: [Row] = [
    order(.staggered(order: 4), 4), order(.staggered(order: 6), 6), exponential,
    Row(
      kind: .spectral, points: exponential.points, function: exponential.function,
      isDealiased: true),
    Row(kind: .staggered(order: 2), points: [2, 2, 2], function: [2, 2], faces: .arithmetic),
    Row(kind: .staggered(order: 2), points: [2, 2, 2], function: [2, 2], faces: .harmonic),
  ]

  @Test(arguments: periodicVarying, tori)
  func ofCoefficientsOnATorus(_ row: Row, _ box: ManufacturedBox) throws {
    guard box.rank < 3 || row.kind == .staggered(order: 4) else { return }
    try expect(row, Self.varying, box, first: row.first(on: box))
  }

  // MARK: Between walls

  /// q = 2 on Dirichlet, 3 on Neumann sides.
  static let reflected: [Row] = [
    Row(kind: .spectral, points: [2, 1.5, 2], function: [2, 1.5]),
    Row(kind: .stencil(order: 4), points: [2, 1.5, 2], function: [2, 1.5]),
    Row(kind: .staggered(order: 4), points: [2, 1.5, 2], function: [2, 1.5]),
    Row(kind: .spectral, points: [4, 3.5, 4], function: [4, 3.5], lifting: 1),
  ]
  static let walls: [ManufacturedBox] = [
    .init("DD cells"), .init("DN", "P"), .init("DD", "NN cells", "P"),
  ]

  @Test(arguments: reflected, walls)
  func ofNumbersBetweenWalls(_ row: Row, _ box: ManufacturedBox) throws {
    try expect(row, Self.numbers, box, first: [32, 16, 10][box.rank - 1])
  }

  /// Coefficients and solutions that every reflection leaves smooth.
  static let smoothBoxes: [ManufacturedBox] = [
    .init("DD"), .init("NN cells"), .init("DN", "ND cells"), .init("P", "DD", "NN"),
  ]
  static let operators: [ManufacturedOperator] = ManufacturedOperator.all(rank: 2)

  @Test(arguments: operators, smoothBoxes)
  func ofASeries(_ op: ManufacturedOperator, _ box: ManufacturedBox) throws {
    // The solution has ∂u/∂n = 0, not n·a∇u = 0.
    guard !op.isOblique(on: box) || op.form == .nondivergence else { return }
    guard box.rank < 3 || op.description == "numbers" || op.description == "a and b" else { return }
    try expect(
      Self.exponential, op, box, first: [8, 8, 6][box.rank - 1], isReflected: true,
      isPredicted: !op.isTensor(on: box))
  }
}
