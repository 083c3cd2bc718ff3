import RealModule

/// A circle: D = F⁻¹ iκ e^{±iπk/n} F, half a cell on from nodes and back from middles of cells.
///
/// The last mode of an even n is a real one on both placements, and its factor is real.
struct PeriodicDerivative<Scalar: TransformScalar>: PairDerivative {
  let load: Placing<Scalar>
  private let forward: PairRows<Scalar>
  private let backward: PairRows<Scalar>
  /// iκ e^{±iπk/n}/n, interleaved.
  private let factors: [Scalar]

  var weights: Placing<Scalar> { load }
  var store: Placing<Scalar> { load }
  var scratchCount: Int { 0 }

  init(
    _ kind: TransformKind, _ frequencies: [Scalar], rows: Int, pitch: Int, effort: PlanningEffort
  ) {
    let n = kind.cells
    load = .inOrder(n)
    forward = PairRows(.complexForward, length: n, rows: rows, pitch: pitch, effort: effort)
    backward = PairRows(.complexBackward, length: n, rows: rows, pitch: pitch, effort: effort)
    let sign: Wide = kind.onCells ? -1 : 1
    factors = frequencies.enumerated().flatMap { i, kappa in
      let angle = Wide.pi * Wide(kind.waveNumber(i)) / Wide(n)
      let (c, s) = 2 * i == n ? (0, sign) : (Wide.cos(angle), sign * Wide.sin(angle))
      return [Scalar(-s / Wide(n)) * kappa, Scalar(c / Wide(n)) * kappa]
    }
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float80)
  func run(
    _ rows: UnsafeMutablePointer<Scalar>, weights: UnsafePointer<Scalar>,
    spare: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    let pitch = forward.pitch
    for sign: Scalar in [1, -1] {
      forward.plan.execute(rows, spare)
      for r in 0..<forward.count { turnRow(spare + 2 * r * pitch, factors, sign) }
      backward.plan.execute(spare, rows)
      guard sign > 0 else { return }
      for r in 0..<forward.count {
        weighRow(rows + 2 * r * pitch, by: weights + 2 * r * pitch, 2 * forward.length)
      }
    }
  }
}

/// Multiplies a complex row by complex factors, or by their conjugates.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func turnRow<Scalar: TransformScalar>(
  _ row: UnsafeMutablePointer<Scalar>, _ factors: [Scalar], _ sign: Scalar
) {
  factors.withUnsafeBufferPointer { t in
    for m in 0..<t.count / 2 {
      let (x, y, c, s) = (row[2 * m], row[2 * m + 1], t[2 * m], sign * t[2 * m + 1])
      row[2 * m] = x * c - y * s
      row[2 * m + 1] = x * s + y * c
    }
  }
}
