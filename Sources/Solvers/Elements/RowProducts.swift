import RealModule
import Transforms

/// z ← x − y
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
func difference<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ z: UnsafeMutablePointer<Scalar>,
  _ n: Int
) {
  for i in 0..<n { z[i] = x[i] - y[i] }
}

/// z ← x + t (y − x)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
func blend<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ t: Scalar,
  _ z: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { z[i] = x[i] + t * (y[i] - x[i]) }
}

/// z ← (c a + d b + e g) v
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
func weigh<Scalar: TransformScalar>(
  _ c: Scalar, _ a: UnsafePointer<Scalar>, _ d: Scalar, _ b: UnsafePointer<Scalar>, _ e: Scalar,
  _ g: UnsafePointer<Scalar>, _ v: UnsafePointer<Scalar>, _ z: UnsafeMutablePointer<Scalar>,
  _ n: Int
) {
  for i in 0..<n { z[i] = (c * a[i] + d * b[i] + e * g[i]) * v[i] }
}

/// z ← z + c a v
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
func addProduct<Scalar: TransformScalar>(
  _ c: Scalar, _ a: UnsafePointer<Scalar>, _ v: UnsafePointer<Scalar>,
  _ z: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { z[i] += c * a[i] * v[i] }
}
