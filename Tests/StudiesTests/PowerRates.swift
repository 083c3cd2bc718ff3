import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// (−∇·(a∇))^s u + c u = f of natural and of fractional s.
@Suite struct PowerRates {
  private func series(
    _ power: Double, _ box: ManufacturedBox, _ kind: Discretization, first: Int,
    measures: [Measure] = ["discrete", "spectral"]
  ) throws -> Series {
    let op = ManufacturedOperator(
      description: "numbers", diffusion: .constantDiagonal, reaction: "3/2")
    var problem = Problem(domain: Domain(box.intervals), op: try op.on(box, box.smooth))
    problem.exact = try box.reflectedSolution()
    problem.power = power
    return try ConvergenceStudy(
      problem, [Method(kind)],
      options(
        OperatorRates.levels(first, rank: box.rank, isOdd: first.isMultiple(of: 4)),
        norms: OperatorRates.norms, measures: measures)
    ).series()
  }

  @Test(
    arguments: [0.5, 1.5, 2, 3],
    [
      ManufacturedBox("P"), .init("DD"), .init("NN"), .init("NN cells"), .init("DN", "P"),
      .init("ND cells", "DD", "P"),
    ])
  func differencesHaveTheirOrder(_ power: Double, _ box: ManufacturedBox) throws {
    for order in box.rank < 3 ? [2, 4] : [2] {
      let series = try series(
        power, box, .staggered(order: order), first: [16, 8, 3][box.rank - 1])
      try series.expectAsymptotic(
        OperatorRates.norms.flatMap { norm in
          ["discrete", "spectral"].map { ExpectedRate(norm, $0, Double(order)) }
        }, "power \(power) on \(box), order \(order)")
    }
  }

  /// λ^s raises what round-off leaves in high modes, and a coarser grid sees it in its low ones: no
  /// noise is raised.
  @Test(arguments: [1.5, 2.5], ["DD", "NN", "P"])
  func aSourceHasNoRaisedNoise(_ power: Double, _ ends: String) throws {
    let series = try series(power, .init(ends), .spectral, first: 64)
    for norm in OperatorRates.norms {
      // The round-off of u times its largest frequency, and that of f ≈ π^{2s} over c.
      let kappa = norm == .h(1) ? 256 * Double.pi : 1
      let noise = 64 * Double.ulpOfOne * max(kappa, Double.pow(.pi, 2 * power) / 1.5)
      for e in try series.errors(norm, "discrete") {
        #expect(e < noise, "\(power) \(ends) \(norm) \(e)")
      }
    }
  }

  /// Of degree p in H^m: 2 (p + 1 − m) at most; a fractional power takes ∫ f φ too.
  @Test(
    arguments: [(0.5, 2, 4), (1.5, 3, 4), (2, 2, 2), (2, 3, 4), (3, 3, 2)]
      as [(Double, Int, Double)],
    [ManufacturedBox("P"), .init("P cells", "P")])
  func splinesHaveTheirs(_ row: (Double, Int, Double), _ box: ManufacturedBox) throws {
    let (power, p, points) = row
    let series = try series(
      power, box, .spline(degree: p), first: [32, 16][box.rank - 1],
      measures: ["discrete", "spectral", "function"])
    try series.expectAsymptotic(
      OperatorRates.norms.flatMap { norm in
        ["discrete", "spectral"].map { ExpectedRate(norm, $0, points) }
      } + [
        ExpectedRate(.l2, "function", min(Double(p) + 1, points)),
        ExpectedRate(.h(1), "function", min(Double(p), points)),
      ], "power \(power), degree \(p) on \(box)")
  }
}
