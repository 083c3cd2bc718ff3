import Grids
import Transforms

extension Field {
  /// The interpolant of a function of one variable.
  public init(in space: FunctionSpace<Scalar>, _ u: (_ x: Scalar) -> Scalar) {
    precondition(space.grid.rank == 1, "the grid has \(space.grid.rank) axes, the function 1")
    self.init(in: space, values: space.coordinates[0].map(u))
  }

  /// The interpolant of a function of two variables.
  public init(in space: FunctionSpace<Scalar>, _ u: (_ x: Scalar, _ y: Scalar) -> Scalar) {
    precondition(space.grid.rank == 2, "the grid has \(space.grid.rank) axes, the function 2")
    let axes = space.coordinates
    self.init(in: space, values: axes[0].flatMap { x in axes[1].map { y in u(x, y) } })
  }

  /// The interpolant of a function of three variables.
  public init(
    in space: FunctionSpace<Scalar>, _ u: (_ x: Scalar, _ y: Scalar, _ z: Scalar) -> Scalar
  ) {
    precondition(space.grid.rank == 3, "the grid has \(space.grid.rank) axes, the function 3")
    let axes = space.coordinates
    self.init(
      in: space,
      values: axes[0].flatMap { x in axes[1].flatMap { y in axes[2].map { z in u(x, y, z) } } })
  }
}
