import Discretizations
import Fields
import Grids
import Norms
import Operators
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct MultiplierTests {
  @Test("Operators are written as in a paper, in every precision")
  func literals() {
    let a: Multiplier<Double> = .identity - 0.1 * .laplacian
    let b: Multiplier<Float> = 1 - 0.1 * .laplacian
    let c: Multiplier<Extended> = -(2 * .laplacian * .laplacian - 1) + .heat(0.5)
    let grid = torus(1, 5)
    #expect(isClose(a.symbol(on: grid).re[2], 1.4, 4 * .ulpOfOne))
    #expect(isClose(b.symbol(on: grid).re[2], 1.4, 4 * .ulpOfOne))
    #expect(isClose(c.symbol(on: grid).re[1], -1 + .exp(-0.5), 8 * .ulpOfOne))
    let kappa = 3.0
    let d = kappa * kappa * .identity + .laplacian as Multiplier<Double>
    #expect(d.symbol(on: grid).re[1] == 8)
    let u = Field<Double>.noise(on: grid)
    #expect((-.laplacian as Multiplier)(u).distance(to: -u.laplacian) == 0)
    let w = (-.laplacian)(u)
    #expect(w.distance(to: -u.laplacian) == 0)
    #expect((1 - .laplacian)(u).distance(to: u - u.laplacian) < 50 * roundoff(5))
    #expect((1 - .laplacian as Multiplier)(u).distance(to: u - u.laplacian) < 50 * roundoff(5))
  }

  @Test("Multipliers commute, compose, distribute and cancel")
  func algebra() {
    let a: Multiplier<Double> = 2 - 0.01 * .laplacian
    let b: Multiplier<Double> = .bessel(-0.5) + .heat(0.01)
    let c: Multiplier<Double> = .riesz(0.5)
    for grid in grids {
      func m(_ a: Multiplier<Double>) -> [Double] { a.symbol(on: grid).re }
      func same(_ x: Multiplier<Double>, _ y: Multiplier<Double>) {
        for (x, y) in zip(m(x), m(y)) { #expect(isClose(x, y, 8 * .ulpOfOne)) }
      }
      same(a + b, b + a)
      same(a * b, b * a)
      same((a + b) + c, a + (b + c))
      same((a * b) * c, a * (b * c))
      same(a * (b + c), a * b + a * c)
      same(1 * a, a)
      same(3 * a, a + a + a)
      same(-a, 0 - a)
      #expect(m(a - a).allSatisfy { $0 == 0 })
      let u = Field<Double>.noise(on: grid)
      let size = a(b(u)).lebesgueNorm(2)
      #expect((a * b)(u).distance(to: a(b(u))) <= 8 * roundoff(grid.count) * (size + 1))
    }
  }

  @Test("Δ multiplies φ_k by −λ: the naive sums, last modes included")
  func laplacian() {
    for grid in grids {
      let u = Field<Extended>.noise(on: grid)
      var naive = naiveCoefficients(of: u.values, on: grid)
      let width = grid.isComplex ? 2 : 1
      let shape = grid.spectrumShape
      for p in 0..<(naive.count / width) {
        var rest = p
        var lambda: Extended = 0
        for a in grid.axes.indices.reversed() {
          let kappa = grid.axes[a].frequency(rest % shape[a])
          lambda += kappa * kappa
          rest /= shape[a]
        }
        for c in 0..<width { naive[width * p + c] *= -lambda }
      }
      let expected = Field(in: u.space, values: naiveValues(of: naive, on: grid))
      let tolerance = roundoff(grid.count) * u.largestEigenvalue * u.lebesgueNorm(2) * 4
      #expect(u.laplacian.distance(to: expected) <= tolerance, "\(grid)")
    }
  }

  @Test("A scheme's Δ_h is its stencil")
  func schemes() {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      for order in [2, 4, 6, 8] {
        let kind = Discretization.stencil(order: order)
        let expected = grid.axes.indices.map { a in
          u.applying((-1) * kind.laplacian(on: grid.axes[a])!, axis: a, onto: grid.axes[a])
        }.reduce(0 * u, +)
        let found = Multiplier.laplacian(Scheme(kind))(u)
        let tolerance = 8 * roundoff(grid.count) * u.largestEigenvalue * u.lebesgueNorm(2)
        #expect(found.distance(to: expected) <= tolerance, "\(kind) \(grid)")
      }
    }
  }

  @Test("Real multipliers are self-adjoint: (m(D) u, v) = (u, m(D) v)")
  func selfAdjoint() {
    let operators: [Multiplier<Double>] = [.laplacian, .bessel(-1), .riesz(0.5), .heat(0.1)]
    for grid in grids {
      let (u, v) = (Field<Double>.noise(on: grid), Field<Double>.noise(on: grid, seed: 2))
      for a in operators {
        let size = a(u).lebesgueNorm(2) * v.lebesgueNorm(2)
        let gap = a(u).inner(v) - u.inner(a(v))
        #expect(gap.magnitude <= 8 * roundoff(grid.count) * size)
      }
      // and −Δ is positive
      #expect((-u.laplacian).inner(u) >= -roundoff(grid.count) * u.largestEigenvalue)
    }
  }

  @Test("(1−Δ)^{s/2} maps H^s onto L² and keeps the norm; (−Δ)^{s/2} keeps the seminorm")
  func potentials() throws {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      let schemes = [
        Scheme.spectral, Scheme(.staggered(order: 4)), Scheme(.stencil(order: 2)),
        Scheme(.centred(order: 2)),
      ]
      for scheme in schemes {
        for s in [-2, -1, -0.5, 0, 0.5, 1, 2, 2.5] {
          let bessel = try Multiplier.bessel(s, scheme)(u).norm(.l2)
          let expected = try u.norm(.h(s, .bessel), scheme: scheme)
          #expect(isClose(bessel, expected, 4 * roundoff(grid.count)), "s = \(s) \(scheme)")
          let v = s < 0 ? u.withoutMean : u
          let riesz = try Multiplier.riesz(s, scheme)(v).norm(.l2)
          let semi = try v.norm(.homogeneous(s), scheme: scheme)
          let scale = Double.pow(u.largestEigenvalue, max(s, 0) / 2)
          #expect(isClose(riesz, semi, 4 * roundoff(grid.count), floor: scale), "s = \(s)")
        }
      }
    }
  }

  @Test("Potentials of opposite order are inverse, on zero mean where there are constants")
  func inverse() {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      let tolerance = 16 * roundoff(grid.count, Double.self) * u.lebesgueNorm(2)
      for s in [0.5, 1, 2] {
        let bessel: Multiplier<Double> = .bessel(s) * .bessel(-s)
        #expect(bessel(u).distance(to: u) <= tolerance)
        let riesz: Multiplier<Double> = .riesz(-s) * .riesz(s)
        #expect(riesz(u).distance(to: u.withoutMean) <= tolerance)
      }
    }
  }

  @Test("Heat: e^{sΔ} e^{tΔ} = e^{(s+t)Δ}, and sin κx decays by e^{−κ²t}")
  func heat() {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      let twice: Multiplier<Double> = .heat(0.01) * .heat(0.02)
      let once = Multiplier<Double>.heat(0.03)
      #expect(twice(u).distance(to: once(u)) <= 16 * roundoff(grid.count) * u.lebesgueNorm(2))
      #expect(Multiplier.heat(0)(u).distance(to: u) <= roundoff(grid.count) * 4)
    }
    let u = Field(in: FunctionSpace<Double>(on: torus(1, 9))) { Double.sin(3 * $0) }
    let decayed = Double.exp(-0.9) * u
    #expect(Multiplier.heat(0.1)(u).distance(to: decayed) <= roundoff(9))
  }

  @Test("Fractional powers on the torus; references frac-periodic#1…3")
  func fractional() {
    let plane = FunctionSpace<Double>(on: torus(2, 16))
    let u = Field(in: plane) { x, y in Double.cos(3 * x) * Double.cos(4 * y) }
    let tolerance: Double = 16 * roundoff(256)
    #expect(Multiplier.riesz(1)(u).distance(to: 5 * u) <= tolerance * 5)
    let power = 11.180339887498949
    #expect(Multiplier.riesz(1.5)(u).distance(to: power * u) <= tolerance * power)
    let v = Field(in: FunctionSpace<Double>(on: torus(1, 40))) { Double.exp(.cos($0)) }
    #expect(isClose(Multiplier.riesz(1)(v).values[0], 1.8312249817444934, 40 * roundoff(40)))
  }

  @Test("∫u of (−Δ)^s u = 1 on (0, 1), u = 0 at its ends; references frac-spectral#1…4")
  func fractionalInterval() {
    let n = 4096
    let space = FunctionSpace<Double>(on: Grid(Axis(0, 1, cells: n, boundary: .dirichlet)))
    var one = Coefficients(in: space)
    for k in stride(from: 1, to: n, by: 2) { one.values[k - 1] = 4 / (.pi * Double(k)) }
    for (s, reference) in [
      (0.25, 0.505032716853341), (0.5, 0.271377257220418), (0.75, 0.149519091258018),
    ] {
      let u = Multiplier.riesz(-2 * s)(one)
      // The modes beyond: (8/π^{2+2s}) Σ_{k ≥ n+1 odd} k^{−2−2s}, between two integrals.
      func tail(_ from: Double) -> Double {
        8 / Double.pow(.pi, 2 + 2 * s) * Double.pow(from, -1 - 2 * s) / (2 * (1 + 2 * s))
      }
      let gap = reference - u.exactIntegral()
      // The references carry 1e-12.
      #expect(gap >= tail(Double(n + 1)) - 1e-12 && gap <= tail(Double(n - 1)) + 1e-12)
    }
    // 4G/π², G Catalan's constant: an alternating series.
    let u = Multiplier.riesz(-1)(one)
    let next = 4 / (.pi * .pi * Double(n * n))
    #expect(abs(u.value(at: [0.5]) - 0.371226872710772) <= next)
  }

  @Test("The kernel: constants of −Δ, resonant modes of −Δ − k², nothing of 1 − Δ")
  func kernels() {
    for grid in grids {
      #expect(
        (-.laplacian as Multiplier<Double>).kernel(on: grid) == (grid.hasConstants ? [0] : []))
      #expect((1 - .laplacian as Multiplier<Double>).kernel(on: grid) == [])
    }
    let circle = torus(1, 16)
    #expect((-.laplacian - 9 as Multiplier<Double>).kernel(on: circle) == [3])
    // sin kπx on (0, 1): κ² is irrational and rounded.
    let interval = Grid(Axis(0, 1, cells: 8, boundary: .dirichlet))
    let resonant = Multiplier<Double>(-4 * .pi * .pi) - .laplacian
    #expect(resonant.kernel(on: interval) == [1])
    // Round-off is judged mode by mode: 1 is not small beside the largest λ in Float.
    let fine = Grid(Axis(0, 2 * .pi, cells: 4096, boundary: .periodic))
    #expect((1 - .laplacian as Multiplier<Float>).kernel(on: fine) == [])
    // A centred difference does not see the checkerboard.
    let centred = Scheme(.centred(order: 2))
    #expect(Multiplier<Double>.laplacian(centred).kernel(on: circle) == [0, 8])
  }
}
