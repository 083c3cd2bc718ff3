import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

extension Grid {
  /// ∫ of a formula over the box, or of one that does not depend on the normal coordinate over a side, by Gauss
  /// points of the cells, which are cut where it breaks along planes.
  func integral<Scalar: TransformScalar>(
    of f: Formula, over side: BoxSide? = nil, points q: Int = 6
  ) -> Scalar {
    var rules = cutRules(points: q, at: [f], Scalar.self) { _ in .spline(degree: 1) }
    var height = Scalar(1)
    if let side {
      rules[side.axis] = CutRule(at: 0.5, weight: 1, in: 0)
      height = Scalar(axes[side.axis].spacing)
    }
    var total: Scalar = 0
    var choice = [Int](repeating: 0, count: rank)
    repeat {
      let lattice = CutLattice<Scalar>(rules, choice, on: self)
      var values = f.values(on: lattice.places)
      lattice.leaveOut(&values)
      total += lattice.share / height * values.withUnsafeBufferPointer { pairwiseSum($0) }
    } while choice.advance(below: rules.map(\.points.count))
    return total
  }
}
