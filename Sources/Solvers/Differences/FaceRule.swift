/// What a difference scheme takes for a between two points.
public enum FaceRule: String, Hashable, Sendable, CaseIterable {
  /// a at the middle.
  case sampled
  /// (a₁ + a₂)/2 of the points' values.
  case arithmetic
  /// 2 a₁a₂/(a₁ + a₂): the flux through two layers; second order across a jump on a face.
  case harmonic
}
