import Discretizations
import Fields
import Grids
import RealModule
import Solvers
import Transforms

/// −∇·(a∇u) + c u by sums over neighbours, without a transform: the slow oracle of the symbols.
struct PhysicalOperator {
  let op: EllipticOperator
  let scheme: Scheme

  /// The operator on the unknowns of a scheme: coefficients for splines, values for the others.
  func apply<T: TransformScalar>(_ u: Field<T>) -> Field<T> {
    var total = T(op.reaction) * mass(u)
    for i in u.grid.axes.indices {
      let term = tensor(u) { a, axis in
        a == i ? scheme[a].textbookStiffness(axis.spacing) : scheme[a].textbookMass
      }
      total = total + T(op.diffusion[i]) * term
    }
    return total
  }

  /// The mass matrix on the unknowns.
  func mass<T: TransformScalar>(_ u: Field<T>) -> Field<T> {
    tensor(u) { a, _ in scheme[a].textbookMass }
  }

  /// A bound of the operator in the maximum norm: the sum of all taps' sizes.
  func bound(on grid: Grid) -> Extended {
    grid.axes.indices.reduce(abs(op.reaction)) { sum, i in
      let size = scheme[i].textbookStiffness(grid.axes[i].spacing).taps.reduce(Extended(0)) {
        $0 + abs($1.weight)
      }
      return sum + op.diffusion[i] * size
    }
  }

  private func tensor<T: TransformScalar>(
    _ u: Field<T>, _ stencil: (Int, Axis) -> Stencil
  ) -> Field<T> {
    u.grid.axes.enumerated().reduce(u) { v, entry in
      v.applying(stencil(entry.offset, entry.element), axis: entry.offset, onto: entry.element)
    }
  }
}
