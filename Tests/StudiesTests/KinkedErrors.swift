import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// The measure `function` is exact where u is a polynomial between planes that cut cells: Gauss's rule is
/// exact in every piece.
@Suite struct KinkedErrors {
  /// g = |x − s| + max(x − t, 0)², 0 < s < t < 1, and with d = t − s, L = 1 − t its integrals.
  struct Broken: Sendable, CustomTestStringConvertible {
    let s: Double
    let t: Double

    func text(_ x: String) -> String { "(abs(\(x) - \(s)) + max(\(x) - \(t), 0)^2)" }
    /// ∫g² = s³/3 + d³/3 + ∫₀ᴸ (d + y + y²)²
    var square: Double {
      let (d, l) = (t - s, 1 - t)
      let inner = d * d * l + d * l * l + l * l * l / 3 + 2 * d * l * l * l / 3
      return (s * s * s + d * d * d) / 3 + inner + l * l * l * l / 2 + l * l * l * l * l / 5
    }
    /// ∫g′² = t + ∫₀ᴸ (1 + 2y)²
    var slopes: Double {
      let l = 1 - t
      return t + l + 2 * l * l + 4 * l * l * l / 3
    }
    /// ∫|g′| = t + ∫₀ᴸ (1 + 2y)
    var variation: Double { 1 + (1 - t) * (1 - t) }
    var testDescription: String { "\(s), \(t)" }
  }

  /// Both on nodes of some grids, in cells of others; both in one cell; next to the ends.
  static let breaks = [
    Broken(s: 0.5, t: 0.75), Broken(s: 0.37, t: 0.41), Broken(s: 1.0 / 3, t: 2.0 / 3),
    Broken(s: 0.01, t: 0.98),
  ]

  private static let methods = [
    Method(.spline(degree: 1)), Method(.stencil(order: 2)), Method(.spectral),
  ]

  private static let boundaries: [Boundary] = [
    .periodic, .dirichlet, .neumann, .dirichletNeumann, .neumannDirichlet,
  ]

  /// −Δu + u = 0 with homogeneous data has u_h = 0, which is a function of every method.
  private func errors(
    _ box: [Domain.Interval], _ exact: String, _ method: Studies.Method, _ cells: [Int],
    _ norms: [Norm]
  ) throws -> [Double] {
    var sut = try problem(box, exact: exact, source: "0", reaction: 1)
    for side in box.indices.flatMap({ a in Side.allCases.map { BoxSide(axis: a, side: $0) } })
    where box[side.axis].boundary != .periodic {
      sut.data[side] = 0
    }
    let series = try ConvergenceStudy(
      sut, [method], options([cells], norms: norms, measures: ["function"])
    ).series()
    return try norms.map { try #require(series.values($0, "function")[0]) }
  }

  @Test(arguments: breaks) func onAnInterval(_ g: Broken) throws {
    let known = [g.square, g.square + g.slopes].map { $0.squareRoot() } + [g.variation]
    for boundary in Self.boundaries {
      for placement in Placement.allCases {
        for n in [1, 2, 3, 4, 7, 16] where n >= Axis.fewestCells(boundary, placement) {
          for method in Self.methods {
            let found = try errors(
              [interval(0, 1, boundary, placement)], g.text("x"), method, [n],
              [.l2, .h(1), .totalVariation])
            for (value, exact) in zip(found, known) {
              #expect(
                abs(value - exact) < 1e-12, "\(method.name) \(boundary) \(placement) n = \(n)")
            }
          }
        }
      }
    }
  }

  @Test func onASquare() throws {
    let (g, k) = (Self.breaks[1], Self.breaks[2])
    let square = g.square * k.square
    let known = [square, square + g.slopes * k.square + g.square * k.slopes]
      .map { $0.squareRoot() }
    for x in Self.boundaries {
      for y in Self.boundaries {
        for cells in [[2, 3], [5, 4]] {
          for method in Self.methods {
            let found = try errors(
              [interval(0, 1, x), interval(0, 1, y)], g.text("x") + "*" + k.text("y"), method,
              cells, [.l2, .h(1)])
            for (value, exact) in zip(found, known) {
              #expect(abs(value - exact) < 1e-12, "\(method.name) \(x) × \(y) \(cells)")
            }
          }
        }
      }
    }
  }

  /// −u″ = −∂ sign(x − s): linear elements have u = |x − s| + bx + c in the nodes, and are off in the
  /// cell of s = x_c + θh alone, by a hat of height 2θ(1 − θ)h: ∫e² = 4θ²(1 − θ)²h³/3,
  /// ∫e′² = 4θ(1 − θ)h.
  @Test(arguments: [0.37, 0.5]) func ofElements(s: Double) throws {
    var sut = try problem([unitDirichlet], exact: "abs(x - \(s)) - 2*x + 1", source: "0")
    sut.rough.flux = [try Formula("sign(x - \(s))")]
    for n in [2, 3, 5, 16, 30] {
      let series = try ConvergenceStudy(
        sut, [Method(.spline(degree: 1))],
        options([[n]], norms: [.l2, .h(1)], measures: ["function"])
      ).series()
      let h = 1 / Double(n)
      let t = s * Double(n) - (s * Double(n)).rounded(.down)
      let square = 4 * t * t * (1 - t) * (1 - t) * h * h * h / 3
      let slopes = 4 * t * (1 - t) * h
      let found = try [Norm.l2, .h(1)].map { try #require(series.values($0, "function")[0]) }
      // Round-off of values, and of slopes: n times as much.
      let off = [
        abs(found[0] - square.squareRoot()), abs(found[1] - (square + slopes).squareRoot()),
      ]
      #expect(off[0] < 1e-13, "\(s) n = \(n)")
      #expect(off[1] < 1e-13 * Double(n), "\(s) n = \(n)")
    }
  }

  /// ∫|x − s|u of u = 1 + x, which every method has.
  @Test(arguments: [0.37, 0.5, 0.013]) func ofAnIntegrand(s: Double) throws {
    let sut = try problem([unitDirichlet], exact: "1 + x")
    let e = Integrand(
      try Formula("abs(x - \(s))*u", variables: ["u"]), of: [.value], over: .box)
    let l = 1 - s
    let known = (1 + s) * (s * s + l * l) / 2 + (l * l * l - s * s * s) / 3
    for n in [2, 3, 7, 16] {
      for method in Self.methods {
        var options = options([[n]])
        options.quantities = [Quantity("q", .integrand(e))]
        let found = try ConvergenceStudy(sut, [method], options).series().levels[0].quantities
        #expect(abs(found["q"]! - known) < 1e-13 * Double(n), "\(s) \(method.name) n = \(n)")
      }
    }
  }
}
