import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct GradientTests {
  private static let smooth: [Norm] =
    [.l2, .h(1), .h(2, .bessel), .h(2, .sum), .h(2, .multiindex), .h(2, .ends), .h(2, .graph)]
    + [.h(0.5), .h(-1), .h(-0.5), .homogeneous(1), .homogeneous(2), .w(1, 2)]
  private static let powers: [Norm] =
    [1, 1.5, 3, 4, .infinity].flatMap { p -> [Norm] in [.l(p), .w(1, p), .wHomogeneous(1, p)] }
    + [.w(2, 3), .vector(1), .vector(3), .vector(.infinity), .totalVariation]
    + [.anisotropicVariation]

  /// A few of every kind, in one, two and three dimensions.
  private static let grids: [Grid] =
    AxisKind.all.map { Grid($0.axis(5, -0.5, 2)) }
    + stride(from: 0, to: AxisKind.mixtures.count, by: 8).map { AxisKind.mixtures[$0] }

  private static func schemes(on grid: Grid) -> [Scheme] {
    let kinds: [Discretization] = [
      .spectral, .staggered(order: 2), .staggered(order: 4), .stencil(order: 4), .centred(order: 2),
      .spline(degree: 1), .spline(degree: 3),
    ]
    let mixture: [Discretization] = [.spline(degree: 1), .spectral, .staggered(order: 2)]
    return (kinds.map { Scheme($0) } + [Scheme(Array(mixture.prefix(grid.rank)))])
      .filter { $0.isAdmitted(on: grid) }
  }

  /// Inner products to take gradients in.
  private static let inner: [Norm] = [.l2, .h(1), .h(-1), .h(0.5)]

  @Test("Subgradients: ‖v‖ ≥ (g, v) for every v, with equality for u — smooth or not")
  func subgradient() throws {
    for grid in Self.grids {
      let u = Field<Double>.noise(on: grid)
      let others = (2...4).map { Field<Double>.noise(on: grid, seed: $0) }
      for scheme in Self.schemes(on: grid) {
        for norm in Self.smooth + Self.powers {
          guard let g = try norm.gradient(at: u, scheme: scheme) else {
            #expect(try u.norms([norm], scheme: scheme) == [nil])
            continue
          }
          let l2 = try #require(InnerProduct(.l2, scheme: scheme, on: u.space))
          let size = try u.norm(norm, scheme: scheme)
          // (g, v) is a sum of as many products as there are points, of differences 2/h apart.
          let slack = 16 * roundoff(grid.count) * g.largest() * Double(grid.volume)
          #expect(
            abs(l2(g, u) - size) <= slack + 16 * roundoff(grid.count) * size,
            "\(norm) \(scheme) \(grid)")
          for v in others {
            let other = try v.norm(norm, scheme: scheme)
            #expect(l2(g, v) <= other + slack, "\(norm) \(scheme) \(grid)")
          }
        }
      }
    }
  }

  @Test(
    "Central differences in extended precision: d/dt ‖u + t v‖ = (g, v), in every inner product")
  func quotients() throws {
    let t = Extended(sign: .plus, exponent: -20, significand: 1)
    for grid in Self.grids {
      let (u, v) = (Field<Extended>.noise(on: grid), Field<Extended>.noise(on: grid, seed: 2))
      for scheme in Self.schemes(on: grid) {
        for norm in Self.smooth + [
          .l(3), .l(4), .w(1, 3), .wHomogeneous(1, 4), .w(2, 4), .vector(3),
        ] {
          for inner in grid.rank == 1 ? Self.inner : [.l2, .h(1)] {
            guard let g = try norm.gradient(at: u, scheme: scheme, in: inner),
              let product = InnerProduct(inner, scheme: scheme, on: u.space)
            else { continue }
            let (a, b) = (
              try (u + t * v).norm(norm, scheme: scheme), try (u - t * v).norm(norm, scheme: scheme)
            )
            let quotient = (a - b) / (2 * t)
            // |F‴| ≤ c (‖v‖/‖u‖)³ ‖u‖ with c ≤ 4p²: t² F‴/6; round-off ε ‖u‖/t.
            let (size, step) = (
              try u.norm(norm, scheme: scheme), try v.norm(norm, scheme: scheme)
            )
            if size == 0 { continue }
            let ratio = step / size
            let bound = 16 * t * t * size * max(ratio, ratio * ratio * ratio)
            let noise = 64 * Extended.ulpOfOne * (size + step) / t
            #expect(
              abs(product(g, v) - quotient) <= bound + noise,
              "\(norm) in \(inner) \(scheme) \(grid)")
          }
        }
      }
    }
  }

  @Test("½‖u‖²_{H^s} has the gradient w û: (1 − Δ)^s u for bessel, and u in its own inner product")
  func halfSquares() throws {
    for grid in Self.grids {
      let u = Field<Double>.noise(on: grid)
      for scheme in Self.schemes(on: grid) {
        for norm in Self.smooth where !norm.isSeminorm {
          guard let own = try norm.gradientOfHalfSquare(at: u, scheme: scheme, in: norm) else {
            continue
          }
          #expect((own - u).lebesgueNorm(2) <= 4 * roundoff(grid.count) * u.lebesgueNorm(2))
        }
      }
      for s in [2.0, 0.5, -1] {
        var expected = Coefficients(u)
        let tables = GramTables<Double>(.spectral, on: grid, upTo: 1)
        expected.multiply(
          by: Symbol(
            .weight(.bessel(s), lambda: tables.eigenvalue(), factor: tables.mass, shift: 0)))
        let found = try #require(try Norm.h(s, .bessel).gradientOfHalfSquare(at: u))
        let size = Field(expected).lebesgueNorm(2)
        #expect((found - Field(expected)).lebesgueNorm(2) <= 4 * roundoff(grid.count) * size)
      }
    }
  }

  @Test("A policy of the last mode has its share of the gradient")
  func lastModes() throws {
    for grid in Self.grids {
      let (u, v) = (Field<Double>.noise(on: grid), Field<Double>.noise(on: grid, seed: 2))
      for policy in LastMode.allCases {
        let g = try #require(try Norm.h(1).gradientOfHalfSquare(at: u, lastMode: policy))
        let plus = try (u + v).norm(.h(1), lastMode: policy)
        let minus = try (u - v).norm(.h(1), lastMode: policy)
        let polar = (plus * plus - minus * minus) / 4
        #expect(abs(g.inner(v) - polar) <= 4 * roundoff(grid.count) * (plus * plus + minus * minus))
      }
    }
  }

  @Test("The p-Laplacian of a staggered difference, point by point")
  func pLaplacian() throws {
    let n = 13
    let space = FunctionSpace<Double>(on: Grid(Axis(0, 2, cells: n, boundary: .periodic)))
    let u = Field(in: space, values: whiteNoise(n))
    let h = 2 / Double(n)
    for p in [1, 1.5, 3, 4] {
      let norm = Norm.wHomogeneous(1, p)
      let g = try #require(try norm.gradient(at: u, scheme: Scheme(.staggered(order: 2))))
      let size = try u.norm(norm, scheme: Scheme(.staggered(order: 2)))
      let flux = (0..<n).map { j -> Double in
        let d = (u.values[(j + 1) % n] - u.values[j]) / h
        return (d < 0 ? -1 : 1) * Double.pow(abs(d), p - 1)
      }
      let largest = g.largest()
      for j in 0..<n {
        let divergence = -(flux[j] - flux[(j + n - 1) % n]) / h
        let expected = divergence * Double.pow(size, 1 - p)
        #expect(abs(g.values[j] - expected) <= 8 * roundoff(n) * largest, "p = \(p)")
      }
    }
  }

  @Test("The elements chosen: 0 for the sign of 0, the mean over all maxima, 0 at u = 0")
  func choices() throws {
    let space = FunctionSpace<Double>(on: Grid(Axis(0, 1, cells: 4, boundary: .periodic)))
    let u = Field(in: space, values: [2, 0, -2, 1])
    #expect(try Norm.l1.gradient(at: u)!.values == [1, 0, -1, 1])
    // (g, v) = ½ (v₀ − v₂) = Σ h g v
    #expect(try Norm.lInfinity.gradient(at: u)!.values == [2, 0, -2, 0])
    #expect(try Norm.vector(.infinity).gradient(at: u)!.values == [2, 0, -2, 0])
    #expect(try Norm.vector(1).gradient(at: u)!.values == [4, 0, -4, 4])
    #expect(try Norm.vector(0.5).gradient(at: u)!.values[1] == 0)
    #expect(try Norm("vector:nonzeros").gradient(at: u) == nil)
    // The falls of 2 on both sides of the point 1, the rise of 3, and 1.
    #expect(try Norm.totalVariation.gradient(at: u)!.values == [8, 0, -8, 0])
    let zero = Field<Double>(in: space)
    for norm in Self.smooth + Self.powers {
      #expect(try norm.gradient(at: zero)!.values.allSatisfy { $0 == 0 })
    }
  }

  @Test("The Sobolev gradient is the L² gradient divided by the weight, hence smoother")
  func sobolevGradient() throws {
    for grid in Self.grids {
      let u = Field<Double>.noise(on: grid)
      let (g, r) = (
        try #require(try Norm.w(1, 4).gradient(at: u, scheme: Scheme(.staggered(order: 2)))),
        try #require(
          try Norm.w(1, 4).gradient(at: u, scheme: Scheme(.staggered(order: 2)), in: .h(1)))
      )
      // ‖r‖_{H¹} = ‖g‖_{H^{−1}}
      let scheme = Scheme(.staggered(order: 2))
      let (a, b) = (try r.norm(.h(1), scheme: scheme), try g.norm(.h(-1), scheme: scheme))
      #expect(isClose(a, b, 4 * roundoff(grid.count)))
    }
  }
}

