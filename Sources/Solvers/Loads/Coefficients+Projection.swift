import Discretizations
public import Fields
public import Formulas
import Grids
import RealModule
import Transforms

extension Coefficients {
  /// P f: the exact coefficients ∫ f φ_k / ∫ φ_k², by q Gauss points in every direction of every
  /// cell.
  ///
  /// Exact to round-off for a function that is smooth within cells and a mode that is resolved;
  /// interpolation, which is not projection, aliases what lies beyond the last mode.
  ///
  /// - Complexity: qᵈ transforms of twice the length.
  public init(projecting f: Formula, in space: FunctionSpace<Scalar>, points q: Int) {
    self.init(in: space)
    let rule = GaussRule(points: q)
    let kinds = space.transform.kinds
    let shifted = ShiftedTransform<Scalar>(kinds)
    let plain = kinds.map { _ in false }
    var part = values
    var choice = [Int](repeating: 0, count: grid.rank)
    repeat {
      let offsets = choice.map { rule.points[$0] }
      let weight = choice.reduce(Scalar(1)) { $0 * Scalar(rule.weights[$1]) }
      let samples = f.values(
        on: zip(grid.axes, offsets).map { axis, xi -> [Scalar] in axis.cellPlaces(offset: xi) })
      samples.withUnsafeBufferPointer { samples in
        part.withUnsafeMutableBufferPointer {
          shifted.project(
            samples, offsets: offsets.map { Scalar($0) }, conjugate: plain, into: $0)
        }
      }
      for i in values.indices { values[i] += weight * part[i] }
    } while choice.advance(below: [Int](repeating: q, count: grid.rank))
  }
}
