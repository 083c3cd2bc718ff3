import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct SingleModeTests {
  private func torus(_ rank: Int, _ n: Int = 8) -> FunctionSpace<Double> {
    FunctionSpace(
      on: Grid([Axis](repeating: Axis(0, 2 * .pi, cells: n, boundary: .periodic), count: rank)))
  }

  @Test(
    "The five forms on sin x sin y: weights of the mode (1, 1)",
    arguments: [
      ("H1", 3.0), ("|H1|", 2), ("|H2|", 4), ("H2:multiindex", 6), ("H2:bessel", 9), ("H2:sum", 7),
      ("H2:ends", 3), ("H2:graph", 5), ("|H2:multiindex|", 3), ("|H2:ends|", 2), ("H0", 1),
      ("H3:sum", 15), ("H3:multiindex", 10), ("H0.5", 1.7320508075688772),
      ("|H0.5|", 1.4142135623730951),
    ])
  func forms(name: String, weight: Double) throws {
    let u = Field(in: torus(2)) { x, y in Double.sin(x) * Double.sin(y) }
    let norm = try Norm(name)
    let square = Double.pi * .pi
    #expect(isClose(try u.norm(norm), (square * weight).squareRoot(), roundoff(64)))
    guard case .sobolev(let s) = norm.core, s > 0 else { return }
    let dual = Norm(.sobolev(-s), form: norm.form, seminorm: norm.isSeminorm)
    #expect(isClose(try u.norm(dual), (square / weight).squareRoot(), roundoff(64)))
  }

  @Test(
    "sum against bessel, (k+1)/2^k at |ξ| = 1; multiindex in 2 and 3 dimensions; references norm-sum-bessel"
  )
  func equivalences() throws {
    let u = Field(in: torus(1)) { Double.cos($0) }
    for (k, reference) in [(2, 0.75), (3, 0.5), (4, 0.3125), (5, 0.1875)] {
      let ratio = try u.norm(.h(Double(k), .sum)) / u.norm(.h(Double(k), .bessel))
      #expect(isClose(ratio * ratio, reference, 4 * roundoff(8)))
    }
    let plane = Field(in: torus(2)) { x, y in Double.cos(x) * .cos(y) }
    let space = Field(in: torus(3)) { x, y, z in Double.cos(x) * .cos(y) * .cos(z) }
    for (v, reference) in [(plane, 2.0 / 3), (space, 0.625)] {
      let ratio = try v.norm(.h(2, .multiindex)) / v.norm(.h(2, .bessel))
      #expect(isClose(ratio * ratio, reference, 4 * roundoff(512)))
    }
    let line = Field(in: torus(2)) { x, _ in Double.cos(x) }
    let ratio = try line.norm(.h(2, .sum)) / line.norm(.h(2, .bessel))
    #expect(isClose(ratio * ratio, 0.75, 4 * roundoff(64)))
  }

  @Test("H^s of sin(2πmx/L) is (L/2 (1 + (2πm/L)²)^s)^{1/2}: radians, for several L and s")
  func radians() throws {
    for length in [1, 2 * Extended.pi, 3.7] {
      for n in [8, 9] {
        let space = FunctionSpace<Double>(
          on: Grid(Axis(-1, -1 + length, cells: n, boundary: .periodic)))
        for m in 1...3 {
          let kappa = 2 * Double.pi * Double(m) / Double(length)
          let u = Field(in: space) { x in Double.sin(kappa * (x + 1)) }
          for s in [-2, -0.5, 0, 0.5, 1, 2.5] {
            let weight = Double.pow(1 + kappa * kappa, s)
            let expected = (Double(length) / 2 * weight).squareRoot()
            #expect(isClose(try u.norm(.h(s, .bessel)), expected, 4 * roundoff(n)))
          }
        }
      }
    }
  }

  @Test("Every basis function has norm √(μ w): the ten kinds")
  func kinds() throws {
    for kind in AxisKind.all {
      for n in sizes {
        let axis = kind.axis(n, 0.5, 2)
        let space = FunctionSpace<Double>(on: Grid(axis))
        for i in 0..<axis.count {
          let phi = (0..<axis.count).map { j in
            axis.phi(wave: axis.waveNumber(i), at: Extended(axis.firstHalf + 2 * j) / 2)
          }
          let isImaginary = axis.isPeriodic && i == axis.lastMode && axis.placement == .cells
          let u = Field(in: space, values: phi.map { Double(isImaginary ? $0.im : $0.re) })
          let kappa = Double(axis.frequency(i))
          var mu = Double(axis.squareNorm(i))
          // A real field holds cos κx = (e^{iκx} + e^{−iκx})/2.
          if axis.isPeriodic, i != 0, i != axis.lastMode { mu /= 2 }
          for s in [1, 0.5, -1] {
            let expected = (mu * Double.pow(1 + kappa * kappa, s)).squareRoot()
            #expect(isClose(try u.norm(.h(s)), expected, 4 * roundoff(n)), "\(kind) \(n) \(i)")
          }
        }
      }
    }
  }

  @Test("The alternating vector under the three policies: L, L/2, 0; reference nyquist")
  func alternating() throws {
    let space = torus(1)
    let u = Field(in: space, values: (0..<8).map { $0 % 2 == 0 ? 1 : -1 })
    for (policy, square) in [(LastMode.parseval, 2 * Double.pi), (.interpolant, .pi), (.drop, 0)] {
      #expect(isClose(try u.norm(.l2, lastMode: policy), square.squareRoot(), roundoff(8)))
      let h1 = (17 * square).squareRoot()
      #expect(isClose(try u.norm(.h(1), lastMode: policy), h1, roundoff(8)))
    }
    // It has no centred derivative, and 2/h for a staggered one.
    #expect(try u.norm(.homogeneous(1), scheme: Scheme(.centred(order: 2))) == 0)
    let expected = 8 / .pi * (2 * Double.pi).squareRoot()
    #expect(
      isClose(
        try u.norm(.homogeneous(1), scheme: Scheme(.staggered(order: 2))), expected, roundoff(8)))
  }
}
