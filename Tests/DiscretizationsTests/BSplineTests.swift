import Discretizations
import Grids
import RealModule
import Testing
import _TestSupport

@Suite struct BSplineTests {
  private let places = (0...40).map { Extended($0) / 40 }

  @Test(
    "Integer translates are a partition of unity, and their derivatives sum to 0", arguments: 1...7)
  func partition(degree: Int) {
    let beta = BSpline(degree: degree)
    for x in places {
      let shifts = (-5...5).map { x + Extended($0) }
      #expect(isClose(shifts.reduce(0) { $0 + beta.value($1) }, 1, 16 * .ulpOfOne))
      for m in 1...min(degree, 3) where degree > m {
        let sum = shifts.reduce(0) { $0 + beta.derivative(m, $1) }
        #expect(isClose(sum, 0, 64 * .ulpOfOne, floor: 1))
      }
    }
  }

  @Test("β is even, and β′ is its derivative by the fundamental theorem", arguments: 1...5)
  func derivatives(degree: Int) {
    let beta = BSpline(degree: degree)
    let rule = GaussRule(points: degree)
    for x in places {
      #expect(isClose(beta.value(-x), beta.value(x), 16 * .ulpOfOne, floor: 1))
      // Half-integers bound the pieces of every degree.
      let end = (2 * x).rounded(.up) / 2
      let integral = zip(rule.points, rule.weights).reduce(Extended(0)) {
        $0 + (end - x) * $1.1 * beta.derivative(1, x + (end - x) * $1.0)
      }
      #expect(isClose(integral, beta.value(end) - beta.value(x), 64 * .ulpOfOne, floor: 1))
    }
  }

  @Test("The samples are the textbook's")
  func samples() {
    let expected: [Int: [Extended]] = [
      1: [1], 2: [0.75, 0.125], 3: [2 / 3, 1 / 6], 5: [66 / 120, 26 / 120, 1 / 120],
      7: [2416 / 5040, 1191 / 5040, 120 / 5040, 1 / 5040],
    ]
    for (degree, values) in expected {
      let found = BSpline(degree: degree).integerValues
      #expect(found.count == values.count)
      for (a, b) in zip(found, values) { #expect(isClose(a, b, 16 * .ulpOfOne)) }
    }
  }

  @Test("∫ β^{(m)}(x) β^{(m)}(x − j) dx is the Gram stencil: Galerkin matrices are exact")
  func galerkin() {
    for degree in 1...3 {
      let axis = AxisKind.all[0].axis(16, 0, 16)
      let beta = BSpline(degree: degree)
      let rule = GaussRule(points: degree + 1)
      for m in 0...degree {
        let stencil = Discretization.spline(degree: degree).gramStencil(m, on: axis)!
        for j in 0...4 {
          // Pieces of half a cell: whole and half knots alike.
          let integral = (-8..<16).reduce(Extended(0)) { sum, piece in
            zip(rule.points, rule.weights).reduce(sum) {
              let x = (Extended(piece) + $1.0) / 2
              return $0 + $1.1 / 2 * beta.derivative(m, x) * beta.derivative(m, x - Extended(j))
            }
          }
          let tap = stencil.taps.first { $0.half == 2 * j }?.weight ?? 0
          #expect(isClose(integral, tap, 256 * .ulpOfOne, floor: 1), "degree \(degree) m \(m)")
        }
      }
    }
  }

  @Test(
    "Evaluation inside a cell: constants stay, their derivatives vanish, points are nodal values")
  func evaluation() {
    for degree in 1...3 {
      for placement in Placement.allCases {
        let axis = Axis(0, 2, cells: 8, boundary: .periodic, placement: placement)
        let kind = Discretization.spline(degree: degree)
        for xi in places.dropLast() {
          let sum = kind.evaluation(offset: xi, on: axis)!.taps.reduce(0) { $0 + $1.weight }
          #expect(isClose(sum, 1, 16 * .ulpOfOne))
          let slope = kind.evaluation(offset: xi, derivative: 1, on: axis)!
          #expect(
            isClose(slope.taps.reduce(0) { $0 + $1.weight }, 0, 16 * .ulpOfOne, floor: 4))
          #expect(slope.taps.allSatisfy { ($0.half - axis.firstHalf).isMultiple(of: 2) })
        }
        let atPoint = kind.evaluation(offset: placement == .cells ? 0.5 : 0, on: axis)!
        for i in 0..<8 {
          let phase = axis.theta(i) * Extended(axis.firstHalf) / 2
          let symbol = atPoint.symbol(axis.theta(i))
          let nodal = kind.nodal(axis: axis, mode: i)
          #expect(isClose(symbol.re, nodal * .cos(phase), 16 * .ulpOfOne, floor: 1))
          #expect(isClose(symbol.im, nodal * .sin(phase), 16 * .ulpOfOne, floor: 1))
        }
      }
    }
  }
}
