import Discretizations
import Grids
import RealModule
import Testing
import _TestSupport

@Suite struct GaussRuleTests {
  @Test("q points integrate degree 2q − 1 exactly, and degree 2q not", arguments: 1...16)
  func degree(q: Int) {
    let rule = GaussRule(points: q)
    #expect(rule.points == rule.points.sorted())
    func integral(_ d: Int) -> Extended {
      zip(rule.points, rule.weights).reduce(0) { $0 + $1.1 * Extended.pow($1.0, d) }
    }
    for d in 0..<(2 * q) { #expect(isClose(integral(d), 1 / Extended(d + 1), 64 * .ulpOfOne)) }
    // The defect of x^{2q} on (0, 1) is (q!)⁴ / ((2q + 1) ((2q)!)²).
    var defect = 1 / Extended(2 * q + 1)
    for k in 1...q {
      let r = Extended(k) / Extended(q + k)
      defect *= r * r
    }
    let gap = 1 / Extended(2 * q + 1) - integral(2 * q)
    #expect(isClose(gap, defect, 64 * .ulpOfOne, floor: 1))
    if q < 12 { #expect(gap > defect / 2) }
  }

  @Test("A composite rule has a knot of the spline nowhere inside a piece")
  func cellRules() {
    for degree in 1...3 {
      for placement in Placement.allCases {
        let axis = Axis(0, 1, cells: 4, boundary: .periodic, placement: placement)
        let rule = CellRule(.spline(degree: degree), on: axis, points: degree + 1)
        #expect(isClose(rule.weights.reduce(0, +), 1, 16 * .ulpOfOne))
        // ∫ β β over a cell's share: the sum over all cells is B_{2p+1}'s centre value.
        let beta = BSpline(degree: degree)
        let shift: Extended = placement == .cells ? 0.5 : 0
        let total = (-4...4).reduce(Extended(0)) { sum, cell in
          zip(rule.offsets, rule.weights).reduce(sum) {
            let value = beta.value(Extended(cell) + $1.0 - shift)
            return $0 + $1.1 * value * value
          }
        }
        #expect(isClose(total, BSpline(degree: 2 * degree + 1).value(0), 64 * .ulpOfOne))
      }
    }
  }
}
