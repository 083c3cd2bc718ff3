import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct GagliardoTests {
  private func circle(_ n: Int, _ placement: Placement = .nodes) -> FunctionSpace<Double> {
    FunctionSpace(
      on: Grid(Axis(0, 2 * .pi, cells: n, boundary: .periodic, placement: placement)))
  }

  /// [u]^p by the double integral.
  private func integral(_ u: Field<Double>, _ s: Double, _ p: Double) -> Double {
    Double.pow(u.gagliardoSeminorm(order: s, exponent: p), p)
  }

  /// Whether errors on halved grids are A h² + B h^{2+a}: they fall by 4, or do without the second
  /// term. Where a is small, and the two have opposite signs, they hide the rate of their sum.
  private func isSecondOrder(_ errors: [Double], _ a: Double) -> Bool {
    let factor = Double.exp2(2 + a)
    let rest = zip(errors, errors.dropFirst()).map { (factor * $1 - $0) / (factor - 1) }
    return [errors, rest].contains { values in
      let last = values.suffix(2).map(\.magnitude)
      return Double.log2(last[0] / last[1]) > 1.9 || last[1] < 1e-9
    }
  }

  /// |S^{d−1}|
  private func sphere(_ d: Int) -> Double { [2, 2 * .pi, 4 * .pi][d - 1] }

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
        abs(integral(Field(in: circle(n), u), 0.5, 2) - square)
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
          errors.append(abs(integral(u, s, 2) / (exact * exact) - 1))
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
          integral(Field(in: circle(n)) { Double.cos($0) }, s, Double(p)) / exact - 1
        }
        #expect(isSecondOrder(errors, Double(p) * (1 - s)), "s = \(s), p = \(p): \(errors)")
        #expect(abs(errors.last!) < 1e-3, "s = \(s), p = \(p)")
      }
    }
  }

  @Test(
    "On the unit interval [x]^p = 2/(a(a+1)) and [x(1−x)]^p = 2 B(a, p+2)/(p+1), a = p(1 − s)",
    arguments: 2..<10)
  func interval(kind: Int) {
    let kind = AxisKind.all[kind]
    let isZeroBelow = kind.axis(2).end(.lower) == .dirichlet && kind.placement == .nodes
    let isZeroAbove = kind.axis(2).end(.upper) == .dirichlet && kind.placement == .nodes
    for s in [0.05, 0.3, 0.6, 0.95] {
      for p in [1, 1.5, 2, 3, 4.5] {
        let a = p * (1 - s)
        let beta = Double.gamma(a) * .gamma(p + 2) / .gamma(a + p + 2)
        var cases: [(u: (Double) -> Double, exact: Double)] = [
          ({ $0 * (1 - $0) }, 2 * beta / (p + 1))
        ]
        // At a node on a Dirichlet end the field is 0.
        if !isZeroAbove { cases.append(({ $0 }, 2 / (a * (a + 1)))) }
        if !isZeroBelow { cases.append(({ 1 - $0 }, 2 / (a * (a + 1)))) }
        if isZeroAbove || isZeroBelow {
          cases = Array(cases.prefix(isZeroAbove && isZeroBelow ? 1 : 2))
        }
        for (u, exact) in cases {
          let errors = [32, 64, 128, 256].map { n in
            integral(Field(in: FunctionSpace(on: Grid(kind.axis(n))), u), s, p) / exact - 1
          }
          #expect(abs(errors.last!) < 1e-3, "\(kind) s = \(s) p = \(p): \(errors)")
          #expect(isSecondOrder(errors, a), "\(kind) s = \(s) p = \(p): \(errors)")
        }
      }
    }
  }

  @Test("Linear functions on square and cube, against their integral in pyramids")
  func boxes() {
    let slopes: [([Double], [Double])] = [
      ([1, 0], [1, 1.5, 2, 4]), ([1, 1], [1, 1.5, 2, 4]), ([1, -2], [2, 4]), ([0, 1, 0], [1, 2]),
      ([1, 2, -0.5], [2]),
    ]
    for placement in Placement.allCases {
      for (v, exponents) in slopes {
        for p in exponents {
          for s in [0.1, 0.5, 0.9] {
            let exact = Self.pyramids(v, s, p)
            let errors = (v.count == 2 ? [8, 16, 32] : [4, 8, 16]).map { n -> Double in
              let axis = Axis(0, 1, cells: n, boundary: .neumann, placement: placement)
              let space = FunctionSpace<Double>(on: Grid(v.map { _ in axis }))
              let x = space.coordinates[0]
              var values = [0.0]
              for slope in v { values = values.flatMap { sum in x.map { sum + slope * $0 } } }
              return integral(Field(in: space, values: values), s, p) / exact - 1
            }
            #expect(
              isSecondOrder(errors, p * (1 - s)),
              "\(placement) v = \(v) p = \(p) s = \(s): \(errors)")
            #expect(abs(errors.last!) < 0.01, "\(placement) v = \(v) p = \(p) s = \(s): \(errors)")
          }
        }
      }
    }
  }

  /// ∬ |v·(x−y)|^p / |x−y|^{d+sp} over the unit cube: over pyramids z = ρ η, max|η| = 1, where the
  /// integral over ρ of ρ^{a−1} Π(1 − ρ|ηᵢ|) is closed, and that over η by Gauss's rule.
  private static func pyramids(_ v: [Double], _ s: Double, _ p: Double) -> Double {
    let d = v.count
    let rule = GaussRule(points: 40)
    let a = p * (1 - s)
    var total = 0.0
    for axis in 0..<d {
      for signs in 0..<(1 << d) {
        func add(_ eta: [Double], _ weight: Double) {
          if eta.count == axis { return add(eta + [1], weight) }
          if eta.count < d {
            for (t, w) in zip(rule.points, rule.weights) {
              add(eta + [Double(t)], weight * Double(w))
            }
            return
          }
          // Π(1 − ρηᵢ) by its coefficients
          var polynomial = [1.0]
          for e in eta {
            polynomial = (0...polynomial.count).map { i in
              (i < polynomial.count ? polynomial[i] : 0) - (i > 0 ? e * polynomial[i - 1] : 0)
            }
          }
          let radial = polynomial.enumerated().reduce(0.0) {
            $0 + $1.element / (a + Double($1.offset))
          }
          var (slope, square) = (0.0, 0.0)
          for i in 0..<d {
            slope += (signs >> i & 1 == 0 ? 1 : -1) * v[i] * eta[i]
            square += eta[i] * eta[i]
          }
          total +=
            weight * radial * Double.pow(slope.magnitude, p)
            * Double.pow(square, -(Double(d) + s * p) / 2)
        }
        add([], 1)
      }
    }
    return total
  }

  @Test("s → 1 gives the gradient and s → 0 the variance, on a fixed grid")
  func fixedGrid() throws {
    let s = 1e-7
    for kind in AxisKind.all {
      let u = Field<Double>.noise(on: Grid(kind.axis(12, -0.5, 2)))
      guard kind.placement == .nodes || kind.boundary == .periodic else { continue }
      let slope = try u.norm(.homogeneous(1), scheme: Scheme(.staggered(order: 2)))
      // Both sides differ by O(1 − s), with logarithms of the grid's lengths.
      #expect(isClose(s * integral(u, 1 - s, 2), slope * slope, 1e4 * s), "\(kind)")
      // ‖∇u‖_p^p: c = 2 of d = 1, over p
      let gradient = (u.weakGradient).map { Double.pow($0.magnitude, 3) }.reduce(0, +)
      #expect(
        isClose(s * integral(u, 1 - s, 3), 2 * gradient * Double(u.grid.spacing) / 3, 1e4 * s),
        "\(kind)")
    }
    for d in 1...3 {
      let grid = Grid(
        [Axis](AxisKind.tori.last!.axes.prefix(1))
          + (1..<d).map { _ in
            Axis(0, 3, cells: 5, boundary: .periodic)
          })
      let u = Field<Double>.noise(on: grid)
      let mean = u.mean
      var centred = u
      centred.add(-mean)
      let size = try centred.norm(.l2)
      #expect(isClose(s * integral(u, s, 2), sphere(d) * size * size, 1e4 * s))
    }
  }

  @Test(
    "Constants, factors, and the size of the box: [cu + k] = |c| [u], [u(·/t)]^p = t^{d−sp} [u]^p")
  func homogeneity() {
    for grid in AxisKind.mixtures.filter({ $0.count <= 600 }) {
      let u = Field<Double>.noise(on: grid)
      for (s, p) in [(0.3, 1.0), (0.5, 2), (0.8, 3.5)] {
        let value = u.gagliardoSeminorm(order: s, exponent: p)
        #expect(value > 0)
        let huge = Double.exp2(300)
        #expect(isClose((huge * u).gagliardoSeminorm(order: s, exponent: p), huge * value, 1e-13))
        let hasZeros = grid.axes.contains { axis in
          axis.placement == .nodes
            && Side.allCases.contains { axis.end($0) == .dirichlet }
        }
        if !hasZeros {
          var shifted = u
          shifted.add(0.75)
          #expect(isClose(shifted.gagliardoSeminorm(order: s, exponent: p), value, 1e-12))
        }
        let larger = Grid(
          grid.axes.map {
            Axis(
              4 * $0.lower, 4 * $0.upper, cells: $0.cells, boundary: $0.boundary,
              placement: $0.placement)
          })
        let stretched = Field(in: FunctionSpace<Double>(on: larger), values: u.values)
        let factor = Double.pow(4, (Double(grid.rank) - s * p) / p)
        #expect(
          isClose(stretched.gagliardoSeminorm(order: s, exponent: p), factor * value, 1e-12),
          "\(grid)")
      }
    }
  }

  @Test("All images: a function read over two periods has twice the integral")
  func images() {
    for kind in [AxisKind.all[3], AxisKind.all[0], AxisKind.all[5]] {
      for n in [5, 8] {
        // The other axis is the shortest, so that the cut-off is the same.
        let (once, twice) = (
          Axis(0, 2, cells: n, boundary: .periodic), Axis(0, 4, cells: 2 * n, boundary: .periodic)
        )
        let u = Field<Double>.noise(on: Grid(once, kind.axis(7)))
        let v = Field(
          in: FunctionSpace<Double>(on: Grid(twice, kind.axis(7))), values: u.values + u.values)
        for (s, p) in [(0.01, 1.0), (0.5, 2), (0.9, 3)] {
          #expect(isClose(integral(v, s, p), 2 * integral(u, s, p), 1e-12), "\(kind)")
        }
      }
    }
  }

  @Test("p = ∞ is Hölder's quotient: √|x| has 1 at s = ½, on a box and around a circle")
  func hoelder() throws {
    for kind in AxisKind.all {
      let u = Field<Double>(in: FunctionSpace(on: Grid(kind.axis(16, -1, 1)))) {
        Double.sqrt($0.magnitude)
      }
      let norm = try u.norm(Norm("|W0.5,inf|"))
      switch (kind.placement, kind.boundary) {
      case (.nodes, .periodic), (.nodes, .neumann):
        #expect(isClose(norm, 1, roundoff(16)), "\(kind)")
      case (.cells, _): #expect(norm < 1)
      default: #expect(norm > 1, "u jumps to 0 at a Dirichlet node")
      }
      #expect(try u.norm(Norm("W0.5,inf")) == max(norm, u.norm(.lInfinity)))
    }
  }

  @Test("W^{s,p} adds ‖u‖_p, in every precision; NaN is an error; the size is bounded")
  func whole() throws {
    let grid = Grid(AxisKind.all[4].axis(9), AxisKind.all[7].axis(6))
    let u = Field<Double>.noise(on: grid)
    let (whole, part, size) = (
      try u.norm(Norm("W0.4,3")), try u.norm(Norm("|W0.4,3|")), try u.norm(.l(3))
    )
    let cube = Double.pow(part, 3) + Double.pow(size, 3)
    #expect(isClose(Double.pow(whole, 3), cube, 1e-13))
    let single = Field<Float>.noise(on: grid)
    #expect(isClose(try single.norm(Norm("|W0.4,3|")), Float(part), 16 * .ulpOfOne))
    for scheme in schemes(on: grid) {
      #expect(try u.norm(Norm("|W0.4,3|"), scheme: scheme) == part)
    }
    var bad = u
    bad.values[3] = .nan
    #expect(throws: NormError.notFinite(Norm(.slobodeckij(0.4, 3)))) {
      try bad.norm(Norm("W0.4,3"))
    }
    let large = Field<Double>(
      in: FunctionSpace(on: Grid(AxisKind.all[3].axis(Norm.mostPointsOfDoubleIntegral + 1))))
    let norm = try Norm("W0.5,2")
    #expect(
      throws: NormError.tooManyPoints(
        norm, points: large.grid.count, limit: Norm.mostPointsOfDoubleIntegral)
    ) { try large.norm(norm) }
  }

  @Test("One point, and none to compare it with")
  func single() {
    for kind in AxisKind.all {
      let grid = Grid(kind.axis(1))
      let u = Field<Double>(
        in: FunctionSpace(on: grid), values: .init(repeating: 1, count: grid.count))
      let value = u.gagliardoSeminorm(order: 0.5, exponent: 2)
      let isZero =
        kind.placement == .nodes && kind.boundary != .periodic && kind.boundary != .neumann
      #expect(isZero ? value > 0 : value == 0, "\(kind)")
    }
  }
}

extension Field {
  /// Differences between closed nodes, or around the circle.
  fileprivate var weakGradient: [Scalar] {
    let axis = grid.axes[0]
    let h = Scalar(axis.spacing)
    var closed = values
    if axis.isPeriodic {
      closed.append(values[0])
    } else {
      if axis.end(.lower) == .dirichlet { closed.insert(0, at: 0) }
      if axis.end(.upper) == .dirichlet { closed.append(0) }
    }
    return zip(closed.dropFirst(), closed).map { ($0 - $1) / h }
  }
}
