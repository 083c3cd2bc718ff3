import Formulas
import Grids
import RealModule
import Solvers

extension Formula {
  /// How far round-off moves the values, at the worst of some places of a lattice.
  ///
  /// Terms that cancel leave it: of f − A W, where W is u itself, all that is left.
  ///
  /// - Complexity: `roundedValue(at:)` at some hundred places.
  func roundoff<Scalar: BinaryFloatingPoint>(on lattice: [[Scalar]]) -> Scalar {
    let most = [64, 16, 6][lattice.count - 1]
    let lines = lattice.map { line -> [Constant] in
      let count = min(most, line.count)
      return (0..<count).map { Constant(line[(2 * $0 + 1) * line.count / (2 * count)]) }
    }
    var worst: Constant = 0
    var choice = lines.map { _ in 0 }
    repeat {
      let point = zip(lines, choice).map { $0[$1] }
      let error = roundedValue(at: point + [0, 0, 0].dropFirst(point.count)).error
      if error.isFinite { worst = max(worst, error) }
    } while choice.advance(below: lines.map(\.count))
    return Scalar(worst / Constant.ulpOfOne) * Scalar.ulpOfOne
  }
}
