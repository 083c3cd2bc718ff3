import Fields
import Grids
import RealModule
import Transforms

/// One axis's part of a load: shifted lattices of places, and how what is sampled there becomes the load.
struct AxisLoad<Scalar: TransformScalar> {
  /// One lattice.
  struct Lattice {
    let coordinates: [Scalar]
    /// Evaluation there, weighted: its adjoint leads to the load; nil where the samples are the load.
    let evaluation: AxisMap<Scalar>?
  }

  private let axis: Axis
  /// Where each lattice's places lie in every cell, and their weights; none of an axis that is sampled.
  private let rule: [(offset: Extended, weight: Extended)]
  /// The values of the test functions on each lattice; nil of the function 1.
  private let tests: [Stencil]?

  /// Samples at the axis's points.
  init(sampled axis: Axis) {
    self.axis = axis
    (rule, tests) = ([], nil)
  }

  /// Sums over a rule in each cell, against test functions or the function 1.
  init(
    _ axis: Axis, _ rule: [(offset: Extended, weight: Extended)], testedBy tests: [Stencil]?
  ) {
    self.axis = axis
    self.rule = rule
    self.tests = tests
  }

  /// How many values the load has along the axis.
  var count: Int { rule.isEmpty || tests != nil ? axis.count : 1 }

  /// How many lattices there are.
  var lattices: Int { max(1, rule.count) }

  /// A lattice, made anew.
  ///
  /// - Complexity: O(n)
  func lattice(_ q: Int) -> Lattice {
    guard !rule.isEmpty else {
      return Lattice(coordinates: axis.points.rounded(to: Scalar.self), evaluation: nil)
    }
    let volume = rule[q].weight * axis.spacing
    return Lattice(
      coordinates: axis.cellPlaces(offset: rule[q].offset),
      evaluation: tests.map { tests in
        AxisMap(tests[q], on: axis, at: (0..<axis.cells).lazy.map { 2 * $0 }) {
          Scalar(volume / axis.weight($0))
        }
      }
        ?? AxisMap(
          columns: 1, rows: repeatElement([.init(0, Scalar(volume))], count: axis.cells)))
  }
}
