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

  /// The part of a size from which a function is one: half of extended precision's digits, 3.3·10⁻¹⁰.
  ///
  /// What W lacks of a datum, δ of u, u lacks too: δ at most, by the maximum principle, as v has none of it. W
  /// lacks no more than two sides contradict each other by on their edge, where one of them is wrong by δ/2
  /// itself. So δ has to be
  ///
  /// - above round-off of W, κε: its terms are κ times their sum, (2k)^{2d} for k waves at depth d, 10⁷ for
  ///   k = 4 and d = 4, that is 10⁻¹²; and above that of data written in double precision, 2·10⁻¹⁶ k;
  /// - below what a solve resolves: in double precision differences on n cells a side leave ε (2n/π)²
  ///   of round-off, 3·10⁻¹⁰ for n = 1900, and an iteration its tolerance.
  ///
  /// Between them the number is a convention. A series resolves more; its errors then stay at the δ of the data.
  static let tolerance = Extended.ulpOfOne.squareRoot()

  /// Whether f is nothing beside what has that size.
  package func vanishes(_ f: Formula, beside size: Extended) -> Bool {
    f.isZero || largest(f) <= Self.tolerance * size
  }
}
