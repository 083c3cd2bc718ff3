/// Takes the coefficients of two real columns from where a transform left them to where its inverse
/// wants them, times c and a multiplier each; in place if that is where they are.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func relayPairs<Scalar: TransformScalar>(
  _ results: UnsafePointer<Scalar>, _ store: Placing<Scalar>,
  by first: UnsafeMutableBufferPointer<Scalar>, _ second: UnsafeMutableBufferPointer<Scalar>,
  _ c: Scalar, to row: UnsafeMutablePointer<Scalar>, _ load: Placing<Scalar>
) {
  store.positions.withUnsafeBufferPointer { from in
    store.factors.withUnsafeBufferPointer { f in
      load.positions.withUnsafeBufferPointer { to in
        load.factors.withUnsafeBufferPointer { g in
          for k in 0..<first.count {
            let (x, y) = (results + 2 * from[k], row + 2 * to[k])
            let factor = c * (f[k] * g[k])
            let (re, im) = (factor * first[k] * x[0], factor * second[k] * x[1])
            y[0] = re
            y[1] = im
          }
        }
      }
    }
  }
}

/// c |û_k|² of two real columns.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func squarePairs<Scalar: TransformScalar>(
  _ results: UnsafePointer<Scalar>, _ amplitudes: Placing<Scalar>, _ c: Scalar,
  into first: UnsafeMutableBufferPointer<Scalar>, _ second: UnsafeMutableBufferPointer<Scalar>
) {
  amplitudes.positions.withUnsafeBufferPointer { from in
    amplitudes.factors.withUnsafeBufferPointer { f in
      for k in 0..<first.count {
        let x = results + 2 * from[k]
        let factor = c * (f[k] * f[k])
        first[k] = factor * (x[0] * x[0])
        second[k] = factor * (x[1] * x[1])
      }
    }
  }
}
