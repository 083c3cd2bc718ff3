/// The numbers of a row of length n = 2h that a step of ``Halving`` takes together: those of k, h − k, h + k
/// and n − k.
struct HalvingRow<Scalar: TransformScalar> {
  private let h: Int
  /// Where y_0, y_h and y_n stand, or would.
  let low: UnsafeMutablePointer<Scalar>
  private let middle: UnsafeMutablePointer<Scalar>
  let last: UnsafeMutablePointer<Scalar>

  @inline(__always)
  init(_ y: UnsafeMutablePointer<Scalar>, length n: Int, isSine: Bool) {
    h = n / 2
    low = isSine ? y : y + 2
    middle = low + n
    last = low + 2 * n
  }

  /// `halve` for these k, whole registers of them.
  @inline(__always)
  func halve<V: Lanes>(
    _ modes: Range<Int>, isSine: Bool, _ w: UnsafePointer<Scalar>, _: V.Type,
    _ g: UnsafeMutablePointer<Scalar>
  ) where V.Scalar == Scalar {
    var k = modes.lowerBound
    while k < modes.upperBound {
      let (a, b, c, d): Four<V> = numbers(k)
      let (sums, differences) = ((a + d, b + c), (a - d, b - c))
      (isSine ? differences.0 : sums.0).store(at: low + 2 &* k)
      (isSine ? differences.1 : sums.1).store(backFrom: middle - 2 &* k)
      if isSine {
        turn(sums.1, sums.0, k, w, g)
      } else {
        turn(differences.0, differences.1, k, w, g)
      }
      k &+= V.scalarCount
    }
  }

  /// `unite` for these k, whole registers of them.
  @inline(__always)
  func unite<V: Lanes>(
    _ modes: Range<Int>, isSine: Bool, _ w: UnsafePointer<Scalar>, _: V.Type,
    _ g: UnsafePointer<Scalar>
  ) where V.Scalar == Scalar {
    var k = modes.lowerBound
    while k < modes.upperBound {
      let a = ComplexLanes<V>(at: low + 2 &* k)
      let b = ComplexLanes<V>(backFrom: middle - 2 &* k)
      let (y, z): (ComplexLanes<V>, ComplexLanes<V>) = turnBack(k, w, g)
      let (p, q) = isSine ? (z, y) : (y, z)
      (a + p).store(at: low + 2 &* k)
      (b + q).store(backFrom: middle - 2 &* k)
      (isSine ? q - b : b - q).store(at: middle + 2 &* k)
      (isSine ? p - a : a - p).store(backFrom: last - 2 &* k)
      k &+= V.scalarCount
    }
  }

  /// y_k, y_{h−k}, y_{h+k} and y_{n−k}.
  @inline(__always)
  private func numbers<V: Lanes>(_ k: Int) -> Four<V> where V.Scalar == Scalar {
    (
      ComplexLanes(at: low + 2 &* k), ComplexLanes(backFrom: middle - 2 &* k),
      ComplexLanes(at: middle + 2 &* k), ComplexLanes(backFrom: last - 2 &* k)
    )
  }

  /// G_k and G_{h−k} of y = Y_k and z = Y_{h−k}.
  @inline(__always)
  private func turn<V: Lanes>(
    _ y: ComplexLanes<V>, _ z: ComplexLanes<V>, _ k: Int, _ w: UnsafePointer<Scalar>,
    _ g: UnsafeMutablePointer<Scalar>
  ) where V.Scalar == Scalar {
    let w = ComplexLanes<V>(at: w + 2 &* k)
    ComplexLanes.minusTurned(y, z).timesConjugate(of: w).store(at: g + 2 &* k)
    (ComplexLanes.plusTurned(y, z) * w).store(backFrom: g + 2 &* (h &- k))
  }

  /// The transpose: y and z of G_k and G_{h−k}.
  @inline(__always)
  private func turnBack<V: Lanes>(
    _ k: Int, _ w: UnsafePointer<Scalar>, _ g: UnsafePointer<Scalar>
  ) -> (ComplexLanes<V>, ComplexLanes<V>) where V.Scalar == Scalar {
    let w = ComplexLanes<V>(at: w + 2 &* k)
    let x = ComplexLanes<V>(at: g + 2 &* k).timesConjugate(of: w)
    let v = ComplexLanes<V>(backFrom: g + 2 &* (h &- k)) * w
    let zero = V(repeating: 0)
    return (x + v, .minusTurned(ComplexLanes(re: zero, im: zero), x - v))
  }
}
