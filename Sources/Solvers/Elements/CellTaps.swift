import Discretizations
import Fields
import Grids
import RealModule
import Transforms

/// One axis of an evaluation of linear elements at the same offset ξ of every cell: the same few
/// nodes about each, reflected at the ends. There is no table of them.
struct CellTaps<Scalar: TransformScalar>: Sendable {
  let axis: Axis
  /// Of cell j: the weight of node j + `shift`, at t = j + `half`/2.
  private let taps: [(shift: Int, half: Int, weight: Scalar)]

  /// The function, or its derivative.
  init(offset xi: Extended, derivative m: Int, on axis: Axis) {
    self.axis = axis
    let stencil = Discretization.spline(degree: 1).evaluation(
      offset: xi, derivative: m, on: axis)!
    taps = stencil.taps.map {
      (($0.half - axis.firstHalf) / 2, $0.half, Scalar($0.weight))
    }
  }

  /// Calls `body` with runs of cells and the runs of nodes that a weight joins them to.
  @inline(__always)
  private func forEachRun(
    in cells: Range<Int>, _ body: (_ cell: Int, _ node: Int, _ count: Int, _ weight: Scalar) -> Void
  ) {
    for tap in taps {
      let inside = (-tap.shift..<axis.count - tap.shift).clamped(to: cells)
      if !inside.isEmpty {
        body(inside.lowerBound, inside.lowerBound + tap.shift, inside.count, tap.weight)
      }
      func reflect(_ cell: Int) {
        guard let node = axis.reflected(half: 2 * cell + tap.half) else { return }
        body(cell, node.index, 1, tap.weight * Scalar(node.sign))
      }
      for cell in cells.lowerBound..<inside.lowerBound { reflect(cell) }
      for cell in inside.upperBound..<cells.upperBound { reflect(cell) }
    }
  }

  /// The values in some cells along an axis of a row-major array.
  func values(of u: [Scalar], shape: [Int], axis a: Int, cells: Range<Int>) -> [Scalar] {
    let (outer, inner) = (shape[..<a].reduce(1, *), shape[(a + 1)...].reduce(1, *))
    var v: [Scalar] = zeros(outer * cells.count * inner)
    u.withUnsafeBufferPointer { u in
      v.withUnsafeMutableBufferPointer { v in
        for o in 0..<outer {
          let from = u.baseAddress! + o * axis.count * inner
          let to = v.baseAddress! + o * cells.count * inner
          forEachRun(in: cells) { cell, node, count, weight in
            addMultiple(
              weight, from + node * inner, to: to + (cell - cells.lowerBound) * inner, count * inner
            )
          }
        }
      }
    }
    return v
  }

  /// The adjoint, from all cells to the nodes.
  func adjoint(of v: [Scalar], shape: [Int], axis a: Int) -> [Scalar] {
    let (outer, inner) = (shape[..<a].reduce(1, *), shape[(a + 1)...].reduce(1, *))
    var u: [Scalar] = zeros(outer * axis.count * inner)
    v.withUnsafeBufferPointer { v in
      u.withUnsafeMutableBufferPointer { u in
        for o in 0..<outer {
          addAdjoint(
            of: v.baseAddress! + o * axis.cells * inner, cells: 0..<axis.cells, inner: inner,
            to: u.baseAddress! + o * axis.count * inner)
        }
      }
    }
    return u
  }

  /// Adds the adjoint from some cells, of so many values each, to the nodes.
  func addAdjoint(
    of v: UnsafePointer<Scalar>, cells: Range<Int>, inner: Int, to u: UnsafeMutablePointer<Scalar>
  ) {
    forEachRun(in: cells) { cell, node, count, weight in
      addMultiple(
        weight, v + (cell - cells.lowerBound) * inner, to: u + node * inner, count * inner)
    }
  }
}
