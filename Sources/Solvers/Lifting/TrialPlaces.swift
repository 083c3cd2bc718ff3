package import Formulas
package import Grids
import RealModule

/// Some places of a box, at which it is looked whether a function is more than round-off. An end, where
/// derivatives of data may be infinite, is none.
package struct TrialPlaces {
  /// Coordinates along each axis.
  let coordinates: [[Extended]]

  package init(on grid: Grid) {
    let count = [64, 16, 6][grid.rank - 1]
    coordinates = grid.axes.map { axis in
      (0..<count).map { axis.lower + axis.length * (Extended($0) + 0.4142) / Extended(count) }
    }
  }

  /// The largest |f|; not a number where one is none.
  package func largest(_ f: Formula) -> Extended {
    f.values(on: coordinates).reduce(0) { $0.isNaN || $1.isNaN ? .nan : max($0, $1.magnitude) }
  }

  /// The part of a size from which a function is one: half of extended precision's digits.
  static let tolerance = Extended.ulpOfOne.squareRoot()

  /// Whether f is nothing beside what has that size.
  package func vanishes(_ f: Formula, beside size: Extended) -> Bool {
    f.isZero || largest(f) <= Self.tolerance * size
  }
}
