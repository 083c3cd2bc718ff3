package import Discretizations
package import Fields
import Formulas
package import Grids
import RealModule
package import Transforms

/// Linear elements on a box with its boundary nodes: what boundary data add to the right-hand side.
///
/// The unknowns are the nodes that are not on a Dirichlet side; Dirichlet nodes hold the datum's
/// nodal value, as in every finite element code.
package struct ClosedElements<Scalar: TransformScalar> {
  let grid: Grid
  package let axes: [ClosedAxis<Scalar>]
  /// Closed values along each axis.
  let shape: [Int]

  /// nil unless every axis has linear elements, and nodes where it has ends.
  package init?(_ scheme: Scheme, on grid: Grid) {
    guard
      grid.axes.enumerated().allSatisfy({ a, axis in
        scheme[a] == .spline(degree: 1) && (axis.isPeriodic || axis.placement == .nodes)
      })
    else { return nil }
    self.grid = grid
    axes = grid.axes.map(ClosedAxis.init)
    shape = axes.map(\.count)
  }

  /// Boundary values at Dirichlet nodes, 0 elsewhere.
  func dirichletValues(_ data: BoundaryData) -> [Scalar] {
    var values = [Scalar](repeating: 0, count: shape.reduce(1, *))
    for side in grid.sides where grid.end(side) == .dirichlet {
      let a = side.axis
      var coordinates = axes.map(\.coordinates)
      let index = side.side == .lower ? 0 : axes[a].count - 1
      coordinates[a] = [coordinates[a][index]]
      let plane = data[side].values(on: coordinates)
      let inner = shape[(a + 1)...].reduce(1, *)
      for (i, value) in plane.enumerated() {
        values[((i / inner) * shape[a] + index) * inner + i % inner] = value
      }
    }
    return values
  }

  /// The closed values of a solution: its unknowns and the boundary values.
  package func closedValues(_ u: Field<Scalar>, _ data: BoundaryData) -> [Scalar] {
    var values = dirichletValues(data)
    // Rows of the last axis are contiguous in both.
    let leading = grid.shape.dropLast()
    let n = grid.shape.last!
    var choice = [Int](repeating: 0, count: leading.count)
    var from = 0
    repeat {
      var row = 0
      for (a, j) in choice.enumerated() { row = row * shape[a] + j + axes[a].offset }
      let to = row * shape.last! + axes.last!.offset
      values.replaceSubrange(to..<(to + n), with: u.values[from..<(from + n)])
      from += n
    } while choice.advance(below: Array(leading))
    return values
  }

  /// A w at the unknowns, per unit of volume, for closed values w.
  func apply(_ a: EllipticOperator, to w: [Scalar]) -> [Scalar] {
    var total = [Scalar](repeating: 0, count: grid.count)
    for i in axes.indices {
      let term = apply(to: w) { $0 == i ? axes[$0].stiffness : axes[$0].mass }
      let coefficient = Scalar(a.diffusion[i])
      for j in total.indices { total[j] += coefficient * term[j] }
    }
    if a.reaction != 0 {
      let term = mass(w)
      let c = Scalar(a.reaction)
      for j in total.indices { total[j] += c * term[j] }
    }
    return total
  }

  /// (w, φ_j) per unit of volume, for closed values w.
  func mass(_ w: [Scalar]) -> [Scalar] { apply(to: w) { axes[$0].mass } }

  private func apply(to w: [Scalar], _ map: (Int) -> AxisMap<Scalar>) -> [Scalar] {
    var values = w
    var extent = shape
    for i in axes.indices {
      values = map(i).apply(values, shape: extent, axis: i)
      extent[i] = grid.axes[i].count
    }
    return values
  }

  /// Adds ∫ g φ_j over the Neumann sides, per unit of volume.
  func addNeumannLoads(_ data: BoundaryData, points q: Int?, to load: inout [Scalar]) {
    for side in grid.sides where grid.end(side) == .neumann && !data[side].isZero {
      let a = side.axis
      let face: [Scalar]
      if grid.rank == 1 {
        face = data[side].values(on: [[Scalar(side.place(on: grid))]])
      } else {
        // The datum does not depend on its own coordinate: a grid without that axis integrates it.
        var rest = grid.axes
        rest.remove(at: a)
        let lowered = data[side].dropping(axis: a, rank: grid.rank)
        face = SplineLoad<Scalar>(
          Scheme(.spline(degree: 1)), on: Grid(rest), points: q
        ).integrate(lowered)
      }
      let extent = grid.shape
      let index = side.side == .lower ? 0 : extent[a] - 1
      let inner = extent[(a + 1)...].reduce(1, *)
      let scale = 1 / Scalar(grid.axes[a].weight(index))
      for (i, value) in face.enumerated() {
        load[((i / inner) * extent[a] + index) * inner + i % inner] += scale * value
      }
    }
  }
}

extension Formula {
  /// The formula with the coordinates after `axis` moved down by one.
  func dropping(axis: Int, rank: Int) -> Formula {
    let coordinates: [Formula] = [.x, .y, .z]
    return ((axis + 1)..<max(rank, axis + 1)).reduce(self) { f, i in
      f.substituting(Coordinate(rawValue: i)!, by: coordinates[i - 1])
    }
  }
}
