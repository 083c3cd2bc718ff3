public import RealModule

/// A precision for which FFTW has transforms: `Float`, `Double` and, where it exists, `Float80`.
///
/// Precision is the only generic parameter above this floor.
public protocol TransformScalar: Real, BinaryFloatingPoint, Sendable {}

extension Float: TransformScalar {}
extension Double: TransformScalar {}
#if arch(x86_64) || arch(i386)
  extension Float80: TransformScalar {}
#endif
