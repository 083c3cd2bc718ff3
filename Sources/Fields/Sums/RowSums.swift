package import Transforms

/// u ← u + α v, n values.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
package func addMultiple<Scalar: TransformScalar>(
  _ alpha: Scalar, _ v: UnsafePointer<Scalar>, to u: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { u[i] += alpha * v[i] }
}
