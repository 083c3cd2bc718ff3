import Discretizations
import Formulas
import Grids
import Norms
import RealModule
import Studies
import Testing

/// −Δu − k²u = f has the rates of the definite equation once k h is small.
@Suite struct HelmholtzRates {
  static let boxes: [([Domain.Interval], String)] = [
    ([circle], "exp(sin(x))"),
    ([unitDirichlet], "sin(pi*x)*exp(x)"),
    ([interval(0, 1, .neumann, .cells), unitDirichlet], "cos(pi*x)*sin(2*pi*y)"),
    ([circle, unitDirichlet, interval(0, 1, .neumann)], "sin(x)*sin(pi*y)*(2+cos(pi*z))"),
  ]

  /// Order 2 in L², H¹ and H⁻¹, in one, two and three dimensions, on even and odd numbers of cells.
  @Test(arguments: boxes.indices, [20, 21])
  func everyBoundaryHasItsRate(_ box: Int, _ n: Int) throws {
    let (intervals, u) = Self.boxes[box]
    let problem = try problem(intervals, exact: u, reaction: -30)
    let norms: [Norm] = [.l2, .h(1), .h(-1)]
    for kind in [Discretization.staggered(order: 2), .spline(degree: 1)] {
      let study = ConvergenceStudy(
        problem, [Method(kind)],
        options([2 * n, 4 * n].map { m in intervals.map { _ in m } }, norms: norms))
      let series = try study.series()
      for norm in norms {
        let rate = try #require(series.levels[1].rates[norm.name]?["discrete"])
        // The error is C h² (1 + O(k⁴ h²/|λ − k²|)): at these h the next term moves the rate by less.
        #expect((rate - 2).magnitude < 0.25, "\(kind) \(norm) \(rate)")
      }
    }
  }

  /// An indefinite form is no norm: the column says so, and the warning names the amplified mode.
  @Test func nearResonanceIsSaid() throws {
    let problem = try problem([unitDirichlet], exact: "sin(pi*x)", reaction: -39.4)
    let study = ConvergenceStudy(
      problem, [Method(.spectral)], options([[16]], norms: [.l2, .energy]))
    let series = try study.series()
    #expect(series.marks(.energy, "discrete") == [.inadmissible])
    let note = try #require(series.notes.first { $0.contains("near resonance") })
    // 4π² = 39.478: 39.4/0.0784 = 502.
    #expect(note.contains("mode (2)") && note.contains("502 times"), "\(note)")
  }

  /// `check` says of resonance what the run would: an error in the same words, and near it the
  /// amplification, of the level where it is largest.
  @Test func resonanceIsForeseen() throws {
    for kind in [Discretization.spectral, .stencil(order: 2)] {
      let problem = try problem([circle], exact: "sin(x)", reaction: -9)
      let study = ConvergenceStudy(problem, [Method(kind)], options([[8], [16]]))
      if kind == .spectral {
        let run = #expect(throws: StudyError.self) { try study.series() }
        let check = #expect(throws: StudyError.self) { try study.check() }
        #expect(check?.description == run?.description)
      } else {
        // λ_h = 4 sin²(3h/2)/h² lies below 9.
        _ = try study.check()
        let ran = try study.series().notes.filter { $0.contains("resonance") }
        let foreseen = try study.advice().filter { $0.contains("resonance") }
        #expect(foreseen.map { "warning: " + $0.dropFirst("\(Method(kind).name): ".count) } == ran)
      }
    }
    let near = try problem([unitDirichlet], exact: "sin(pi*x)", reaction: -39.4)
    let study = ConvergenceStudy(near, [Method(.spectral)], options([[16]]))
    let note = try #require(try study.advice().first { $0.contains("near resonance") })
    #expect(note.contains("mode (2)") && note.contains("502 times"), "\(note)")
  }

