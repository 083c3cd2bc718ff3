import Fields
import RealModule
import Transforms

/// r ← r + A p for one row of multilinear elements, p and r on the rows of nodes at its corners.
///
///     Σ_g ω_g (Σ_ij a_ij(g) ∂ᵢp ∂ⱼφ + (b(g)·∇p + c(g) p) φ),   a unit of volume
///
/// A derivative is a difference of neighbours, interpolated along the other axes, one after the other
/// (sum factorisation, S. A. Orszag, J. Comput. Phys. 37 (1980)); it does not depend on its own
/// coordinate, so that a_ii is summed along that first.
struct ElementRows<Scalar: TransformScalar> {
  let axes: [ElementAxis<Scalar>]
  let coefficients: ElementCoefficients
  /// Elements of a row.
  let n: Int
  let q: (Int, Int, Int)

  /// Rows of nodes at the corners of a row of elements, along the first two axes.
  struct Corners {
    let p: (UnsafePointer<Scalar>, UnsafePointer<Scalar>)
    let r: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>)
    /// Where the rows begin.
    let rows: (Int, Int)

    @inline(__always)
    func p(_ a: Int, _ b: Int) -> UnsafePointer<Scalar> {
      (a == 0 ? p.0 : p.1) + (b == 0 ? rows.0 : rows.1)
    }

