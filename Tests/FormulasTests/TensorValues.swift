import Formulas
import RealModule
import Testing
import _TestSupport

@Suite("Values on tensor grids") struct TensorValues {
  private static let texts = [
    ["2", "x", "sin(x)*x + 1", "if(x < 0, x^2, exp(x))", "gamma(2 + x)", "x^17 + x^2.5 + x^-3"],
    [
      "2", "x", "y", "exp(x)*sin(pi*x)*cos(2*y) + x*y", "x/(2 + y) + y/(2 + x)", "x*y - 3*y - 1",
      "sin(x*y)*exp(x + y) + cos(x*y)^2", "if(x < y, x, if(y < 1/2, y, x*y))", "r*theta",
      "min(x, y)*max(x*y, 0)", "(1 + x)^y", "y^2 - 2*x*y/7", "x^2/y^2/(x + y)", "mod(y, 0.3)*x",
    ],
    [
      "2", "x", "y", "z", "x + y + z", "sin(x*y)*cos(y*z)*exp(x*z)", "sin(x)*sin(y)*sin(z)",
      "x*z + 2*y", "exp(x*y*z)/(2 + x*y + z)", "if(x < z, y, x*y)", "sin(x*y) + z*sin(x*y) - 1",
      "x^2*(1 - x^2)*y^2*(y^2 - 1)*z^2*(z^2 - 1)", "cos(y*z)", "hypot(x, z)", "hypot(x, y, z)",
    ],
  ]

  private func check<T: Real & BinaryFloatingPoint & Sendable>(_ lengths: [Int], _: T.Type) throws {
    let axes = lengths.enumerated().map { whiteNoise($1, seed: UInt64($0 + 7), T.self) }
    for text in Self.texts[lengths.count - 1] {
      let u = try Formula(text)
      let values = u.values(on: axes)
      var differing = 0
      for (i, value) in values.enumerated() {
        var (rest, point) = (i, axes.map { $0[0] })
        for axis in lengths.indices.reversed() {
          point[axis] = axes[axis][rest % lengths[axis]]
          rest /= lengths[axis]
        }
        let exact = u.value(at: point)
        if value != exact && !(value.isNaN && exact.isNaN) { differing += 1 }
      }
      #expect(differing == 0, "\(text) on \(lengths)")
      #expect(values.count == lengths.reduce(1, *))
    }
  }

  @Test(
    "A grid's values are the points' values, bit for bit",
    arguments: [
      [1], [2], [5], [512], [513], [1025], [1, 1], [2, 5], [5, 2], [1, 513], [513, 1], [3, 1025],
      [5, 513], [1, 1, 1], [2, 5, 1], [1, 2, 5], [5, 1, 2], [3, 2, 513], [513, 2, 3], [2, 513, 5],
    ])
  func bitwise(lengths: [Int]) throws {
    try check(lengths, Double.self)
    try check(lengths, Float.self)
    #if arch(x86_64) || arch(i386)
      try check(lengths, Float80.self)
    #endif
  }

  @Test("Values are those of the plain formula in Swift")
  func oracle() throws {
    let u = try Formula("exp(x)*sin(pi*x)*cos(2*y) + x*y")
    let (xs, ys): ([Double], [Double]) = (whiteNoise(13, seed: 3), whiteNoise(29, seed: 4))
    let values = u.values(on: [xs, ys])
    for (i, x) in xs.enumerated() {
      for (j, y) in ys.enumerated() {
        let exact = Double.exp(x) * .sin(.pi * x) * .cos(2 * y) + x * y
        #expect(Swift.abs(values[i * 29 + j] - exact) <= 8 * .ulpOfOne)
      }
    }
  }

  @Test("Precisions agree to the narrower one's round-off")
  func precisions() throws {
    let u = try Formula("exp(x)*sin(pi*x)*cos(2*y) + x*y/3")
    let axes: [[Float]] = [whiteNoise(17, seed: 5), whiteNoise(16, seed: 6)]
    let narrow = u.values(on: axes), wide = u.values(on: axes.map { $0.map { Double($0) } })
    for (a, b) in zip(narrow, wide) {
      #expect(Swift.abs(Double(a) - b) <= Double(16 * Float.ulpOfOne))
    }
  }

  @Test("An empty axis has no values")
  func empty() throws {
    #expect(try Formula("x*y").values(on: [[1.0, 2], []]).isEmpty)
  }

  @Test("Lists of points are read by columns")
  func columns() throws {
    let u = try Formula("sin(x*y) + y")
    let (xs, ys): ([Double], [Double]) = (whiteNoise(1000, seed: 8), whiteNoise(1000, seed: 9))
    #expect(u.values(atColumns: [xs, ys]) == zip(xs, ys).map { u.value(at: [$0, $1]) })
  }
}
