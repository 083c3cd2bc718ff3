import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// Errors against a finer solution that has a jump of the data at the same wrong place.
///
/// −(a u′)′ = 1 on (0, 1), u = 0 at the ends, a = 1 up to s and 10 behind it. With its faces at the middles
/// u_h has the jump at the node s_h next to s and is exact for that, at all nodes:
///
///     u_h − u_H = O(s_h − s_H),    u_h − u = O(s_h − s)
@Suite struct UnalignedReferences {
  private func study(
    _ a: String, _ cells: [Int], _ reference: ErrorReference, _ kind: Discretization,
    _ placement: Placement = .nodes
  ) throws -> ConvergenceStudy {
    var problem = Problem(
      domain: Domain([interval(0, 1, .dirichlet, placement)]),
      op: SecondOrderOperator(.scalar(try Formula(a)), rank: 1))
    problem.source = 1
    return ConvergenceStudy(
      problem, [Method(kind)],
      options(cells.map { [$0] }, [reference], norms: [.l2], measures: ["discrete"]))
  }

  private func layers(_ s: Double) -> String { "if(x < \(s), 1, 10)" }

  /// u for a jump at s, a u′ = F − x.
  private func u(_ x: Double, _ s: Double) -> Double {
    let flux = (s * s / 2 + (1 - s * s) / 20) / (s + (1 - s) / 10)
    func part(_ from: Double, _ to: Double) -> Double {
      flux * (to - from) - (to * to - from * from) / 2
    }
    return part(0, min(x, s)) + (x > s ? part(s, x) / 10 : 0)
  }

  /// ‖u_h − u‖, the discrete one.
  private func truth(_ n: Int, _ s: Double) -> Double {
    let seen = (s * Double(n)).rounded() / Double(n)
    let sum = (0...n).reduce(0.0) { sum, i in
      let e = u(Double(i) / Double(n), seen) - u(Double(i) / Double(n), s)
      return sum + e * e
    }
    return (sum / Double(n)).squareRoot()
  }

  private func marks(_ series: Series) -> [Bool] {
    series.marks(.l2, "discrete").map { $0 == .unaligned }
  }

  /// 8, 16, 32 and 64 cells have 0.37 at 3/8.
  @Test func oneWrongPlaceOnAllGridsIsNoConvergence() throws {
    let series = try study(layers(0.37), [8, 16, 32], .next, .staggered(order: 2)).series()
    for (value, n) in zip(series.values(.l2, "discrete"), [8, 16, 32]) {
      #expect(value! < 1e-14 && truth(n, 0.37) > 1e-4)
    }
    #expect(marks(series) == [true, true, true])
    #expect(series.levels.allSatisfy { $0.rates.isEmpty })
    #expect(series.fits["L2"]?["discrete"]?.rate == nil)
    let note = try #require(series.notes.first { $0.contains("unaligned") })
    #expect(note.contains("`diffusion` jumps") && note.contains("x = 0.37"), "\(note)")
  }

  /// A row is an error if the finer grid has a plane at s, or s at the same share of its cells: 1/3 and 2/3.
  @Test(arguments: [0.37, 0.375, 0.25, 1.0 / 3, 0.74, 3.0 / 16])
  func rowsAreMarkedByTheFinerGrid(_ s: Double) throws {
    func share(_ n: Int) -> Double { (s * Double(n) - (s * Double(n)).rounded()).magnitude }
    func isError(_ n: Int, _ finer: Int) -> Bool {
      share(finer) < 1e-9 || (share(n) - share(finer)).magnitude < 1e-9
    }
    for cells in [[8, 16, 32], [5, 10, 20], [25, 50], [7]] {
      for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
        for placement in [Placement.nodes, .cells] {
          let next = try study(layers(s), cells, .next, kind, placement).series()
          #expect(marks(next) == cells.map { !isError($0, 2 * $0) }, "\(s) \(cells) \(kind)")
          #expect(next.notes.contains { $0.contains("unaligned") } == marks(next).contains(true))
          let finest = try study(layers(s), cells, .finest, kind, placement).series()
          #expect(marks(finest) == cells.map { !isError($0, 4 * cells.last!) }, "\(s) \(cells)")
        }
      }
    }
  }

  /// On rows that are not marked ‖u_h − u_{h/2}‖ is not below the half of ‖u_h − u‖: it is that where
  /// s_{h/2} = s, and 3/2 of it at thirds, but for O(h).
  @Test func rowsThatAreNotMarkedAreErrors() throws {
    var seen = 0
    for s in [0.37, 1.0 / 3, 3.0 / 16, 0.56] {
      let cells = [8, 16, 25, 32, 50, 64]
      let series = try study(layers(s), cells, .next, .staggered(order: 2)).series()
      for (i, n) in cells.enumerated() where !marks(series)[i] {
        let error = truth(n, s)
        guard error > 1e-12 else { continue }
        seen += 1
        #expect(series.values(.l2, "discrete")[i]! >= error / 2, "\(s) \(n)")
      }
    }
    #expect(seen >= 8)
  }

  /// Smooth data, those that only bend, and those with a solution have their errors.
  @Test func nothingElseIsMarked() throws {
    for a in ["exp(x)", "1 + abs(x - 0.37)", layers(0.5), "1 + heaviside(sin(4*pi*x))"] {
      for reference in [ErrorReference.next, .finest] {
        let series = try study(a, [8, 16, 32], reference, .staggered(order: 2)).series()
        #expect(marks(series) == [false, false, false], "\(a)")
      }
    }
    let known = try problem([unitDirichlet], exact: "sin(pi*x)", source: "pi^2*sin(pi*x)")
    #expect(
      marks(try ConvergenceStudy(known, [Method(.spectral)], options([[8]])).series()) == [false])
  }

  /// All data count, and what is no plane is on no grid's.
  @Test func allDataCount() throws {
    func note(_ problem: Problem) throws -> String? {
      let cells = [8, 16].map { n in problem.domain.intervals.map { _ in n } }
      let study = ConvergenceStudy(
        problem, [Method(.staggered(order: 2))],
        options(cells, [.next], norms: [.l2], measures: ["discrete"]))
      return try study.advice().first { $0.contains("unaligned") }
    }
    func plane(_ source: String) throws -> Problem {
      try problem([unitDirichlet, unitDirichlet], source: source)
    }
    #expect(try note(plane("heaviside(x - 0.37)"))?.contains("`source` jumps") == true)
    #expect(try note(plane("heaviside(x - 1/2)")) == nil)
    #expect(try note(plane("heaviside(x + y/7 - 0.4)"))?.contains("residual") == true)
    #expect(try note(plane("if((x - 1/2)^2 + (y - 1/2)^2 < 1/9, 1, 2)")) != nil)
    #expect(
      try note(stream([unitDirichlet], ["0"], "1 + heaviside(x - 0.37)", source: "1"))?
        .contains("`reaction` jumps") == true)
    #expect(
      try note(stream([unitDirichlet], ["if(x < 0.37, 1, 0)"], source: "1"))?
        .contains("`advection` jumps") == true)
    var side = try plane("1")
    side.data[BoxSide(axis: 0, side: .lower)] = try Formula("heaviside(y - 0.37)")
    #expect(try note(side)?.contains("`data` jumps") == true)
    side.data[BoxSide(axis: 0, side: .lower)] = try Formula("heaviside(y - 1/4)")
    #expect(try note(side) == nil)
  }
}