  private func predictions(
    _ reaction: String, _ kind: Discretization, _ cells: [Int]
  ) throws -> [Prediction] {
    let problem = try problem(
      [unitDirichlet], exact: "sin(2*pi*x + 1)", reaction: try Formula(reaction))
    return try ConvergenceStudy(
      problem, [Method(kind)], options(cells.map { [$0] }, norms: [.l2, .h(1)])
    ).predictions().map(\.prediction)
  }

  /// |λ_h − λ| = 0.56 |λ + c| for n = 512 and 2.3 for n = 256: a fit with both has not the rate of theory, one
  /// without the coarser ones has.
  @Test(arguments: [[32, 64, 128, 256], [64, 128, 256, 512], [512, 1024, 2048]])
  func noLevelOfAFitIsNearerToResonance(_ cells: [Int]) throws {
    let lambda = 9 * Double.pi * Double.pi
    func distance(_ n: Int) -> Double {
      let half = 3 * Double.pi / Double(2 * n)
      let own = 4 * Double(n * n) * Double.sin(half) * Double.sin(half)
      return (own - lambda).magnitude / (5e-5 * lambda)
    }
    let problem = try problem(
      [unitDirichlet], exact: "sin(2*pi*x + 1)", reaction: try Formula("-1.00005*(3*pi)^2"))
    let series = try ConvergenceStudy(
      problem, [Method(.staggered(order: 2))], options(cells.map { [$0] }, norms: [.l2, .h(1)])
    ).series()
    for norm in ["L2", "H1"] {
      let fit = try #require(series.fits[norm]?["discrete"])
      let rows = try #require(fit.rows)
      let isNear = (rows[0]...rows[1]).contains { distance(cells[$0]) >= 1 }
      #expect((fit.predicted == nil) == isNear, "\(norm) \(fit)")
      #expect((fit.reason?.contains("near resonance") == true) == isNear)
    }
  }

  /// Where −c is an eigenvalue of the equation λ_h + c is the scheme's error of λ, and no rate holds.
  @Test("No rate is predicted at a resonance, or nearer to one than the scheme's own")
  func noRateAtAResonance() throws {
    let kinds: [Discretization] = [
      .spectral, .staggered(order: 2), .stencil(order: 2), .stencil(order: 6), .mehrstellen,
      .spline(degree: 1), .spline(degree: 3),
    ]
    for kind in kinds {
      for prediction in try predictions("-(3*pi)^2", kind, [16, 32]) {
        #expect(prediction.rate == nil && !prediction.isExponential, "\(kind)")
        #expect(
          prediction.reason?.hasPrefix("not predicted: resonance, -c is the eigenvalue 88.8")
            == true, "\(kind) \(prediction)")
      }
      // Between two eigenvalues, amplified 13 times.
      #expect(
        try predictions("-(3*pi)^2 + 7", kind, [16, 32]).allSatisfy {
          $0.reason?.contains("resonance") != true
        }, "\(kind)")
    }
    // λ_h is off by λ (3πh)²/12: 0.7 % for n = 32, 3·10⁻⁶ for n = 1600; −c by 10⁻⁴. Every level of a fit counts.
    for (cells, isNear) in [
      ([16, 32], true), ([1600, 3200], false), ([16, 1600], true), ([16, 1600, 3200, 6400], false),
    ] {
      let found = try predictions("-1.0001*(3*pi)^2", .staggered(order: 2), cells)
      #expect(found.allSatisfy { ($0.rate == nil) == isNear }, "\(cells) \(found)")
    }
    // The spectral method has the eigenvalue itself.
    #expect(
      try predictions("-1.0001*(3*pi)^2", .spectral, [16, 32]).allSatisfy {
        $0.reason?.contains("resonance") != true
      })
  }

  @Test func resonanceIsAnErrorOfItsMethod() throws {
    let problem = try problem([circle], exact: "sin(x)", reaction: -9)
    let study = ConvergenceStudy(problem, [Method(.spectral)], options([[16]]))
    let error = #expect(throws: StudyError.self) { try study.series() }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains("resonance") && text.contains("(3)"), "\(text)")
  }
}
