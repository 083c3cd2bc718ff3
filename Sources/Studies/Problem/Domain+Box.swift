import Formulas
import Grids

extension Domain {
  /// The box, with ends on every axis: what breaks around a period does so on a point of every grid.
  var box: Formula.Box {
    Formula.Box(
      intervals.map { Double($0.lower)...Double($0.upper) },
      isPeriodic: intervals.map { _ in false })
  }
}

extension Grid {
  /// The box of the domain of which it is a grid.
  var box: Formula.Box {
    Domain(
      axes.map { .init($0.lower, $0.upper, boundary: $0.boundary, placement: $0.placement) }
    ).box
  }
}
