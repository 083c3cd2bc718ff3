import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// Where a cell's advection outweighs its diffusion the table and `check` say so.
@Suite struct CellPeclets {
  /// −u″ + bu′ = 0, u(0) = 0, u(1) = 1: by differences, and by linear elements, u_j = (r^j − 1)/(r^n − 1),
  /// r = (2 + Pe)/(2 − Pe).
  private func layer(_ b: Double, _ cells: [Int], _ kind: Discretization) throws -> ConvergenceStudy
  {
    var problem = Problem(
      domain: Domain([unitDirichlet]),
      op: SecondOrderOperator(.scalar(1), advection: [Formula(b)], rank: 1))
    problem.source = 0
    problem.data = [BoxSide(axis: 0, side: .upper): 1]
    var options = options(cells.map { [$0] }, norms: [])
    options.quantities = [Quantity("min", .min)]
    var method = Method(kind)
    method.iteration.tolerance = 1e-12
    return ConvergenceStudy(problem, [method], options)
  }

  /// For Pe > 2 r is negative and u_h alternates; below it is as monotone as u.
  @Test(arguments: [Discretization.staggered(order: 2), .spline(degree: 1)], [7, 8, 33])
  func aLayerOscillatesExactlyWhereItIsSaid(_ kind: Discretization, _ n: Int) throws {
    for peclet in [0.5, 1.5, 2.5, 6] {
      let study = try layer(peclet * Double(n), [n], kind)
      let series = try study.series()
      let least = try #require(series.levels[0].quantities["min"])
      let r = (2 + peclet) / (2 - peclet)
      let exact = (0...n).map { (Double.pow(r, $0) - 1) / (Double.pow(r, n) - 1) }.min()!
      #expect(abs(least - exact) < 1e-9, "\(peclet): \(least), \(exact)")
      let note = series.notes.first { $0.contains("Péclet") }
      let advice = try study.advice().first { $0.contains("Péclet") }
      #expect((note != nil) == (peclet > 2) && (advice != nil) == (peclet > 2))
      #expect((least < -1e-9) == (note != nil), "\(peclet): \(least)")
    }
  }

  /// The coarsest and the finest level above 2, and the h that is fine enough.
  @Test func theNoteNamesItsLevels() throws {
    let study = try layer(100, [16, 32, 64], .stencil(order: 2))
    let note = try #require(try study.advice().last)
    #expect(
      note.contains("= 6.25 on 16 cells to 3.13 on 32 cells, above 2:")
        && note.hasSuffix("refine until h < 2a/|b| = 0.02"), "\(note)")
    #expect(try study.series().notes.last == "warning: " + note)
  }

  /// The largest ratio of each axis with its own h; a series has no sign to lose, and without
  /// advection there is nothing to say.
  @Test func itIsTheLargestOfTheAxes() throws {
    func notes(_ b: [Formula], _ kind: Discretization) throws -> [String] {
      var problem = Problem(
        domain: Domain([unitDirichlet, unitDirichlet]),
        op: SecondOrderOperator(
          .diagonal([try Formula("2 + y"), 1]), advection: b, reaction: 1, rank: 2))
      problem.exact = try Formula("sin(pi*x)*sin(pi*y)")
      return try ConvergenceStudy(problem, [Method(kind)], options([[8, 32]])).advice()
        .filter { $0.contains("Péclet") }
    }
    // 1/8 · b/2 along x, where a is least: just below, as the middles of cells have it.
    let along = try notes([64, 0], .staggered(order: 2))
    #expect(along.count == 1 && along[0].contains("= 3.9"), "\(along)")
    let across = try notes([0, 96], .staggered(order: 2))
    #expect(across.count == 1 && across[0].contains("= 3 on 8 × 32 cells"), "\(across)")
    #expect(try notes([64, 96], .spectral).isEmpty)
    #expect(try notes([0, 0], .staggered(order: 2)).isEmpty)
    #expect(try notes([20, 20], .staggered(order: 2)).isEmpty)
  }
}
