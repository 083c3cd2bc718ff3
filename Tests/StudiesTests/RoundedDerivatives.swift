import Discretizations
import Formulas
import Grids
import Norms
import Studies
import Testing

/// Round-off in high derivatives at the two ends of an axis is no jump; what is more than that is one.
@Suite struct RoundedDerivatives {
  private func prediction(
    _ interval: Domain.Interval, _ exact: String
  ) throws -> Prediction {
    let study = ConvergenceStudy(
      try problem([interval], exact: exact, reaction: 1), [Method(.spectral)], options([[16]]))
    return try #require(try study.predictions().first).prediction
  }

  @Test(arguments: [
    "sin(20*pi*x+0.3)", "cos(40*pi*x+1)", "cos(200*pi*x+1)", "exp(-20*(sin(2*pi*x+2/5)-2/5)^2)",
    "sin(2*pi*x)^8*cos(6*pi*x)",
  ])
  func periodicFunctionsAreSmooth(_ u: String) throws {
    for start in [0, 1, 1000.3] as [Extended] {
      let circle = interval(start, start + 1, .periodic)
      let found = try prediction(circle, u)
      #expect(found.isExponential, "\(u) from \(start): \(found)")
      // The third derivative of (t(1 − t))³ jumps by 12.
      let t = "(x - \(start))"
      let broken = try prediction(circle, "\(u) + 1e-2*(\(t)*(1 - \(t)))^3")
      #expect(broken.reason == "not predicted: ∂x^3 u jumps at the period", "\(u): \(broken)")
    }
  }

  @Test(arguments: [0, 1, 100, 10_000] as [Extended])
  func sinesFarFromTheOriginAreReflected(_ start: Extended) throws {
    for waves in [1, 9, 40] {
      let box = interval(start, start + 1, .dirichlet)
      let smooth = "sin(\(waves)*pi*x)"
      #expect(try prediction(box, smooth).isExponential, "\(smooth) from \(start)")
      // ∂²(t²(1 − t)) = 2 at the lower end: rate 2.
      let t = "(x - \(start))"
      let jumping = try prediction(box, "\(smooth) + 1e-4*\(t)^2*(1 - \(t))")
      #expect(jumping.rate == 2, "\(smooth) from \(start): \(jumping)")
    }
  }

  /// u vanishes at the ends but for the round-off of its parameters: no datum is left, and nothing has to be
  /// lifted beside a coefficient that jumps; one of 10⁻¹² stays one.
  @Test func dataOfRoundoffAreNone() throws {
    let q = "((1/8 + 3/8000)/(1/2 + 1/2000))"
    let u = "if(x < 1/2, \(q)*x - x^2/2, \(q)/2 - 1/8 + (\(q)*(x - 1/2) - (x^2 - 1/4)/2)/1000)"
    for shift in ["", " + 1e-12*x"] {
      let problem = try problem(
        [unitDirichlet], exact: u + shift, source: "1",
        diffusion: [try Formula("if(x < 1/2, 1, 1000)")])
      let study = ConvergenceStudy(problem, [Method(.spectral)], options([[16], [32]]))
      if shift.isEmpty {
        _ = try study.check()
        let last = try #require(try study.series().levels.last?.values["L2"]?["discrete"])
        #expect(last < 1e-2)
      } else {
        // What a run refuses is refused by a check.
        #expect(throws: StudyError.self) { try study.check() }
        #expect(throws: StudyError.self) { try study.run() }
      }
    }
  }
}
