import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// A is linear: with 2^k u on a box 2^m times as long the energy norm of the error, and its bounds, are
/// 2^{k + m(d − 2)/2} times as large, to the bit, though squares of u, f or a length are 0 or infinite.
@Suite struct ResidualScales {
  private struct Sample {
    let ends: [Boundary]
    let exact: String
    var a = "1"
    var c = "0"
    var b: [String] = []
    var robin: [BoxSide: String] = [:]
  }

  /// s is the size of u and l the length of the box.
  private static let samples = [
    Sample(ends: [.dirichlet], exact: "s*exp(x/l)"),
    Sample(ends: [.dirichletNeumann], exact: "s*exp(x/l)", a: "1 + x/l", c: "x/l^3", b: ["1/l"]),
    Sample(
      ends: [.neumann], exact: "s*exp(x/l)", a: "1 + x/l", c: "x/l^3",
      robin: [BoxSide(axis: 0, side: .lower): "2/l"]),
    Sample(
      ends: [.dirichlet, .neumann], exact: "s*exp(x/l)*cos(y/l)", a: "1 + x*y/l^2",
      robin: [BoxSide(axis: 1, side: .upper): "(1 + x/l)/l"]),
    Sample(
      ends: [.dirichlet, .neumannDirichlet, .neumann], exact: "s*exp(x/l)*cos(y/l)*(1 + z/l)",
      a: "1 + x*y/l^2", robin: [BoxSide(axis: 2, side: .lower): "1/l"]),
  ]

  private func rows(_ sample: Sample, _ k: Int, _ m: Int) throws -> [Level] {
    func text(_ f: String) -> String {
      f.replacing("s*", with: "2^(\(k))*").replacing("/l", with: "/(2^(\(m)))")
    }
    let length = Extended(sign: .plus, exponent: m, significand: 1)
    var problem = try stream(
      sample.ends.map { interval(0, length, $0) },
      sample.ends.indices.map { sample.b.indices.contains($0) ? text(sample.b[$0]) : "0" },
      text(sample.c), a: text(sample.a), exact: text(sample.exact))
    for (side, beta) in sample.robin { problem.robin[side] = try Formula(text(beta)) }
    var options = options(
      [4, 5].map { n in sample.ends.map { _ in n } }, norms: [.energy], measures: ["function"])
    options.references = [.exact, .residual]
    return try [Discretization.staggered(order: 2), .spline(degree: 1)].flatMap { kind in
      try ConvergenceStudy(problem, [Method(kind)], options).series().levels
    }
  }

  @Test(arguments: samples.indices) func theBoundHasTheUnitOfTheError(_ i: Int) throws {
    let sample = Self.samples[i]
    let (k, m) = (2, 4)
    let plain = try rows(sample, k, m)
    for (dk, dm) in [
      (400, 0), (-400, 0), (-532, 0), (0, 100), (0, -100), (-400, 100), (300, -100), (-200, 196),
    ] {
      for (row, other) in zip(plain, try rows(sample, k + dk, m + dm)) {
        let power = dk + dm * (sample.ends.count - 2) / 2
        func scaled(_ x: Double?) -> Double? {
          x.map { Double(sign: .plus, exponent: power, significand: $0) }
        }
        let place = "\(row.cells), 2^\(dk) u on 2^\(dm) boxes"
        let bound = try #require(row.residual)
        #expect(bound.upper > 0)
        #expect(other.residual?.upper == scaled(bound.upper), "\(place)")
        #expect(other.residual?.lower == scaled(bound.lower), "\(place)")
        #expect(other.effectivity == row.effectivity, "\(place)")
        for measure in ["function", "residual"] as [Measure] {
          let error = row.values["energy"]?[measure]
          #expect(other.values["energy"]?[measure] == scaled(error), "\(place)")
        }
      }
    }
  }
}
