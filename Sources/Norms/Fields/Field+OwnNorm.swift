import Discretizations
import Fields
import Grids
import RealModule
import Transforms

extension Field {
  /// A norm of one's own that is not a weight: the base norm of f · m(D) u.
  ///
  /// - Throws: what the base throws; ``NormError/badMode(_:mode:value:)`` and
  ///   ``NormError/badFactor(_:point:)``.
  /// - Complexity: two transforms for a multiplier, and the base's.
  func modifiedNorm(
    _ norm: OwnNorm, scheme: Scheme, lastMode: LastMode
  ) throws(NormError) -> Scalar? {
    guard case .modified(let base, let multiplier, let factor) = norm.definition else {
      preconditionFailure("a weight has a symbol")
    }
    var v = self
    if let multiplier {
      var vHat = Coefficients(self)
      vHat.multiply(
        by: Symbol(
          .modes(
            multiplier.values(on: scheme.frequencies(on: grid)), shape: grid.spectrumShape)))
      v = Field(consuming: vHat)
    }
    if let factor {
      let f: [Scalar] = factor.values(on: space.coordinates)
      if let i = f.firstIndex(where: { !$0.isFinite }) {
        throw .badFactor(.own(norm), point: grid.point(i))
      }
      v = v * Field(in: space, values: f)
    }
    return try v.norms([base], scheme: scheme, lastMode: lastMode)[0]
  }

  /// The value of a norm of one's own that has no symbol; what is wrong with one that has.
  func check(_ norm: OwnNorm, scheme: Scheme) throws(NormError) {
    guard let (mode, value) = norm.badMode(scheme, on: grid) else { return }
    throw .badMode(.own(norm), mode: mode, value: value)
  }
}
