import Formulas

extension Double {
  /// A coordinate in six digits; 0 for less than what the lattice of the box tells from it.
  var place: String { magnitude < 1e-12 ? "0" : written(digits: 6) }
}