@Suite struct InnerProductTests {
  @Test("√(u, u) is the norm it comes from; (u, v) is bilinear, and obeys Cauchy and Schwarz")
  func norms() throws {
    for grid in AxisKind.mixtures {
      let (u, v) = (Field<Double>.noise(on: grid), Field<Double>.noise(on: grid, seed: 2))
      for scheme in schemes(on: grid) {
        for norm in [Norm.l2, .h(1), .h(-0.5), .w(1, 2), .h(2, .multiindex)] {
          guard let product = InnerProduct(norm, scheme: scheme, on: u.space) else { continue }
          let (a, b) = (try u.norm(norm, scheme: scheme), try v.norm(norm, scheme: scheme))
          #expect(isClose(product.norm(u), a, 8 * roundoff(grid.count)))
          #expect(abs(product(u, v)) <= a * b * (1 + 8 * roundoff(grid.count)))
          #expect(abs(product(u, v) - product(v, u)) <= 8 * roundoff(grid.count) * a * b)
          #expect(isClose(product.norm(0x1p600 * u), 0x1p600 * product.norm(u), 0))
        }
      }
      #expect(InnerProduct<Double>(.l1, on: u.space) == nil)
    }
  }

  @Test("The energy norm of a matrix: ‖A u‖ = √(A² u, u)")
  func operators() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      let a: Symbol<Double> = Norm.h(1).symbol(.spectral, on: grid)!
      let square = InnerProduct<Double> { $0.applying(a).applying(a) }
      #expect(isClose(square.norm(u), try u.applying(a).norm(.l2), 8 * roundoff(grid.count)))
    }
  }
}
