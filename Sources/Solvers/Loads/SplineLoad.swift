package import Discretizations
import Fields
package import Formulas
package import Grids
import RealModule
package import Transforms

/// (f, φ_j) per unit of volume, by Gauss quadrature along the spline axes of a scheme and by
/// samples along the others.
///
/// The sum over the rule's offsets never holds more than one shifted lattice of samples.
package struct SplineLoad<Scalar: TransformScalar> {
  private var axes: [AxisLoad<Scalar>]

  /// - Parameter differentiated: with the derivatives of the test functions along this axis, if one is named.
  package init(
    _ scheme: Scheme, on grid: Grid, points q: Int? = nil,
    differentiating differentiated: Int? = nil
  ) {
    axes = grid.axes.enumerated().map { a, axis in
      guard case .spline(let p) = scheme[a] else { return AxisLoad(sampled: axis) }
      let rule = CellRule(scheme[a], on: axis, points: q ?? p + 3)
      return AxisLoad(
        axis, zip(rule.offsets, rule.weights).map { ($0, $1) },
        testedBy: rule.offsets.map {
          scheme[a].evaluation(offset: $0, derivative: a == differentiated ? 1 : 0, on: axis)!
        })
    }
  }

  /// Integrates one axis away, by six Gauss points in each of its cells: that axis has one value
  /// in the result, ∫ f dx_a.
  package mutating func integrateOut(_ a: Int, _ axis: Axis) {
    let rule = GaussRule(points: 6)
    axes[a] = AxisLoad(axis, zip(rule.points, rule.weights).map { ($0, $1) }, testedBy: nil)
  }

  /// The load of a formula.
  ///
  /// - Complexity: O(qᵈ N) evaluations.
  package func integrate(_ f: Formula) -> [Scalar] { integrate { f.valuesByThreads(on: $0) } }

  /// The load of a function by its values on the lattices.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func integrate(_ sample: ([[Scalar]]) -> [Scalar]) -> [Scalar] {
    var total = [Scalar](repeating: 0, count: axes.reduce(1) { $0 * $1.count })
    var choice = [Int](repeating: 0, count: axes.count)
    var lattices = axes.map { $0.lattice(0) }
    while true {
      var values = sample(lattices.map(\.coordinates))
      var extent = lattices.map(\.coordinates.count)
      for (a, lattice) in lattices.enumerated() {
        guard let map = lattice.evaluation else { continue }
        values = map.applyAdjoint(values, shape: extent, axis: a)
        extent[a] = axes[a].count
      }
      values.withUnsafeBufferPointer { values in
        total.withUnsafeMutableBufferPointer {
          addMultiple(1, values.baseAddress!, to: $0.baseAddress!, $0.count)
        }
      }
      let last = choice
      guard choice.advance(below: axes.map(\.lattices)) else { return total }
      for a in axes.indices where choice[a] != last[a] {
        // In one dimension it is as large as several fields: one goes before the next comes.
        lattices[a] = AxisLoad.Lattice(coordinates: [], evaluation: nil)
        lattices[a] = axes[a].lattice(choice[a])
      }
    }
  }
}

extension Axis {
  /// The places a + (j + ξ)h of all cells.
  func cellPlaces<Scalar: BinaryFloatingPoint>(offset xi: Extended) -> [Scalar] {
    (0..<cells).map { Scalar(place(cell: $0, offset: xi)) }
  }
}

extension [Int] {
  /// The next multi-index below the bounds, the last entry fastest; false after the last one.
  package mutating func advance(below bounds: [Int]) -> Bool {
    for a in indices.reversed() {
      self[a] += 1
      if self[a] < bounds[a] { return true }
      self[a] = 0
    }
    return false
  }
}