    @inline(__always)
    func r(_ a: Int, _ b: Int) -> UnsafeMutablePointer<Scalar> {
      (a == 0 ? r.0 : r.1) + (b == 0 ? rows.0 : rows.1)
    }
  }

  init(_ axes: [ElementAxis<Scalar>], _ coefficients: ElementCoefficients) {
    self.axes = axes
    self.coefficients = coefficients
    n = axes[2].cells
    q = (axes[0].points, axes[1].points, axes[2].points)
  }

  /// Nodes of a row and what makes rows of scratch start apart.
  var stride: Int { n + 2 }
  private var slopes: Int { q.1 * q.2 + q.0 * q.2 + q.0 * q.1 }

  /// The values of scratch: derivatives and fluxes, and rows on the way to them.
  var scratch: Int { (2 * slopes + 2 * max(2, q.1, q.2) + 4 * q.1 + 16) * stride }

  func slot(_ axis: Int) -> Int {
    axis == 0 ? 0 : axis == 1 ? q.1 * q.2 : q.1 * q.2 + q.0 * q.2
  }

  /// Where ∂p along an axis is for a Gauss point.
  @inline(__always)
  func place(_ axis: Int, _ g0: Int, _ g1: Int, _ g2: Int) -> Int {
    let row = axis == 0 ? g1 * q.2 + g2 : axis == 1 ? g0 * q.2 + g2 : g0 * q.1 + g1
    return (slot(axis) + row) * stride
  }

  /// Adds what the elements of a row add.
  @inline(__always)
  func add(
    _ samples: ElementSamples<Scalar>, _ block: ElementSamples<Scalar>.Block, layer i: Int,
    row j: Int, _ corners: Corners, _ scratch: UnsafeMutablePointer<Scalar>
  ) {
    let v = scratch
    let f = v + slopes * stride
    let rest = f + slopes * stride
    for axis in 0..<3 where axes[axis].exists {
      slope(axis, corners, v + slot(axis) * stride, rest)
      flux(
        axis, samples, block, i, j, v + slot(axis) * stride, f + slot(axis) * stride)
    }
    for term in coefficients.mixed {
      addMixed(term, samples, block, i, j, v, f)
    }
    for axis in 0..<3 where axes[axis].exists {
      gather(axis, f + slot(axis) * stride, corners, rest)
    }
    if coefficients.reaction != nil || !coefficients.advection.isEmpty {
      addValues(samples, block, i, j, v, corners, rest)
    }
  }

  /// ∂p along an axis times h, at the Gauss points of the others.
  @inline(__always)
  private func slope(
    _ axis: Int, _ at: Corners, _ v: UnsafeMutablePointer<Scalar>,
    _ rest: UnsafeMutablePointer<Scalar>
  ) {
    let (t, e) = (rest, rest + 2 * max(2, q.1, q.2) * stride)
    let hasMiddle = axes[1].exists
    guard axis < 2 else {
      for a in 0...1 {
        for b in 0..<axes[1].corners {
          difference(at.p(a, b) + 1, at.p(a, b), t + (2 * a + b) * stride, n)
        }
      }
      for g0 in 0..<q.0 {
        for b in 0..<axes[1].corners {
          blend(
            t + b * stride, t + (2 + b) * stride, axes[0].shapes[g0],
            hasMiddle ? e + b * stride : v + g0 * stride, n)
        }
        guard hasMiddle else { continue }
        for g1 in 0..<q.1 {
          blend(e, e + stride, axes[1].shapes[g1], v + (g0 * q.1 + g1) * stride, n)
        }
      }
      return
    }
    // The other one of the first two axes, across which there are corners still.
    let other = 1 - axis
    for b in 0..<axes[other].corners {
      if axis == 0 {
        difference(at.p(1, b), at.p(0, b), e, n + 1)
      } else {
        difference(at.p(b, 1), at.p(b, 0), e, n + 1)
      }
      for g2 in 0..<q.2 {
        blend(
          e, e + 1, axes[2].shapes[g2],
          axes[other].exists ? t + (b * q.2 + g2) * stride : v + g2 * stride, n)
      }
    }
    guard axes[other].exists else { return }
    for g in 0..<axes[other].points {
      for g2 in 0..<q.2 {
        blend(
          t + g2 * stride, t + (q.2 + g2) * stride, axes[other].shapes[g],
          v + (g * q.2 + g2) * stride, n)
      }
    }
  }

  /// f ← Σ ω a_ii v/h², the sum along the axis itself.
  @inline(__always)
  private func flux(
    _ axis: Int, _ samples: ElementSamples<Scalar>, _ block: ElementSamples<Scalar>.Block,
    _ i: Int, _ j: Int, _ v: UnsafeMutablePointer<Scalar>, _ f: UnsafeMutablePointer<Scalar>
  ) {
    let (s, t) = axis == 0 ? (1, 2) : axis == 1 ? (0, 2) : (0, 1)
    let count = axes[s].points * axes[t].points
    guard let k = coefficients.diagonal[axis] else {
      for row in 0..<count { (f + row * stride).update(repeating: 0, count: n) }
      return
    }
    let (start, strides) = samples.row(k, block, layer: i, row: j)
    let along = axis == 0 ? strides.0 : axis == 1 ? strides.1 : strides.2
    let (across, last) =
      axis == 0 ? (strides.1, strides.2) : (strides.0, axis == 1 ? strides.2 : strides.1)
    let h = axes[axis].spacing
    let own = axes[axis].weights
    for gs in 0..<axes[s].points {
      for gt in 0..<axes[t].points {
        let weight = axes[s].weights[gs] * axes[t].weights[gt] / (h * h)
        let a = start + gs * across + gt * last
        let row = (gs * axes[t].points + gt) * stride
        if own.count == 3 {
          weigh(
            weight * own[0], a, weight * own[1], a + along, weight * own[2], a + 2 * along, v + row,
            f + row, n)
          continue
        }
        (f + row).update(repeating: 0, count: n)
        for g in own.indices {
          addProduct(weight * own[g], a + g * along, v + row, f + row, n)
        }
      }
    }
  }

  /// f_i ← f_i + ω a_ij v_j/(hᵢhⱼ), and with i and j exchanged.
  @inline(__always)
  private func addMixed(
    _ term: (i: Int, j: Int, formula: Int), _ samples: ElementSamples<Scalar>,
    _ block: ElementSamples<Scalar>.Block, _ i: Int, _ j: Int, _ v: UnsafeMutablePointer<Scalar>,
    _ f: UnsafeMutablePointer<Scalar>
  ) {
    let (start, strides) = samples.row(term.formula, block, layer: i, row: j)
    let scale = 1 / (axes[term.i].spacing * axes[term.j].spacing)
    for g0 in 0..<q.0 {
      for g1 in 0..<q.1 {
        for g2 in 0..<q.2 {
          let weight = scale * axes[0].weights[g0] * axes[1].weights[g1] * axes[2].weights[g2]
          let a = start + g0 * strides.0 + g1 * strides.1 + g2 * strides.2
          let (own, other) = (place(term.i, g0, g1, g2), place(term.j, g0, g1, g2))
          addProduct(weight, a, v + other, f + own, n)
          addProduct(weight, a, v + own, f + other, n)
        }
      }
    }
  }
}
