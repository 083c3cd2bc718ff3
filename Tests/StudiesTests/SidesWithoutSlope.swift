import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// A side with an oblique flux tells no ∂u/∂n: schemes have their order at the points beside it, but the
/// cosines through those have slope 0 there. A Robin side tells it by the values of the solution.
@Suite struct SidesWithoutSlope {
  /// What is predicted is found, and is what theory says.
  private func expect(
    _ rates: [(Norm, Double)], _ measure: Measure, _ problem: Problem, _ method: Studies.Method,
    _ options: StudyOptions, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var options = options
    options.norms = rates.map(\.0)
    options.measures = [measure]
    let series = try ConvergenceStudy(problem, [method], options).series()
    try series.expectAsymptotic(
      rates.map { ExpectedRate($0.0, measure, $0.1) }, "\(method.name) \(measure)",
      sourceLocation: sourceLocation)
  }

  private func problem(
    _ box: ManufacturedBox, _ op: ManufacturedOperator
  ) throws -> Problem {
    var problem = Problem(domain: Domain(box.intervals), op: try op.on(box, box.smooth))
    problem.exact = try box.solution()
    problem.robin = try box.robin()
    return problem
  }

  /// The slope g − βu_h gives the trigonometric function the order of the values; linear elements have
  /// their own.
  @Test(arguments: [ManufacturedBox("RR"), .init("RR cells"), .init("RN")])
  func robin(_ box: ManufacturedBox) throws {
    let sut = try problem(box, .init(description: "c", reaction: "1"))
    var options = options((0..<3).map { [32 << $0] })
    let fd2 = Method(.staggered(order: 2))
    let trigonometric = [(Norm.l2, 2.0), (.h(1), 2)]
    try expect(trigonometric, "function", sut, fd2, options)
    options.oversample = 2
    try expect(trigonometric, "spectral", sut, fd2, options)
    guard box.axes.allSatisfy({ $0.placement == .nodes }) else { return }
    options.oversample = 1
    try expect([(.l2, 2), (.h(1), 1)], "function", sut, Method(.spline(degree: 1)), options)
    var multilinear = fd2
    multilinear.reconstruction = .multilinear
    try expect([(.l2, 2), (.h(1), 1)], "function", sut, multilinear, options)
  }

  /// Dirichlet data are taken out before a series is formed, beside an oblique flux too.
  @Test(arguments: [false, true])
  func oblique(_ hasAdvection: Bool) throws {
    let box = ManufacturedBox("DN", "NN")
    let sut = try problem(
      box,
      .init(
        description: "tensor", diffusion: .tensor, hasAdvection: hasAdvection, reaction: "1"))
    var options = options([[16, 16], [32, 32], [64, 64]])
    let elements = Method(.spline(degree: 1))
    try expect([(.l2, 2), (.h(1), 1)], "function", sut, elements, options)
    options.oversample = 2
    try expect([(.l2, 1.5), (.h(1), 0.5)], "spectral", sut, elements, options)
  }

  /// Middles of cells are not among those of half the cells: u_{h/2} is read between its own.
  @Test func readingBetweenThePointsIsPredicted() throws {
    var options = options([[32], [64], [128]])
    options.references = [.next]
    let robin = try problem(.init("RR cells"), .init(description: "c", reaction: "1"))
    try expect(
      [(.l2, 2), (.h(1), 2)], "discrete", robin, Method(.staggered(order: 2)), options)
    let wall = try problem(.init("DD cells"), .init(description: "c", reaction: "1"))
    try expect(
      [(.l2, 2), (.h(1), 1.5)], "discrete", wall, Method(.spline(degree: 1)), options)
    // h²∂²u/8 along the circle, which does not vanish on the walls.
    options.levels = [[16, 16], [32, 32], [64, 64]]
    let channel = try problem(.init("DD", "P cells"), .init(description: "c", reaction: "1"))
    try expect(
      [(.l2, 2), (.h(1), 1.5)], "discrete", channel, Method(.spline(degree: 1)), options)
  }

  /// Around a circle the linear function through the middles of cells is what it is on nodes.
  @Test(arguments: [ManufacturedBox("P cells"), .init("P cells", "RN"), .init("DD", "P cells")])
  func linearFunctionsOnPeriodicCells(_ box: ManufacturedBox) throws {
    let sut = try problem(box, .init(description: "b", hasAdvection: true, reaction: "1"))
    let n = box.rank == 1 ? 32 : 16
    let options = options((0..<3).map { l in box.axes.map { _ in n << l } })
    try expect([(.l2, 2), (.h(1), 1)], "function", sut, Method(.spline(degree: 1)), options)
    var multilinear = Method(.staggered(order: 2))
    multilinear.reconstruction = .multilinear
    try expect([(.l2, 2), (.h(1), 1)], "function", sut, multilinear, options)
  }
}
