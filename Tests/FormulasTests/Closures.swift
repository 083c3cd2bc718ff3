import Formulas
import RealModule
import Testing
import _TestSupport

/// A closure is a formula by its values: what is said of the one holds of the other.
@Suite("Closures as formulas") struct Closures {
  private let line = Formula { x in Double.exp(x) * x }
  private let plane = Formula { x, y in x < y ? x : Double.cos(x * y) }
  private let space = Formula { x, y, z in x - y * z }

  private func agrees(_ a: Formula, _ text: String, on lengths: [Int]) throws {
    let axes: [[Double]] = lengths.enumerated().map { whiteNoise($1, seed: UInt64($0 + 3)) }
    #expect(a.values(on: axes) == (try Formula(text)).values(on: axes), "\(text) on \(lengths)")
  }

  @Test(
    "Values on tensor grids are those of the formula, bit for bit",
    arguments: [[1, 1, 1], [2, 5, 3], [5, 1, 2], [3, 2, 513], [513, 2, 3], [2, 513, 5]])
  func values(lengths: [Int]) throws {
    try agrees(line, "exp(x)*x", on: [lengths[0]])
    try agrees(line, "exp(x)*x", on: lengths)
    try agrees(plane, "if(x < y, x, cos(x*y))", on: [lengths[0], lengths[1]])
    try agrees(plane, "if(x < y, x, cos(x*y))", on: lengths)
    try agrees(space, "x - y*z", on: lengths)
    try agrees(2 * plane * .z + line, "2*z*if(x < y, x, cos(x*y)) + exp(x)*x", on: lengths)
  }

  @Test("One point, and other precisions by way of double")
  func points() {
    #expect(plane.value(at: [0.5, 0.25]) == Double.cos(0.125))
    #expect(space.value(at: [0.5 as Float, 0.25, 2]) == 0)
    #expect(
      line.values(on: [[0.5, 1] as [Formula.Constant]])[1] == Formula.Constant(Double.exp(1)))
  }

  @Test("On a side of the box a coordinate is a number; with all of them it is one itself")
  func substitution() {
    let trace = space.substituting(.x, by: 2).substituting(.z, by: 1)
    #expect(trace.coordinates == [.y])
    #expect(trace.value(at: [7, 0.5]) == 1.5)
    #expect(trace.substituting(.y, by: 3).constant == -1)
  }

  @Test("It has no derivative, but along coordinates on which it does not depend")
  func derivatives() throws {
    #expect(try (plane * .z).derivative(.z).value(at: [0.5, 0.25, 9]) == Double.cos(0.125))
    let error = #expect(throws: DifferentiationError.self) { try (plane + .x).derivative(.x) }
    #expect(error?.description == "`closure(x, y)` is known by its values alone")
    #expect(!plane.isSmooth)
  }

  @Test("Two closures are two functions, one closure is one")
  func identity() {
    #expect((plane - plane).isZero)
    let other = Formula { x, y in x < y ? x : Double.cos(x * y) }
    #expect(!(plane - other).isZero)
  }

  @Test("A value that is not finite is found")
  func cause() {
    let u = 1 + Formula { x, y in x / y }
    #expect(u.causeOfNonFinite(at: [1, 0]) == "closure(x, y) is inf at (1, 0)")
  }
}
