import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing

/// The datum n·a∇u + βu of `exact`, n outwards, at both ends of an axis: also where a∂u + βu or a∂u − βu is 0
/// everywhere, and one of the two signs makes it vanish.
@Suite struct RobinDataOfExact {
  /// The errors with derived data, which are those with data by hand, and fall like h².
  private func expectHand(
    _ problem: Problem, _ data: [BoxSide: String], _ kind: Discretization, _ label: String
  ) throws {
    var given = problem
    for (side, g) in data { given.data[side] = try Formula(g) }
    let levels = [8, 16, 32].map { n in problem.domain.intervals.map { _ in n } }
    var method = Method(kind)
    method.iteration.tolerance = 1e-13
    let errors = try [problem, given].map {
      try ConvergenceStudy($0, [method], options(levels)).series().values(.l2, "discrete").map {
        $0!
      }
    }
    for (derived, hand) in zip(errors[0], errors[1]) {
      #expect(abs(derived - hand) < 1e-9 * hand + 1e-12, "\(label) \(kind): \(errors)")
    }
    let rate = Double.log2(errors[0][1] / errors[0][2])
    #expect(abs(rate - 2) < 0.15, "\(label) \(kind): \(errors[0])")
  }

  /// u = e^{kx}: (−ak + β) at 0 and (ak + β) eᵏ at 1; in nondivergence form without a.
  @Test(arguments: [Side.lower, .upper], [Placement.nodes, .cells])
  func ofOneAxis(_ end: Side, _ placement: Placement) throws {
    for (form, a) in [(SecondOrderOperator.Form.divergence, 2.0), (.nondivergence, 1)] {
      for k in [-3 / a, 3 / a, 0.75] {
        let boundary: Boundary = end == .lower ? .neumannDirichlet : .dirichletNeumann
        var sut = Problem(
          domain: Domain([interval(0, 1, boundary, placement)]),
          op: SecondOrderOperator(.scalar(2), reaction: 0, form: form, rank: 1))
        sut.exact = try Formula("exp(\(k)*x)")
        let side = BoxSide(axis: 0, side: end)
        sut.robin = [side: 3]
        let slope = end == .lower ? -a * k : a * k
        try expectHand(
          sut, [side: "(\(slope + 3))*exp(\(end == .lower ? 0 : k))"], .stencil(order: 2),
          "\(form) \(end) k = \(k)")
      }
    }
  }

  /// u = e^{kx + my} with a∇u = (−1, −2) u, and β = 1, 2 on the lower sides, 3 on the upper ones; and on the
  /// opposite sides of the box turned round.
  @Test func ofMatrices() throws {
    let matrices: [(SecondOrderOperator.Diffusion, Double, Double, Discretization)] = [
      (.tensor([[2, 1], [1, 3]]), -0.2, -0.6, .spline(degree: 1)),
      (.diagonal([2, 4]), -0.5, -0.5, .spline(degree: 1)),
      (.diagonal([2, 4]), -0.5, -0.5, .stencil(order: 2)),
    ]
    for (a, k, m, kind) in matrices {
      for sign in [1.0, -1] {
        let free = interval(0, 1, .neumann)
        var sut = Problem(domain: Domain([free, free]), op: SecondOrderOperator(a, rank: 2))
        sut.exact = try Formula("exp((\(sign * k))*x + (\(sign * m))*y)")
        let vanishing: Side = sign > 0 ? .lower : .upper
        var data: [BoxSide: String] = [:]
        for (axis, flux) in [(0, -1.0), (1, -2)] {
          for end in Side.allCases {
            let side = BoxSide(axis: axis, side: end)
            let beta = end == vanishing ? -flux : 3
            sut.robin[side] = Formula(Formula.Constant(beta))
            let value = (end == .lower ? -flux : flux) * sign + beta
            let x = axis == 0 ? (end == .lower ? "0" : "1") : "x"
            let y = axis == 1 ? (end == .lower ? "0" : "1") : "y"
            data[side] = "(\(value))*exp((\(sign * k))*\(x) + (\(sign * m))*\(y))"
          }
        }
        try expectHand(sut, data, kind, "\(a) \(sign)")
      }
    }
  }

  /// u = (1 − x) cos(πx/2) on [2, 3] has −u′ + u = 0 at 2 and u = 0 at 3, but for round-off of sin π and
  /// cos(3π/2): the data are 0, and norms are those of the method's own symbols.
  @Test func roundoffIsNoDatum() throws {
    var sut = try problem(
      [interval(2, 3, .neumannDirichlet)], exact: "(1 - x)*cos(pi*x/2)")
    sut.robin = [BoxSide(axis: 0, side: .lower): 1]
    var given = sut
    given.data = [BoxSide(axis: 0, side: .lower): 0, BoxSide(axis: 0, side: .upper): 0]
    var other = sut
    other.data = [BoxSide(axis: 0, side: .lower): try Formula("1e-15")]
    var options = options([[8]])
    options.quantities = [Quantity("n", .norm(.l2))]
    let norms = try [sut, given, other].map {
      try #require(
        try ConvergenceStudy($0, [Method(.stencil(order: 2))], options).series().levels[0]
          .quantities["n"])
    }
    #expect(abs(norms[0] - norms[1]) < 1e-13, "\(norms)")
    #expect(abs(norms[2] - norms[1]) > 1e-6, "what tells the data from 0: \(norms)")
  }
}
