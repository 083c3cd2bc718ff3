import RealModule
import Transforms

/// What a difference scheme takes for a between two points.
public enum FaceRule: String, Hashable, Sendable, CaseIterable {
  /// a at the middle.
  case sampled
  /// (a₁ + a₂)/2 of the points' values.
  case arithmetic
  /// 2 a₁a₂/(a₁ + a₂): the flux through two layers; second order across a jump on a face.
  case harmonic
}

extension FaceRule {
  /// a between two points from their values, where it is not sampled.
  func mean<Scalar: TransformScalar>(_ a: Scalar, _ b: Scalar) -> Scalar {
    self == .arithmetic ? (a + b) / 2 : a + b > 0 ? 2 * a / (a + b) * b : 0
  }
}
