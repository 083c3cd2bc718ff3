/// A trigonometric function whose places are asked for lattice after lattice: of the axes that come
/// first what was transformed for the last offsets is kept.
///
/// Over the q³ lattices of a Gauss rule q + q² + q³ passes along an axis are taken for 3q³.
package final class ShiftedFunction<Scalar: TransformScalar> {
  private let transform: ShiftedTransform<Scalar>
  private let coefficients: [Scalar]
  private let conjugate: [Bool]
  /// What every stage but the last has left, and for which offset.
  private var held: [Scratch<Scalar>] = []
  private var known: [Scalar] = []

  package init(
    _ coefficients: [Scalar], conjugate: [Bool], by transform: ShiftedTransform<Scalar>
  ) {
    precondition(coefficients.count == transform.spectrumCount)
    (self.transform, self.coefficients, self.conjugate) = (transform, coefficients, conjugate)
  }

  /// The number of places.
  package var count: Int { transform.count }

  /// The values at the places j + ξ, to the bit those of `ShiftedTransform.values`.
  package func values(offsets: [Scalar], into values: UnsafeMutableBufferPointer<Scalar>) {
    precondition(values.count == transform.count && offsets.count == conjugate.count)
    let order = transform.order
    var first = 0
    while first < known.count, known[first] == offsets[order[first]] { first += 1 }
    known.removeSubrange(first...)
    for i in first..<order.count {
      coefficients.withUnsafeBufferPointer { coefficients in
        let source = i == 0 ? coefficients.baseAddress! : UnsafePointer(held[i - 1].base)
        var target = values.baseAddress!
        if i < order.count - 1 {
          if held.count == i { held.append(Scratch(uninitialized: transform.placesCount(i))) }
          target = held[i].base
          known.append(offsets[order[i]])
        }
        transform.evaluate(i, source, target, offsets, conjugate)
      }
    }
  }
}
