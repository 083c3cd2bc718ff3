import Fields
import Grids
import Norms
import RealModule
import Testing
import _TestSupport

/// Slobodeckij's double integral on circles and tori, where it is a Fourier multiplier.
@Suite struct GagliardoTorusTests {
  private func circle(_ n: Int, _ placement: Placement = .nodes) -> FunctionSpace<Double> {
    FunctionSpace(
      on: Grid(Axis(0, 2 * .pi, cells: n, boundary: .periodic, placement: placement)))
  }

  @Test(
    "The constant between Gagliardo and Fourier is 2/C(d, s)",
    arguments: [
      ("gagliardo-const#1", 1, 0.25, 0.19947114020071635),
      ("gagliardo-const#2", 1, 0.5, 1 / Double.pi),
      ("gagliardo-const#3", 1, 0.75, 0.2992067103010745),
      ("gagliardo-const#4", 2, 0.5, 1 / (2 * Double.pi)),
      ("gagliardo-const#5", 2, 0.75, 0.17116712969055234),
      ("gagliardo-const#6", 3, 0.5, 1 / (Double.pi * .pi)),
    ])
  func constant(id: String, d: Int, s: Double, c: Double) {
    #expect(isClose(2 / Norm.gagliardoConstant(rank: d, order: s), c, 1e-12), "\(id)")
  }

  @Test("K(1, s) = −4 Γ(−2s) cos πs; s K → |S|, (1 − s) K → |S|/2d")
  func limits() {
    for s in [0.1, 0.25, 0.4, 0.6, 0.75, 0.99] {
      let k = -4 * Double.gamma(-2 * s) * Double.cos(.pi * s)
      // 0.5 ± … is where Γ(−2s) and the cosine are far from their poles and zeros.
      #expect(isClose(Norm.gagliardoConstant(rank: 1, order: s), k, 1e-12))
    }
    for d in 1...3 {
      // The logarithms of both products have slopes below 4 in s.
      let s = 1e-6
      #expect(isClose(s * Norm.gagliardoConstant(rank: d, order: s), sphere(d), 4 * s))
      #expect(
        isClose(
          s * Norm.gagliardoConstant(rank: d, order: 1 - s), sphere(d) / Double(2 * d), 4 * s))
    }
  }

  @Test("Douglas's integral over the circle; references douglas#1, douglas#2")
  func douglas() throws {
    let references: [(u: @Sendable (Double) -> Double, square: Double)] = [
      ({ .cos($0) }, 19.739208802178716), ({ .exp(.cos($0)) }, 28.247939131528085),
    ]
    for (u, square) in references {
      let norm = try Field(in: circle(32), u).norm(Norm("|W0.5,2|"))
      #expect(isClose(norm * norm, square, 1e-12))
      // The double integral itself: the rest begins like |z|^{p(1−s)+1}, and 1/(4 sin²(z/2)) is K.
      let errors = [16, 32, 64, 128].map { n in
        abs(Field(in: circle(n), u).doubleIntegral(0.5, 2) - square)
      }
      for (a, b) in zip(errors, errors.dropFirst()) {
        #expect(abs(Double.log2(a / b) - 3) < 0.1)
      }
    }
  }

  @Test(
    "On a torus W^{s,2} is a multiplier, and the double integral converges to it",
    arguments: [0.05, 0.3, 0.5, 0.75, 0.95])
  func torus(s: Double) throws {
    for placement in Placement.allCases {
      for d in 1...3 {
        let sizes = d == 1 ? [16, 32, 64, 128] : d == 2 ? [8, 16, 32, 64] : [6, 12, 24]
        var errors: [Double] = []
        for n in sizes {
          let lengths: [Extended] = [2 * .pi, 3, 4]
          let grid = Grid(
            (0..<d).map {
              Axis(0, lengths[$0], cells: n, boundary: .periodic, placement: placement)
            })
          var uHat = Coefficients(in: FunctionSpace<Double>(on: grid))
          // Two modes: k = 1 along the last axis, and along the first.
          uHat.values[2] = 0.7
          uHat.values[3] = 0.2
          let first = grid.spectrumShape.dropFirst().reduce(2, *)
          uHat.values[d == 1 ? 4 : first] = 0.4
          if d > 1 { uHat.values[(grid.spectrumShape[0] - 1) * first] = 0.4 }
          let u = Field(uHat)
          let exact = try u.norm(Norm(.slobodeckij(s, 2), seminorm: true))
          let fourier = try u.norm(.homogeneous(s))
          let k = Norm.gagliardoConstant(rank: d, order: s)
          #expect(isClose(exact * exact, k * fourier * fourier, 4 * roundoff(grid.count)))
          let (whole, size) = (try u.norm(Norm(.slobodeckij(s, 2))), try u.norm(.l2))
          #expect(
            isClose(whole * whole, exact * exact + size * size, 4 * roundoff(grid.count)))
          errors.append(abs(u.doubleIntegral(s, 2) / (exact * exact) - 1))
        }
        for (a, b) in zip(errors, errors.dropFirst()) {
          // O(h²) for each s, and O(h^{2+2(1−s)}) as long as h² ∫|u'|² does not yet show.
          #expect(Double.log2(a / b) > 1.9, "\(placement) d = \(d): \(errors)")
        }
        #expect(errors.last! < (d == 3 ? 0.05 : 0.004), "\(placement) d = \(d): \(errors)")
      }
    }
  }

  @Test("cos x on the circle: [u]^4 = 3π k(4s)(4 − 16^s)/2, [u]_{s,1} = (32/π) k(s) Σ jˢ/(4j²−1)")
  func powers() {
    // k(α) = ∫(1 − cos z)|z|^{−1−α} dz and its continuation.
    func k(_ alpha: Double) -> Double { -2 * .gamma(-alpha) * .cos(.pi * alpha / 2) }
    for s in [0.1, 0.3, 0.7, 0.9] {
      let fourth = 1.5 * .pi * k(4 * s) * (4 - Double.pow(16, s))
      // Euler–Maclaurin from j = 4000: the next term is below 1e-12.
      let last = 4000.0
      var sum = 0.0
      for j in stride(from: 1, to: last, by: 1) { sum += Double.pow(j, s) / (4 * j * j - 1) }
      sum += Double.pow(last, s) / (8 * last * last)
      sum += Double.pow(last, s - 1) / (4 * (1 - s))
      let first = 32 / .pi * k(s) * sum
      for (p, exact) in [(1, first), (4, fourth)] {
        let errors = [16, 32, 64, 128, 256].map { n in
          Field(in: circle(n)) { Double.cos($0) }.doubleIntegral(s, Double(p)) / exact - 1
        }
        #expect(isSecondOrder(errors, Double(p) * (1 - s)), "s = \(s), p = \(p): \(errors)")
        #expect(abs(errors.last!) < 1e-3, "s = \(s), p = \(p)")
      }
    }
  }
}
