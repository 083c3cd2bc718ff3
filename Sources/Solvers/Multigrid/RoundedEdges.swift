import Fields
import Grids
import RealModule
import Transforms

/// A sum over edges in single precision, W A = υ S, υ a power of two.
///
/// Where no weight and no s is negative, the form is changed by one part in 2²⁴ at most, whatever the
/// contrast: |a(u, v) − ã(u, v)| ≤ 2⁻²⁴ √a(u, u) √a(v, v).
struct RoundedEdges<Scalar: TransformScalar>: Sendable {
  /// S
  let edges: EdgeForm<Float>
  /// υ
  private(set) var unit: Scalar
  /// Whether an s is not 0.
  let hasDiagonal: Bool

  /// The form rounded; s by its rows where most of them are one number.
  init(_ form: EdgeForm<Scalar>) {
    let largest = form.largest
    let unit = largest.isNormal ? largest.binade : 1
    self.unit = unit
    hasDiagonal = form.diagonal.contains { $0 != 0 }
    // A power of two: the quotient is exact.
    edges = EdgeForm(rounding: form, times: 1 / unit)
  }

  /// The form υ S.
  init(_ form: EdgeForm<Float>, over unit: Scalar) {
    self.unit = unit
    hasDiagonal = form.diagonal.contains { $0 != 0 }
    var rounded = form
    rounded.compact()
    edges = rounded
  }

  /// S, for a system that is divided by υ.
  var inOwnUnits: RoundedEdges {
    var edges = self
    edges.unit = 1
    return edges
  }

  /// x ← x/υ
  func divide(_ x: inout Field<Scalar>) { x.values.withUnsafeMutableBufferPointer { divide($0) } }

  /// x ← x/υ
  @inline(__always)
  func divide(_ x: UnsafeMutableBufferPointer<Scalar>) { multiply(x, by: 1 / unit) }
}

extension EdgeForm {
  /// Whether a cycle takes linear elements of the plane with one number for both diagonals of a cell:
  /// unless an edge back leads around a circle, to another place than the cell's first corner.
  static func sharesDiagonals(_ op: SecondOrderOperator, on grid: Grid) -> Bool {
    !op.hasMixedDerivatives && grid.axes.dropFirst().allSatisfy { !$0.isPeriodic }
  }

  /// The largest magnitude of a weight.
  var largest: Scalar {
    let ends = weights.withUnsafeBufferPointer { extremes($0) }
    return max(ends.lower.magnitude, ends.upper.magnitude)
  }
}

/// x ← c x
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func multiply<Scalar: TransformScalar>(
  _ x: UnsafeMutableBufferPointer<Scalar>, by c: Scalar
) {
  guard c != 1 else { return }
  nonisolated(unsafe) let x = x
  Threads.forEachChunk(count: x.count, minimum: 1 << 16) { chunk in
    for i in chunk { x[i] *= c }
  }
}
