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
  private let maps: [AxisMap<Scalar>]
  /// Back: transposed, times the Gauss point's weight, over the nodes' weights; along the first axis not
  /// transposed.
  private let adjoints: [AxisMap<Scalar>]

  /// Whether it is the value, not a derivative.
  let isMass: Bool

  init(_ maps: [AxisMap<Scalar>], isMass: Bool, weights: [Scalar], on grid: Grid) {
    self.maps = maps
    self.isMass = isMass
    adjoints = maps.indices.map { a in
      let nodes = grid.axes[a].weights.map { Scalar($0) }
      let weighted = AxisMap(
        columns: maps[a].columns,
        rows: maps[a].rows.map { row in
          row.map { .init($0.index, weights[a] * $0.weight / nodes[$0.index]) }
        })
      return a == 0 ? weighted : weighted.transposed
    }
  }

  /// Adds E*(a E u) to `sum`, some planes of cells at a time.
  func add(_ a: PointSamples<Scalar>, _ u: Field<Scalar>, to sum: inout Field<Scalar>) {
    let grid = u.grid.shape
    sum.values.withUnsafeMutableBufferPointer { sum in
      a.forEachBlock(byThreads: false) { cells, a in
        var shape = grid
        var v = u.values
        for axis in maps.indices {
          let map =
            axis > 0
            ? maps[axis]
            : AxisMap(columns: maps[0].columns, rows: Array(maps[0].rows[cells]))
          v = map.apply(v, shape: shape, axis: axis)
          shape[axis] = map.rows.count
        }
        v.withUnsafeMutableBufferPointer { weigh($0, by: a) }
        for axis in maps.indices.dropFirst() {
          v = adjoints[axis].apply(v, shape: shape, axis: axis)
          shape[axis] = adjoints[axis].rows.count
        }
        let plane = v.count / cells.count
        v.withUnsafeBufferPointer { v in
          for (k, cell) in cells.enumerated() {
            for entry in adjoints[0].rows[cell] {
              addRow(
                entry.weight, v.baseAddress! + k * plane, sum.baseAddress! + entry.index * plane,
                plane)
            }
          }
        }
      }
    }
  }
}

/// v ← a v
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func weigh<Scalar: TransformScalar>(
  _ v: UnsafeMutableBufferPointer<Scalar>, by a: UnsafeBufferPointer<Scalar>
) {
  for i in 0..<v.count { v[i] *= a[i] }
}

/// z ← z + c v
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addRow<Scalar: TransformScalar>(
  _ c: Scalar, _ v: UnsafePointer<Scalar>, _ z: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for i in 0..<n { z[i] += c * v[i] }
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
        let samples = try PointSamples(a, at: places, name)
        let maps = grid.axes.indices.map { axis -> AxisMap<Scalar> in
          let stencil = kind.evaluation(offset: xi[axis], derivative: m[axis], on: grid.axes[axis])!
          return AxisMap(
            stencil, on: grid.axes[axis], at: (0..<grid.axes[axis].cells).map { 2 * $0 })
        }
        return Term(
          map: .tensor(CellEvaluation(maps, isMass: !m.contains(1), weights: weights, on: grid)),
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
