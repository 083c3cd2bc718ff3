import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// A is linear: with 2^k f there is 2^k u, bit for bit, though squares of either are 0 or infinite.
@Suite struct SystemUnits {
  private struct Sample {
    let name: String
    let grid: Grid
    let op: SecondOrderOperator
    var robin: [BoxSide: Formula] = [:]
    var schemes = [Scheme(.staggered(order: 2)), Scheme(.spline(degree: 1))]
  }

  private func samples() throws -> [Sample] {
    func grid(_ boundary: Boundary) -> Grid {
      Grid(Axis(0, 1, cells: 7, boundary: boundary), Axis(0, 2, cells: 8, boundary: boundary))
    }
    func op(_ a: String, _ b: [String] = ["0", "0"], _ c: String = "0") throws
      -> SecondOrderOperator
    {
      SecondOrderOperator(
        .scalar(try Formula(a)), advection: try b.map { try Formula($0) },
        reaction: try Formula(c), rank: b.count)
    }
    let (wall, circle) = (grid(.dirichlet), grid(.periodic))
    let spectral = [Scheme(.staggered(order: 2)), Scheme(.spline(degree: 1)), Scheme(.spectral)]
    let free = grid(.neumann)
    let stiff = Dictionary(uniqueKeysWithValues: free.sides.map { ($0, Formula(1e4)) })
    let line = Grid(Axis(0, 1, cells: 13, boundary: .dirichlet))
    return [
      Sample(name: "smooth", grid: wall, op: try op("1 + x*y"), schemes: spectral),
      Sample(name: "jump", grid: wall, op: try op("if(x > 0.5, 100, 1)")),
      Sample(name: "singular", grid: circle, op: try op("2 + sin(2*pi*x)"), schemes: spectral),
      Sample(name: "stiff", grid: free, op: try op("1 + x*y", ["0", "0"], "1"), robin: stiff),
      Sample(
        name: "advection", grid: wall, op: try op("1 + x*y", ["3", "y"], "1"), schemes: spectral),
      Sample(name: "scaled advection", grid: wall, op: try op("10^sin(3*x*y)", ["3", "y"], "1")),
      Sample(
        name: "stiff advection", grid: free, op: try op("1", ["1", "y - 1"], "2"), robin: stiff),
      Sample(name: "line", grid: line, op: try op("1 + x", ["3"], "1")),
    ]
  }

  private func solution<T: TransformScalar>(
    _ sample: Sample, _ scheme: Scheme, _ f: Field<T>
  ) throws -> Field<T> {
    try SecondOrderProblem(sample.op, source: 0, robin: sample.robin).solve(
      in: f.space, scheme: scheme, load: .sampled,
      // How many steps `Float` takes beside a stiff side, from a hundred to some thousands, is round-off's.
      options: IterationOptions(
        tolerance: T.self == Float.self ? 1e-5 : 1e-11, iterations: 20_000), adding: f,
      taken: nil
    ).u
  }

  private func expectLinear<T: TransformScalar>(_ powers: [Int], _: T.Type) throws {
    for sample in try samples() {
      let space = FunctionSpace<T>(on: sample.grid)
      var f = Field<T>(in: space, values: whiteNoise(space.count, seed: 4, T.self))
      if sample.name == "singular" { f.add(-f.mean) }
      for scheme in sample.schemes {
        let u = try solution(sample, scheme, f)
        for k in powers {
          let c = T(sign: .plus, exponent: T.Exponent(k), significand: 1)
          // The mean of the singular one is round-off, of a load whose own is.
          let found = try solution(sample, scheme, c * f)
          #expect(found.values == (c * u).values, "\(sample.name) \(scheme) \(T.self) 2^\(k)")
        }
      }
    }
  }

  @Test func powersOfTwoGoThrough() throws {
    try expectLinear([-900, -530, -200, -30, 40, 270, 540, 900], Double.self)
    try expectLinear([-60, -20, 20, 70], Float.self)
  }
}
