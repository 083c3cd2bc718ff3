import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

extension EnergyForm {
  /// Gauss quadrature of multilinear elements, q points a direction between two knots.
  static func elements(
    _ a: [Formula], _ c: Formula, _ scheme: Scheme, _ space: FunctionSpace<Scalar>, points q: Int
  ) throws(SolverError) -> [Term] {
    let grid = space.grid
    guard grid.axes.indices.allSatisfy({ scheme[$0] == .spline(degree: 1) }) else {
      throw .notAvailable(
        "the energy of a coefficient that varies for splines of degree 2 and 3, or beside other "
          + "kinds: take linear elements, or staggered on every axis")
    }
    let rules = grid.axes.map { CellRule(.spline(degree: 1), on: $0, points: q) }
    // Tables along the axes are shared: there are (2q)ᵈ terms and more.
    let places = zip(grid.axes, rules).map { axis, rule in
      rule.offsets.map { axis.cellPlaces(offset: $0) as [Scalar] }
    }
    var terms: [Term] = []
    var choice = [Int](repeating: 0, count: grid.rank)
    repeat {
      let weight = zip(rules, choice).reduce(1) { $0 * $1.0.weights[$1.1] }
      /// a at this Gauss point of every cell, and D = Π E_{mᵢ}.
      func term(_ a: Formula, _ m: [Int], _ name: String) throws(SolverError) -> Term {
        let samples = try PointSamples(a, at: zip(places, choice).map { $0[$1] }, name)
        let factors = grid.axes.indices.map {
          CellTaps<Scalar>(
            offset: rules[$0].offsets[choice[$0]], derivative: m[$0], on: grid.axes[$0])
        }
        let evaluation = CellEvaluation(
          factors: factors, weight: Scalar(weight), isMass: !m.contains(1))
        return Term(map: .tensor(evaluation), samples: samples)
      }
      let none = [Int](repeating: 0, count: grid.rank)
      for axis in grid.axes.indices {
        var m = none
        m[axis] = 1
        terms.append(try term(a[axis], m, "diffusion"))
      }
      if !c.isZero { terms.append(try term(c, none, "reaction")) }
    } while choice.advance(below: rules.map(\.offsets.count))
    return terms
  }
}

extension [Int] {
  /// The multi-index of a row-major place in an array of this shape.
  func unravel(_ place: Int) -> [Int] {
    var rest = place
    var index: [Int] = []
    for n in reversed() {
      index.insert(rest % n, at: 0)
      rest /= n
    }
    return index
  }
}
