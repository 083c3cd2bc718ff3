public import Formulas
public import Grids

/// Data on the sides of a box: u on a Dirichlet side, a ∂u/∂n (outwards) on a Neumann side.
///
/// A side without an entry has 0.
public struct BoundaryData: Sendable {
  /// The data, by side.
  public var values: [BoxSide: Formula]

  /// Data by side; a side that is left out has 0.
  public init(_ values: [BoxSide: Formula] = [:]) { self.values = values }

  /// The data that a function has on the bounded sides of a grid.
  ///
  /// - Throws: where the function has no exact derivative and a Neumann side asks for one.
  public init(
    of u: Formula, on grid: Grid, diffusion: [Extended]
  ) throws(DifferentiationError) {
    values = [:]
    for side in grid.sides {
      if grid.end(side) == .dirichlet {
        values[side] = u.trace(on: side, of: grid)
        continue
      }
      let a = Formula(Formula.Constant(diffusion[side.axis]))
      let outwards: Formula = side.side == .lower ? -1 : 1
      values[side] =
        outwards * a * (try u.derivative(side.coordinate)).trace(on: side, of: grid)
    }
  }

  /// Whether every datum is 0.
  public var isHomogeneous: Bool { values.values.allSatisfy(\.isZero) }

  /// The datum of a side.
  public subscript(side: BoxSide) -> Formula { values[side] ?? 0 }
}

extension BoxSide {
  /// The coordinate that is constant on the side.
  public var coordinate: Coordinate { Coordinate(rawValue: axis)! }

  /// Where the side is.
  public func place(on grid: Grid) -> Extended {
    side == .lower ? grid.axes[axis].lower : grid.axes[axis].upper
  }
}

extension Formula {
  /// u on a side, as a function of the other coordinates.
  public func trace(on side: BoxSide, of grid: Grid) -> Formula {
    substituting(side.coordinate, by: Formula(Constant(side.place(on: grid))))
  }
}
