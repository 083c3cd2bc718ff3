import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct BesovTests {
  private let kinds = [DyadicBlocks(smooth: false), DyadicBlocks(smooth: true)]

  private func circle(_ n: Int, _ length: Extended = 2 * .pi) -> FunctionSpace<Double> {
    FunctionSpace(on: Grid(Axis(0, length, cells: n, boundary: .periodic)))
  }

  @Test(
    "The blocks are a partition of unity, at most two at a frequency, and stand where they should")
  func partition() {
    for blocks in kinds {
      for i in -40...160 {
        let kappa = Double.exp2(Double(i) / 16)
        let shares = (0..<14).map { blocks.share($0, at: kappa * kappa) }
        #expect(isClose(shares.reduce(0, +), 1, 4 * .ulpOfOne))
        for (j, share) in shares.enumerated() where share > 0 {
          #expect(share <= 1)
          let x = Double(i) / 16
          if blocks.isSmooth {
            #expect(x < Double(j) + 0.5 && (j == 0 || x > Double(j) - 1.5))
          } else {
            #expect(x < Double(j) && (j == 0 || x >= Double(j) - 1))
          }
        }
      }
      #expect(blocks.share(0, at: 0.0) == 1)
    }
    // In the middle of the octave the smooth block is whole, at its ends half of it.
    for j in 1...8 {
      let smooth = DyadicBlocks(smooth: true)
      #expect(isClose(smooth.share(j, at: Double.exp2(2 * Double(j) - 1)), 1, 1e-12))
      #expect(isClose(smooth.share(j, at: Double.exp2(2 * Double(j))), 0.5, 1e-12))
      #expect(isClose(smooth.share(j + 1, at: Double.exp2(2 * Double(j))), 0.5, 1e-12))
    }
  }

  @Test("Sharp blocks begin at 2^j, whatever π costs: B^s_{p,q} of cos kx is 2^{js} ‖cos‖_p")
  func octaves() throws {
    for k in [1, 2, 3, 4, 7, 8, 15, 16] {
      let j = Int(Double.log2(Double(k)).rounded(.down)) + 1
      let u = Field(in: circle(64)) { Double.cos(Double(k) * $0) }
      for s in [-1.5, 0, 0.5, 2] {
        for (p, q) in [("1", "1"), ("2", "inf"), ("3", "2"), ("inf", "1.5"), ("2", "2")] {
          let expected = try Double.exp2(Double(j) * s) * u.norm(Norm("L\(p)"))
          let value = try u.norm(Norm("B\(s),\(p),\(q)"))
          // The other blocks hold round-off, and weigh up to 2^{6s} against 2^{js}.
          let noise = 8 * roundoff(64) * Double.exp2(6 * s.magnitude)
          #expect(isClose(value, expected, noise), "k = \(k), B\(s),\(p),\(q)")
        }
      }
      // In single precision too, where the circle's length is known to seven digits.
      let single = Field<Float>(in: FunctionSpace(on: u.grid)) { .cos(Float(k) * $0) }
      #expect(
        isClose(
          try single.norm(Norm("B1,2,2")), Float.exp2(Float(j)) * Float.sqrt(.pi), 1e-5))
    }
  }

  @Test("Blocks add up to the function, for every kind of axis and discretisation")
  func sum() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      for blocks in kinds {
        for scheme in [Scheme.spectral, .init(.stencil(order: 4)), .init(.spline(degree: 1))] {
          let parts = u.littlewoodPaley(blocks, scheme: scheme)
          let rest = parts.reduce(u, -)
          #expect(
            rest.lebesgueNorm(2) <= roundoff(grid.count) * Double(parts.count) * u.lebesgueNorm(2))
        }
      }
    }
  }

  @Test("Against blocks cut out of naive coefficients, one mode at a time")
  func naive() throws {
    for grid in AxisKind.mixtures.filter({ $0.count < 200 }) {
      let u = Field<Double>.noise(on: grid)
      let uHat = naiveCoefficients(of: u.values, on: grid)
      let width = grid.isComplex ? 2 : 1
      let lambda = Self.eigenvalues(grid)
      for blocks in kinds {
        let form = blocks.isSmooth ? ":smooth" : ""
        let fields = (0..<12).map { j in
          let part = uHat.indices.map { i in
            uHat[i] * blocks.share(j, at: lambda[i / width])
          }
          return Field(in: u.space, values: naiveValues(of: part, on: grid))
        }
        for (s, p, q) in [(0.5, 1.0, 1.0), (-1, 3, 2), (1.5, .infinity, .infinity), (0.7, 2, 3)] {
          let terms = fields.enumerated().map {
            Double.exp2(s * Double($0.offset)) * $0.element.lebesgueNorm(p)
          }
          let expected =
            q == .infinity
            ? terms.max()! : Double.pow(terms.reduce(0) { $0 + Double.pow($1, q) }, 1 / q)
          let name = "B\(s),\(p == .infinity ? "inf" : "\(p)"),\(q == .infinity ? "inf" : "\(q)")"
          let value = try u.norm(Norm(name + form))
          // The quadrature of p = 2 gives a last mode its grid's energy, as Parseval does.
          #expect(isClose(value, expected, 16 * roundoff(grid.count)), "\(name)\(form) \(grid)")
        }
      }
    }
  }

  /// λ of the stored modes, row-major.
  private static func eigenvalues(_ grid: Grid) -> [Double] {
    grid.tabulate { axis, i in Double(axis.frequency(i) * axis.frequency(i)) }
      .reduce([0]) { sums, table in sums.flatMap { sum in table.map { sum + $0 } } }
  }

  @Test("p = q = 2 is a symbol: Σ_j 4^{js} ‖Δ_j u‖², in the scheme's own mass")
  func symbol() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      for scheme in [Scheme.spectral, .init(.staggered(order: 2)), .init(.spline(degree: 1))] {
        for (blocks, form) in zip(kinds, ["", ":smooth"]) {
          for s in [-0.5, 1] {
            let parts = u.littlewoodPaley(blocks, scheme: scheme)
            let expected = try parts.enumerated().reduce(0.0) {
              let size = try $1.element.norm(.l2, scheme: scheme)
              return $0 + Double.exp2(2 * s * Double($1.offset)) * size * size
            }
            let value = try u.norm(Norm("B\(s),2,2\(form)"), scheme: scheme)
            #expect(isClose(value * value, expected, 16 * roundoff(grid.count)), "\(scheme)")
          }
        }
      }
    }
  }

  @Test("Sharp B^s_{2,2} against H^s: between 2^{−s/2} and 2^s, s ≥ 0; both attained in the limit")
  func equivalence() throws {
    for s in [0.5, 1, 2.5] {
      for sign in [1.0, -1] {
        let (b, h) = (Norm(.besov(sign * s, 2, 2)), Norm.h(sign * s, .bessel))
        // The weights' quotient: 4^{js}/(1 + λ)^s, 1 ≤ 4^j/λ ≤ 4 for j > 0; for −s its inverse.
        let bounds =
          sign > 0
          ? (Double.exp2(-s / 2), Double.exp2(s)) : (Double.exp2(-s), Double.exp2(s / 2))
        for grid in AxisKind.mixtures {
          let u = Field<Double>.noise(on: grid)
          for scheme in schemes(on: grid) {
            let ratio = try u.norm(b, scheme: scheme) / u.norm(h, scheme: scheme)
            #expect(ratio >= bounds.0 * (1 - 1e-12) && ratio <= bounds.1 * (1 + 1e-12))
          }
        }
        // One mode at |κ| = 1 − ε, in block 0; one at 2^{j−1}, the lower end of block j.
        let epsilon = 1e-6
        let low = Field(in: circle(8, 2 * .pi / (1 - Extended(epsilon)))) { (x: Double) in
          Double.cos((1 - epsilon) * x)
        }
        let first = try low.norm(b) / low.norm(h)
        #expect(isClose(first, sign > 0 ? bounds.0 : bounds.1, s * epsilon))
        let j = 9
        let high = Field(in: circle(1024)) { Double.cos(Double.exp2(Double(j - 1)) * $0) }
        let last = try high.norm(b) / high.norm(h)
        // (1 + 4^{1−j})^{−s/2}
        #expect(isClose(last, sign > 0 ? bounds.1 : bounds.0, s * Double.exp2(Double(2 - 2 * j))))
      }
    }
  }

  @Test("Smooth B^s_{2,2} against H^s, s ≥ 0: the squares between 2^s/(3^s(1 + 4^s)) and 8^s")
  func smoothEquivalence() throws {
    for s in [0.5, 1, 2.5] {
      // For λ ≥ ½: Σ 4^{is}φ_i² ≥ 4^{js} min(η² + 4^s(1−η)²) = 4^{js} 4^s/(1 + 4^s), λ ≤ 2·4^j, and
      // (1 + λ)/λ ≤ 3; it is ≤ 4^{(j+1)s}, 4^j ≤ 2λ. Below λ = ½ the quotient is (1 + λ)^{−s}.
      let lower = Double.exp2(s) / (Double.pow(3, s) * (1 + Double.pow(4, s)))
      let (b, h) = (Norm(.besov(s, 2, 2), form: .smooth), Norm.h(s, .bessel))
      for grid in AxisKind.mixtures {
        let u = Field<Double>.noise(on: grid)
        let ratio = try u.norm(b) / u.norm(h)
        #expect(ratio * ratio >= lower && ratio * ratio <= Double.pow(8, s))
      }
    }
  }

  @Test("q ↦ B^s_{p,q} decreases, s ↦ grows, and B^0_{p,∞} ≲ L^p ≤ B^0_{p,1}")
  func embeddings() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      for form in [Norm.Form.sharp, .smooth] {
        for p in [1, 2, 3, .infinity] {
          let values = try u.norms(
            [1, 1.5, 2, 4, .infinity].map { Norm(.besov(0.5, p, $0), form: form) }
              + [0, 0.5, 1].map { Norm(.besov($0, p, 1), form: form) } + [.l(p)]
          ).map { $0! }
          for (a, b) in zip(values[..<5], values[1..<5]) { #expect(a >= b * (1 - 1e-12)) }
          for (a, b) in zip(values[5..<8], values[6..<8]) { #expect(a <= b * (1 + 1e-12)) }
          #expect(values[8] <= values[5] * (1 + 1e-12))
        }
      }
    }
  }

  @Test("The square wave is in B^{1/2}_{2,∞}, not in B^{1/2}_{2,2}: its blocks weigh 8/π each")
  func jump() throws {
    let cells = 2048
    var uHat = Coefficients(in: circle(cells))
    for k in stride(from: 1, to: cells / 2, by: 2) {
      uHat.values[2 * k + 1] = -2 / (.pi * Double(k))
    }
    let parts = Field(uHat).littlewoodPaley(DyadicBlocks(smooth: false))
    for j in 5...10 {
      let size = parts[j].lebesgueNorm(2)
      // 2^j · 16/π Σ 1/k² over odd k of the block: the rule of middles, which is low by 7/3 · 4^{−j}.
      let fourth = Double.exp2(-2 * Double(j))
      let expected = 8 / .pi * (1 - 7 * fourth / 3)
      #expect(isClose(Double.exp2(Double(j)) * size * size, expected, 20 * fourth * fourth))
    }
  }

  @Test("Zero, and what is not finite")
  func edges() throws {
    for kind in AxisKind.all {
      for n in [1, 2, 3, 7] {
        let space = FunctionSpace<Double>(on: Grid(kind.axis(n)))
        for name in ["B0.5,2,2", "B1,3,1:smooth", "B-2,inf,inf"] {
          #expect(try Field(in: space).norm(Norm(name)) == 0)
          #expect(try Field<Double>.noise(on: space.grid).norm(Norm(name)) > 0)
          var bad = Field(in: space)
          bad.values[0] = .nan
          #expect(throws: NormError.notFinite(try Norm(name))) { try bad.norm(Norm(name)) }
        }
      }
    }
  }
}
