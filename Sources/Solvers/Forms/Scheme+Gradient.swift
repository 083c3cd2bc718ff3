import Discretizations
import Grids
import RealModule
import Transforms

/// What an iteration asks of a scheme's gradient.
extension Scheme {
  /// Whether every axis has linear elements.
  func isLinearElements(on grid: Grid) -> Bool {
    grid.axes.indices.allSatisfy { self[$0] == .spline(degree: 1) }
  }

  /// Whether every axis has differences of order 2.
  func hasDifferencesOfOrder2(on grid: Grid) -> Bool {
    grid.axes.indices.allSatisfy {
      self[$0] == .staggered(order: 2) || self[$0] == .stencil(order: 2)
    }
  }

  /// Whether no axis has a difference that misses the checkerboard.
  func controlsDifferences(on grid: Grid) -> Bool {
    grid.axes.indices.allSatisfy { if case .centred = self[$0] { false } else { true } }
  }

  /// Throws where the scheme's gradient has more than constants in its kernel.
  func refuseCheckerboards<Scalar: TransformScalar>(
    on grid: Grid, _: Scalar.Type
  ) throws(SolverError) {
    let tables = GramTables<Scalar>(self, on: grid, upTo: 1)
    let kernel = grid.axes.indices.reduce(1) { count, a in
      let b = tables.table(1, axis: a) ?? []
      let scale = (b.max() ?? 0) * Scalar.ulpOfOne
      return count * b.count { $0 <= scale }
    }
    if kernel > 1 {
      throw .notConforming(
        "a centred difference does not see the checkerboard, which is in the operator's kernel on "
          + "this grid: take staggered differences, an odd number of cells, or a reaction")
    }
  }
}
