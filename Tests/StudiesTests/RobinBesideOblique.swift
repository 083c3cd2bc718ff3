import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// A Robin side tells its slope, g − βu_h, whatever the flux through other sides is: oblique ones are left out
/// alone, and in nondivergence form, whose condition is of ∂u/∂n, there are none.
@Suite struct RobinBesideOblique {
  /// A box, its Robin sides and a full matrix, by texts in x, y, z.
  struct Sample: Sendable, CustomTestStringConvertible {
    let boundaries: [Boundary]
    let robin: [BoxSide: Formula]
    let exact: String
    let matrix: [[String]]
    var form = SecondOrderOperator.Form.divergence
    /// ∫ ∂u/∂n over its sides.
    let known: [BoxSide: Double]

    var testDescription: String { "\(form) \(matrix) \(exact)" }

    /// The axes in the order given by their old numbers: what was x is called by its new letter.
    func permuted(_ order: [Int]) throws -> Sample {
      let letters = ["x", "y", "z"]
      func moved(_ side: BoxSide) -> BoxSide {
        BoxSide(axis: order.firstIndex(of: side.axis)!, side: side.side)
      }
      func renamed(_ text: String) -> String {
        String(
          text.map { c in
            guard let old = letters.firstIndex(of: String(c)), let new = order.firstIndex(of: old)
            else { return c }
            return Character(letters[new])
          })
      }
      return Sample(
        boundaries: order.map { boundaries[$0] },
        robin: Dictionary(uniqueKeysWithValues: robin.map { (moved($0), $1) }),
        exact: renamed(exact), matrix: order.map { i in order.map { renamed(matrix[i][$0]) } },
        form: form, known: Dictionary(uniqueKeysWithValues: known.map { (moved($0), $1) }))
    }

    func problem() throws -> Problem {
      // The exponential is E in these texts: its name has an x, which is renamed.
      func formula(_ text: String) throws -> Formula {
        try Formula(
          text.split(separator: "E", omittingEmptySubsequences: false).joined(separator: "exp"))
      }
      let a = try matrix.map { try $0.map(formula) }
      var problem = Problem(
        domain: Domain(boundaries.map { interval(0, 1, $0) }),
        op: SecondOrderOperator(.tensor(a), form: form, rank: boundaries.count))
      problem.exact = try formula(exact)
      problem.robin = robin
      return problem
    }
  }

  private static func side(_ axis: Int, _ side: Side) -> BoxSide { BoxSide(axis: axis, side: side) }
  private static let e = Double.exp(1)
  private static let arc = Double.cos(0.3) - Double.cos(1.3)

  static let samples = [
    Sample(
      boundaries: [.neumann, .dirichlet], robin: [side(0, .lower): 1, side(0, .upper): 1],
      exact: "E(x)*sin(y+0.3)", matrix: [["2", "x/2"], ["x/2", "2"]],
      known: [side(0, .lower): -arc, side(0, .upper): e * arc]),
    Sample(
      boundaries: [.dirichletNeumann, .dirichlet, .neumannDirichlet],
      robin: [side(0, .upper): 1, side(2, .lower): 1],
      exact: "E(x)*sin(y+0.3)*E(z)",
      matrix: [["2", "1/2", "0"], ["1/2", "2", "0"], ["0", "0", "1"]],
      known: [side(0, .upper): e * arc * (e - 1), side(2, .lower): -(e - 1) * arc]),
    Sample(
      boundaries: [.dirichlet, .dirichletNeumann], robin: [side(1, .upper): 1],
      exact: "sin(x)*E(y)", matrix: [["2", "1/2"], ["1/2", "1"]], form: .nondivergence,
      known: [side(1, .upper): e * (1 - Double.cos(1))]),
    Sample(
      boundaries: [.neumannDirichlet, .neumann, .dirichlet],
      robin: [side(0, .lower): 2, side(1, .upper): 1],
      exact: "E(x)*sin(y+0.3)*E(z)",
      matrix: [["2", "1/2", "0"], ["1/2", "2", "1/4"], ["0", "1/4", "1"]], form: .nondivergence,
      known: [
        side(0, .lower): -arc * (e - 1),
        side(1, .upper): Double.cos(1.3) * (e - 1) * (e - 1),
      ]),
  ]

  /// ∫ ∂u/∂n over every Robin side is of order 2, from inside where the lift has the slope and by the condition
  /// where it is oblique: h²-terms leave a fourth, and the next, h³ or h^{7/2} at the side's ends, a share of it
  /// that is halved.
  @Test(arguments: samples.indices)
  func theSlopeIsThatOfTheCondition(_ i: Int) throws {
    let rank = Self.samples[i].boundaries.count
    let orders = rank == 2 ? [[0, 1], [1, 0]] : [[0, 1, 2], [2, 0, 1], [1, 2, 0]]
    for order in orders {
      let sample = try Self.samples[i].permuted(order)
      let n = rank == 2 ? 24 : 8
      var options = options([n, 2 * n].map { n in order.map { _ in n } }, norms: [])
      let sides = sample.known.sorted { $0.key.name < $1.key.name }
      options.quantities = try sides.map { side, known in
        Quantity(
          side.name,
          .integrand(
            Integrand(try Formula("u", variables: ["u"]), of: [.normal], over: .side(side))),
          known: known)
      }
      let levels = try ConvergenceStudy(
        try sample.problem(), [Method(.staggered(order: 2))], options
      ).series().levels
      for (side, known) in sides {
        let gaps = try levels.map { abs(try #require($0.quantities[side.name]) - known) }
        #expect(
          gaps[1] < 0.3 * gaps[0] || gaps[0] < 1e-3 * abs(known),
          "\(order) \(side.name) \(gaps)")
        #expect(gaps[1] < 0.02 * abs(known), "\(order) \(side.name) \(gaps) of \(known)")
      }
    }
  }

  /// Between the points, too, the function has the order of the values: in H¹ what a Dirichlet side costs.
  @Test(arguments: [[0, 1], [1, 0]])
  func nondivergenceFunctionsHaveTheOrderOfTheValues(_ order: [Int]) throws {
    var options = options([64, 128, 256].map { [$0, $0] })
    options.norms = [.h(1), .lInfinity]
    options.measures = ["function"]
    let series = try ConvergenceStudy(
      try Self.samples[2].permuted(order).problem(), [Method(.staggered(order: 2))], options
    ).series()
    try series.expectAsymptotic(
      [ExpectedRate(.h(1), "function", 1.5), .init(.lInfinity, "function", 2)], "\(order)")
  }
}
