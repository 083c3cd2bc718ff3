import Fields
import RealModule
import Transforms

extension ElementRows {
  /// The transpose of ``slope(_:_:_:_:)``.
  @inline(__always)
  func gather(
    _ axis: Int, _ f: UnsafeMutablePointer<Scalar>, _ at: Corners,
    _ rest: UnsafeMutablePointer<Scalar>
  ) {
    let width = 2 * max(2, q.1, q.2)
    let (t, e) = (rest, rest + width * stride)
    t.update(repeating: 0, count: width * stride)
    guard axis < 2 else {
      for g0 in 0..<q.0 {
        (e).update(repeating: 0, count: 2 * stride)
        for g1 in 0..<q.1 {
          for b in 0..<axes[1].corners {
            addMultiple(
              axes[1].shape(b, g1), f + (g0 * q.1 + g1) * stride, to: e + b * stride, n)
          }
        }
        for a in 0...1 {
          for b in 0..<axes[1].corners {
            addMultiple(axes[0].shape(a, g0), e + b * stride, to: t + (2 * a + b) * stride, n)
          }
        }
      }
      for a in 0...1 {
        for b in 0..<axes[1].corners {
          addMultiple(1, t + (2 * a + b) * stride, to: at.r(a, b) + 1, n)
          addMultiple(-1, t + (2 * a + b) * stride, to: at.r(a, b), n)
        }
      }
      return
    }
    let other = 1 - axis
    for g in 0..<axes[other].points {
      for g2 in 0..<q.2 {
        for b in 0..<axes[other].corners {
          addMultiple(
            axes[other].shape(b, g), f + (g * q.2 + g2) * stride, to: t + (b * q.2 + g2) * stride, n
          )
        }
      }
    }
    for b in 0..<axes[other].corners {
      e.update(repeating: 0, count: n + 1)
      for g2 in 0..<q.2 {
        addMultiple(axes[2].shape(0, g2), t + (b * q.2 + g2) * stride, to: e, n)
        addMultiple(axes[2].shape(1, g2), t + (b * q.2 + g2) * stride, to: e + 1, n)
      }
      addMultiple(1, e, to: axis == 0 ? at.r(1, b) : at.r(b, 1), n + 1)
      addMultiple(-1, e, to: axis == 0 ? at.r(0, b) : at.r(b, 0), n + 1)
    }
  }

  /// (b·∇p + c p) φ, one Gauss point of the last axis after the other.
  @inline(__always)
  func addValues(
    _ samples: ElementSamples<Scalar>, _ block: ElementSamples<Scalar>.Block, _ i: Int, _ j: Int,
    _ v: UnsafeMutablePointer<Scalar>, _ at: Corners, _ rest: UnsafeMutablePointer<Scalar>
  ) {
    let middle = axes[1].corners
    let corners = rest
    let edges = corners + 4 * stride
    let value = edges + 2 * q.1 * stride
    let (back, sums) = (value + stride, value + (1 + 2 * q.1) * stride)
    for g2 in 0..<q.2 {
      back.update(repeating: 0, count: (2 * q.1 + 4) * stride)
      for a in 0...1 {
        for b in 0..<middle {
          let p = at.p(a, b)
          blend(p, p + 1, axes[2].shapes[g2], corners + (2 * a + b) * stride, n)
        }
        for g1 in 0..<q.1 {
          blend(
            corners + 2 * a * stride, corners + (2 * a + middle - 1) * stride,
            axes[1].shapes[g1], edges + (a * q.1 + g1) * stride, n)
        }
      }
      for g0 in 0..<q.0 {
        for g1 in 0..<q.1 {
          blend(
            edges + g1 * stride, edges + (q.1 + g1) * stride, axes[0].shapes[g0], value, n)
          let weight = axes[0].weights[g0] * axes[1].weights[g1] * axes[2].weights[g2]
          func add(_ k: Int, _ c: Scalar, _ factor: UnsafePointer<Scalar>) {
            let (start, strides) = samples.row(k, block, layer: i, row: j)
            let values = start + g0 * strides.0 + g1 * strides.1 + g2 * strides.2
            for a in 0...1 {
              addProduct(
                c * weight * axes[0].shape(a, g0), values, factor,
                back + (a * q.1 + g1) * stride, n)
            }
          }
          if let k = coefficients.reaction { add(k, 1, value) }
          for b in coefficients.advection {
            add(b.formula, 1 / axes[b.axis].spacing, v + place(b.axis, g0, g1, g2))
          }
        }
      }
      for a in 0...1 {
        for b in 0..<middle {
          let sum = sums + (2 * a + b) * stride
          for g1 in 0..<q.1 {
            addMultiple(axes[1].shape(b, g1), back + (a * q.1 + g1) * stride, to: sum, n)
          }
          addMultiple(axes[2].shape(0, g2), sum, to: at.r(a, b), n)
          addMultiple(axes[2].shape(1, g2), sum, to: at.r(a, b) + 1, n)
        }
      }
    }
  }
}
