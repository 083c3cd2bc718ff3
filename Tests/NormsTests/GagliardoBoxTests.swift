import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import _TestSupport

/// Slobodeckij's double integral on boxes, against closed forms.
@Suite struct GagliardoBoxTests {
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
            Field(in: FunctionSpace(on: Grid(kind.axis(n))), u).doubleIntegral(s, p) / exact - 1
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
              return Field(in: space, values: values).doubleIntegral(s, p) / exact - 1
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
}
