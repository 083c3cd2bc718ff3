import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Studies
import Testing
import _TestSupport

/// Diffusion that is 0 on a side: no flux goes through it, whatever the slope.
@Suite struct DegenerateSides {
  private func study(
    _ a: String, _ boundary: Boundary, _ placement: Placement, _ method: Studies.Method,
    exact: String? = "exp(x)", _ cells: [Int] = [32, 64, 128]
  ) throws -> ConvergenceStudy {
    let problem = try stream(
      [interval(0, 1, boundary, placement)], ["0"], "1", a: a, exact: exact,
      source: exact == nil ? "1" : nil)
    return ConvergenceStudy(problem, [method], options(cells.map { [$0] }))
  }

  private var harmonic: Studies.Method {
    var method = Method(.staggered(order: 2))
    method.faces = .harmonic
    return method
  }

  /// 2 a₀a₁/(a₀ + a₁) = 0 at a node on the side: u₀ = f₀/c there, off by O(1).
  @Test func harmonicMeansCutNodesOff() throws {
    for (a, boundary) in [
      ("x", Boundary.neumannDirichlet), ("x*(1 - x)", .neumann), ("x^2", .neumann),
    ] {
      let error = #expect(throws: StudyError.self) {
        try study(a, boundary, .nodes, harmonic).run()
      }
      let text = error?.description ?? ""
      #expect(text.contains("x.lower") && text.contains("arithmetic"), "\(text)")
    }
    _ = try study("x*(1 - x)", .neumann, .cells, harmonic).run()
    _ = try study("x*(1 - x)", .neumann, .nodes, Method(.staggered(order: 2))).run()
    _ = try study("x + 1", .neumann, .nodes, harmonic).run()
    // u is held at the node that is cut off.
    _ = try study("1 - x", .neumannDirichlet, .nodes, harmonic).run()
  }

  /// No rate of theory stands beside 0.5 or 1.5; round-off of an end at π/2 is 0, too.
  @Test func noRateIsPredicted() throws {
    for a in ["x", "x*(1 - x)", "x^2", "cos(pi*(1/2 - x))", "2 - 2*x"] {
      for kind in [Discretization.staggered(order: 2), .staggered(order: 4), .spectral] {
        for placement in [Placement.nodes, .cells] {
          for prediction in try study(a, .neumann, placement, Method(kind)).predictions() {
            #expect(prediction.prediction.rate == nil, "\(a) \(kind)")
            #expect(prediction.prediction.reason?.contains("the diffusion is 0 on x.") == true)
          }
        }
      }
    }
    for prediction in try study("1 + x", .neumann, .nodes, Method(.spectral)).predictions() {
      #expect(prediction.prediction.rate != nil)
    }
  }

  /// The lift is free where a is 0, since n·a∇W = 0 for every slope: it was 0/0.
  @Test(arguments: ["x", "x^2", "x*(2 - x)"])
  func liftsAreFree(_ a: String) throws {
    for (kind, placement) in [
      (Discretization.spectral, Placement.nodes), (.spectral, .cells),
      (.staggered(order: 4), .nodes), (.staggered(order: 4), .cells), (.spline(degree: 1), .cells),
    ] {
      let series = try study(a, .neumannDirichlet, placement, Method(kind)).series()
      let e = series.values(.l2, "discrete").map { $0! }
      #expect(e[0] < 1e-2 && e[1] < e[0] / 2 && e[2] < e[1] / 2, "\(a) \(kind) \(placement) \(e)")
    }
  }

  /// No slope has a flux through a = 0.
  @Test func noLiftHasAFluxWithoutDiffusion() throws {
    var study = try study("x", .neumannDirichlet, .nodes, Method(.spectral), exact: nil)
    study.kind = .solve
    study.problem.data[BoxSide(axis: 0, side: .lower)] = 1
    let error = #expect(throws: StudyError.self) { try study.run() }
    #expect(error?.description.contains("Neumann datum other than 0 on x.lower") == true)
  }
}
