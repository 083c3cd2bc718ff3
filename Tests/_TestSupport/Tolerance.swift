public import RealModule

/// The round-off of a transform, norm or solve over n points: 8 ε log₂(n + 1), never below 16 ε.
///
/// The error of an FFT grows like log n in the worst case and like √log n on average; the factor 8
/// covers scaling, one symbol and one sum. Acts on relative ℓ² errors.
public func roundoff<T: BinaryFloatingPoint & Real>(_ n: Int, _: T.Type = T.self) -> T {
  T.ulpOfOne * max(16, 8 * T.log2(T(n + 1)))
}
