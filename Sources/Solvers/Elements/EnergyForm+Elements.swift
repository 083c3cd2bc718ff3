import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// The value, or one derivative, of multilinear elements at one Gauss point of every cell, and the
/// adjoint.
struct CellEvaluation<Scalar: TransformScalar>: Sendable {
  /// From nodal values to the cells, one map an axis.
  let maps: [AxisMap<Scalar>]
  /// Back: transposed, times the Gauss point's weight, over the nodes' weights.
  let adjoints: [AxisMap<Scalar>]

  /// Whether it is the value, not a derivative.
  let isMass: Bool

  init(_ maps: [AxisMap<Scalar>], isMass: Bool, weights: [Scalar], on grid: Grid) {
    self.maps = maps
    self.isMass = isMass
    adjoints = maps.indices.map { a in
      let transposed = maps[a].transposed
      return AxisMap(
        columns: transposed.columns,
        rows: transposed.rows.enumerated().map { j, row in
          row.map { .init($0.index, weights[a] * $0.weight / Scalar(grid.axes[a].weight(j))) }
        })
    }
  }

  /// Adds E*(a E u) to `sum`.
  func add(_ a: [Scalar], _ u: Field<Scalar>, to sum: inout Field<Scalar>) {
    var shape = u.grid.shape
    var v = u.values
    for axis in maps.indices {
      v = maps[axis].apply(v, shape: shape, axis: axis)
      shape[axis] = maps[axis].rows.count
    }
    for i in v.indices { v[i] *= a[i] }
    for axis in maps.indices {
      v = adjoints[axis].apply(v, shape: shape, axis: axis)
      shape[axis] = adjoints[axis].rows.count
    }
    sum = sum + Field(in: sum.space, values: v)
  }
}

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
    let kind = Discretization.spline(degree: 1)
    let rules = grid.axes.map { CellRule(kind, on: $0, points: q) }
    var terms: [Term] = []
    var choice = [Int](repeating: 0, count: grid.rank)
    repeat {
      let xi = zip(rules, choice).map { $0.offsets[$1] }
      let weights = zip(rules, choice).enumerated().map { axis, rule in
        Scalar(rule.0.weights[rule.1] * grid.axes[axis].spacing)
      }
      let places = zip(grid.axes, xi).map { axis, xi in
        (0..<axis.cells).map { Scalar(axis.place(cell: $0, offset: xi)) }
      }
      /// a at this Gauss point of every cell, and D = Π E_{mᵢ}.
      func term(_ a: Formula, _ m: [Int], _ name: String) throws(SolverError) -> Term {
        let samples = a.values(on: places)
        if let i = samples.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
          throw .coefficient(
            name, value: Double(samples[i]),
            point: grid.cells.unravel(i).enumerated().map { Double(places[$0][$1]) })
        }
        let maps = grid.axes.indices.map { axis -> AxisMap<Scalar> in
          let stencil = kind.evaluation(offset: xi[axis], derivative: m[axis], on: grid.axes[axis])!
          return AxisMap(
            stencil, on: grid.axes[axis], at: (0..<grid.axes[axis].cells).map { 2 * $0 })
        }
        return .tensor(
          CellEvaluation(maps, isMass: !m.contains(1), weights: weights, on: grid),
          samples: samples)
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
