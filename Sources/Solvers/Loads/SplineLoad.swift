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
  /// Of each axis: the coordinates of every shifted lattice, and the adjoint of evaluation there,
  /// weighted.
  private var lattices: [[(coordinates: [Scalar], adjoint: AxisMap<Scalar>?)]] = []
  private var shape: [Int]

  /// - Parameter differentiated: with the derivatives of the test functions along this axis, if one is named.
  package init(
    _ scheme: Scheme, on grid: Grid, points q: Int? = nil,
    differentiating differentiated: Int? = nil
  ) {
    shape = grid.shape
    for (a, axis) in grid.axes.enumerated() {
      let order = a == differentiated ? 1 : 0
      guard case .spline(let p) = scheme[a] else {
        lattices.append([(axis.points.rounded(to: Scalar.self), nil)])
        continue
      }
      let rule = CellRule(scheme[a], on: axis, points: q ?? p + 3)
      lattices.append(
        zip(rule.offsets, rule.weights).map { xi, w in
          let stencil = scheme[a].evaluation(offset: xi, derivative: order, on: axis)!
          let map = AxisMap<Scalar>(stencil, on: axis, at: (0..<axis.cells).map { 2 * $0 })
          let scaled = AxisMap<Scalar>(
            columns: map.columns,
            rows: map.rows.map { row in
              row.map { entry in
                let share = w * axis.spacing / axis.weight(entry.index)
                return .init(entry.index, entry.weight * Scalar(share))
              }
            })
          return (axis.cellPlaces(offset: xi), scaled.transposed)
        })
    }
  }

  /// Integrates one axis away, by six Gauss points in each of its cells: that axis has one value
  /// in the result, ∫ f dx_a.
  package mutating func integrateOut(_ a: Int, _ axis: Axis) {
    let rule = GaussRule(points: 6)
    shape[a] = 1
    lattices[a] = zip(rule.points, rule.weights).map { xi, w in
      let weight = Scalar(w * axis.spacing)
      let row = (0..<axis.cells).map { AxisMap<Scalar>.Entry($0, weight) }
      return (axis.cellPlaces(offset: xi), AxisMap(columns: axis.cells, rows: [row]))
    }
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
    var total = [Scalar](repeating: 0, count: shape.reduce(1, *))
    var choice = [Int](repeating: 0, count: shape.count)
    repeat {
      let lattice = choice.enumerated().map { lattices[$0][$1] }
      var values = sample(lattice.map(\.coordinates))
      var extent = lattice.map(\.coordinates.count)
      for (a, part) in lattice.enumerated() {
        guard let adjoint = part.adjoint else { continue }
        values = adjoint.apply(values, shape: extent, axis: a)
        extent[a] = shape[a]
      }
      values.withUnsafeBufferPointer { values in
        total.withUnsafeMutableBufferPointer {
          addMultiple(1, values.baseAddress!, to: $0.baseAddress!, $0.count)
        }
      }
    } while choice.advance(below: lattices.map(\.count))
    return total
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
