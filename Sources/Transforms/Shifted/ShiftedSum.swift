/// Σ w P f over the shifted lattices of a rule, P the projection on modes: axes that come first in an
/// evaluation are projected once for all lattices that agree in their offsets.
package final class ShiftedSum<Scalar: TransformScalar> {
  private let transform: ShiftedTransform<Scalar>
  private let conjugate: [Bool]
  /// Sums before each stage of an evaluation; the first are the coefficients.
  private let sums: [Scratch<Scalar>]
  private let part: Scratch<Scalar>
  private var offsets: [Scalar] = []

  package init(conjugate: [Bool], by transform: ShiftedTransform<Scalar>) {
    (self.transform, self.conjugate) = (transform, conjugate)
    sums = transform.order.indices.map { Scratch(uninitialized: transform.modesCount($0)) }
    part = Scratch(uninitialized: sums.map(\.count).max()!)
    for sum in sums { clear(sum.base, sum.count) }
  }

  /// Adds w times the projection of values at the places j + ξ.
  package func add(_ values: [Scalar], offsets: [Scalar], weight: Scalar) {
    precondition(values.count == transform.count && offsets.count == conjugate.count)
    let order = transform.order
    if !self.offsets.isEmpty {
      let first = order.indices.dropLast().first { self.offsets[order[$0]] != offsets[order[$0]] }
      if let first { finish(from: first) }
    }
    self.offsets = offsets
    let last = order.count - 1
    values.withUnsafeBufferPointer {
      transform.project(last, $0.baseAddress!, part.base, offsets, conjugate)
    }
    addScaled(weight, part.base, to: sums[last].base, sums[last].count)
  }

  /// The coefficients.
  package func finish() -> [Scalar] {
    if !offsets.isEmpty { finish(from: 0) }
    return [Scalar](unsafeUninitializedCapacity: sums[0].count) { buffer, count in
      buffer.baseAddress!.initialize(from: sums[0].base, count: sums[0].count)
      count = sums[0].count
    }
  }

  /// Projects what was summed for the same offsets of the axes from a stage on.
  private func finish(from first: Int) {
    for i in (first..<sums.count - 1).reversed() {
      transform.project(i, sums[i + 1].base, part.base, offsets, conjugate)
      addScaled(1, part.base, to: sums[i].base, sums[i].count)
      clear(sums[i + 1].base, sums[i + 1].count)
    }
  }
}

/// y ← y + w x
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addScaled<Scalar: TransformScalar>(
  _ w: Scalar, _ x: UnsafePointer<Scalar>, to y: UnsafeMutablePointer<Scalar>, _ count: Int
) {
  for i in 0..<count { y[i] += w * x[i] }
}
