import Fields
import RealModule
import Transforms

/// r ← r + A p for one row of cells of differences of order 2 with mixed derivatives, p and r on the rows
/// of nodes at its corners, a at the cells' middles.
///
///     Σ_i a_ii mean δᵢp δᵢφ + Σ_{i≠j} a_ij mean δᵢp · mean δⱼφ,   a unit of volume
///
/// means over a cell's parallel edges: the form of ``CellAssembly/Place/differences(on:)``.
struct DifferenceRows<Scalar: TransformScalar> {
  let axes: [ElementAxis<Scalar>]
  let coefficients: ElementCoefficients
  /// Cells of a row.
  private let n: Int
  /// A cell's edges along an axis, one over it.
  private let share: Scalar

  init(_ axes: [ElementAxis<Scalar>], _ coefficients: ElementCoefficients) {
    self.axes = axes
    self.coefficients = coefficients
    n = axes[2].cells
    share = 1 / Scalar(2 * axes[1].corners)
  }

  /// What makes rows of scratch start apart, with a place before and one after a row of nodes.
  private var stride: Int { n + 3 }

  /// The values of scratch: of every axis its slopes and its fluxes, and a row on the way to them.
  var scratch: Int { 7 * stride }

  /// Adds what the cells of a row add.
  @inline(__always)
  func add(
    _ samples: ElementSamples<Scalar>, _ block: ElementSamples<Scalar>.Block, layer i: Int,
    row j: Int, _ at: ElementRows<Scalar>.Corners, _ scratch: UnsafeMutablePointer<Scalar>
  ) {
    func slopes(_ axis: Int) -> UnsafeMutablePointer<Scalar> { scratch + axis * stride + 1 }
    func fluxes(_ axis: Int) -> UnsafeMutablePointer<Scalar> { scratch + (3 + axis) * stride + 1 }
    let row = scratch + 6 * stride + 1
    func values(_ formula: Int) -> UnsafePointer<Scalar> {
      samples.row(formula, block, layer: i, row: j).start
    }
    (scratch + 3 * stride).update(repeating: 0, count: 3 * stride)
    if !coefficients.mixed.isEmpty {
      for axis in 0..<3 where axes[axis].exists { sum(axis, at, slopes(axis), row) }
      for term in coefficients.mixed {
        let c = share * share / (axes[term.i].spacing * axes[term.j].spacing)
        addProduct(c, values(term.formula), slopes(term.j), fluxes(term.i), n)
        addProduct(c, values(term.formula), slopes(term.i), fluxes(term.j), n)
      }
    }
    for axis in 0..<2 where axes[axis].exists {
      let h = axes[axis].spacing
      if let k = coefficients.diagonal[axis] {
        addNeighbours(share / (h * h), values(k), row, n)
      } else {
        row.update(repeating: 0, count: n + 1)
      }
      for b in 0..<axes[1 - axis].corners {
        let (lower, upper) = axis == 0 ? ((0, b), (1, b)) : ((b, 0), (b, 1))
        scatter(
          row, fluxes(axis), at.p(upper.0, upper.1), at.p(lower.0, lower.1),
          to: at.r(upper.0, upper.1), at.r(lower.0, lower.1), n + 1)
      }
    }
    // A place before and one after them stay 0.
    row[-1] = 0
    row[n] = 0
    let h = axes[2].spacing
    for a in 0...1 {
      for b in 0..<axes[1].corners {
        row.update(from: fluxes(2), count: n)
        if let k = coefficients.diagonal[2] {
          addFlux(share / (h * h), values(k), at.p(a, b), to: row, n)
        }
        addJumps(row, to: at.r(a, b), n + 1)
      }
    }
  }

  /// Σ δp over a cell's edges along an axis.
  @inline(__always)
  private func sum(
    _ axis: Int, _ at: ElementRows<Scalar>.Corners, _ t: UnsafeMutablePointer<Scalar>,
    _ row: UnsafeMutablePointer<Scalar>
  ) {
    let middle = axes[1].corners
    if axis == 2 {
      t.update(repeating: 0, count: n)
      for a in 0...1 { for b in 0..<middle { addDifference(at.p(a, b), to: t, n) } }
    } else if axis == 1 {
      differences(at.p(0, 1), at.p(0, 0), at.p(1, 1), at.p(1, 0), row, n + 1)
      neighbours(row, t, n)
    } else if middle == 2 {
      differences(at.p(1, 0), at.p(0, 0), at.p(1, 1), at.p(0, 1), row, n + 1)
      neighbours(row, t, n)
    } else {
      difference(at.p(1, 0), at.p(0, 0), row, n + 1)
      neighbours(row, t, n)
    }
  }
}

/// z_k ← c (a_{k−1} + a_k), a beyond its ends 0.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addNeighbours<Scalar: TransformScalar>(
  _ c: Scalar, _ a: UnsafePointer<Scalar>, _ z: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  z[0] = c * a[0]
  for k in 1..<max(1, n) { z[k] = c * (a[k - 1] + a[k]) }
  z[n] = c * a[n - 1]
}

/// z_k ← x_k + x_{k+1}
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func neighbours<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ z: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for k in 0..<n { z[k] = x[k] + x[k + 1] }
}

/// z ← (x − y) + (u − v)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func differences<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ u: UnsafePointer<Scalar>,
  _ v: UnsafePointer<Scalar>, _ z: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for k in 0..<n { z[k] = (x[k] - y[k]) + (u[k] - v[k]) }
}

/// z_k ← z_k + x_{k+1} − x_k
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addDifference<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, to z: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for k in 0..<n { z[k] += x[k + 1] - x[k] }
}

/// f = w (p − q) + g_{k−1} + g_k, g half of what a cell adds to either node: r ← r + f, s ← s − f.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func scatter<Scalar: TransformScalar>(
  _ w: UnsafePointer<Scalar>, _ g: UnsafePointer<Scalar>, _ p: UnsafePointer<Scalar>,
  _ q: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>,
  _ s: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for k in 0..<n {
    let f = w[k] * (p[k] - q[k]) + (g[k - 1] + g[k])
    r[k] += f
    s[k] -= f
  }
}

/// f_k ← f_k + c a_k (p_{k+1} − p_k)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addFlux<Scalar: TransformScalar>(
  _ c: Scalar, _ a: UnsafePointer<Scalar>, _ p: UnsafePointer<Scalar>,
  to f: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for k in 0..<n { f[k] += c * a[k] * (p[k + 1] - p[k]) }
}

/// r_k ← r_k + f_{k−1} − f_k
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addJumps<Scalar: TransformScalar>(
  _ f: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for k in 0..<n { r[k] += f[k - 1] - f[k] }
}
