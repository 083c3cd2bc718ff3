// The work on one complex row before and after its transform.

/// modes → the 2n coefficients of the complex transform.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func expand<Scalar: TransformScalar>(
  _ modes: UnsafePointer<Scalar>, _ line: ShiftedLine<Scalar>,
  into row: UnsafeMutablePointer<Scalar>
) {
  row.update(repeating: 0, count: 4 * line.cells)
  line.a.withUnsafeBufferPointer { a in
    line.b.withUnsafeBufferPointer { b in
      for i in 0..<line.modes {
        let (x, y) = (modes[2 * i], modes[2 * i + 1])
        let (k, m) = (2 * (line.first + i), 2 * line.mirror(i))
        row[k] += a[2 * i] * x - a[2 * i + 1] * y
        row[k + 1] += a[2 * i] * y + a[2 * i + 1] * x
        row[m] += b[2 * i] * x - b[2 * i + 1] * y
        row[m + 1] += b[2 * i] * y + b[2 * i + 1] * x
      }
    }
  }
}

/// The adjoint of ``expand``, times 1/(n μ′).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func contract<Scalar: TransformScalar>(
  _ row: UnsafePointer<Scalar>, _ line: ShiftedLine<Scalar>,
  into modes: UnsafeMutablePointer<Scalar>
) {
  line.a.withUnsafeBufferPointer { a in
    line.b.withUnsafeBufferPointer { b in
      for i in 0..<line.modes {
        let (k, m) = (2 * (line.first + i), 2 * line.mirror(i))
        let (x, y, u, v) = (row[k], row[k + 1], row[m], row[m + 1])
        let re = a[2 * i] * x + a[2 * i + 1] * y + b[2 * i] * u + b[2 * i + 1] * v
        let im = a[2 * i] * y - a[2 * i + 1] * x + b[2 * i] * v - b[2 * i + 1] * u
        modes[2 * i] = line.projection[i] * re
        modes[2 * i + 1] = line.projection[i] * im
      }
    }
  }
}

/// Multiplies the first n elements by e^{±iπsj/n}.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
func twist<Scalar: TransformScalar>(
  _ row: UnsafeMutablePointer<Scalar>, _ line: ShiftedLine<Scalar>, sign: Scalar
) {
  guard !line.twiddle.isEmpty else { return }
  line.twiddle.withUnsafeBufferPointer { t in
    for j in 0..<line.cells {
      let (x, y, c, s) = (row[2 * j], row[2 * j + 1], t[2 * j], sign * t[2 * j + 1])
      row[2 * j] = x * c - y * s
      row[2 * j + 1] = x * s + y * c
    }
  }
}
