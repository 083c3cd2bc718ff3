import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// The lines of a grid along which derivatives of trigonometric functions are taken, with coefficients that
/// are sampled block by block of lines.
struct CollocatedLines {
  let grid: Grid

  /// Numbers of a block, about: many beside what an evaluation sets up, a small share of the grid's.
  private var block: Int { min(1 << 15, max(1 << 12, grid.count / 64)) }

  /// a ∂²u + b ∂u along an axis; nil where both are 0.
  ///
  /// - Parameter planes: Whether it is of one plane of the axes behind the first.
  func jet<Scalar: TransformScalar>(
    _ axis: Int, second a: (factor: Scalar, formula: Formula)? = nil,
    first b: (factor: Scalar, formula: Formula)? = nil, inPlanes planes: Bool = false
  ) throws(SolverError) -> TrigonometricJet<Scalar>? {
    let line = grid.axes[axis]
    let second = try coefficient(a, axis)
    // A derivative whose space has no point is 0.
    let first = line.collocated == nil ? nil : try coefficient(b, axis)
    guard second != nil || first != nil else { return nil }
    let (outer, inner) = columns(axis, planes)
    return TrigonometricJet(
      TransformKind(line), frequencies: (0..<line.count).map { Scalar(line.frequency($0)) },
      outer: outer, inner: inner, second: second, first: first, block: block)
  }

  /// What a thread is given for the lines along an axis, in numbers.
  func scratch<Scalar: TransformScalar>(_ axis: Int, _: Scalar.Type) -> Int {
    let (outer, inner) = columns(axis, false)
    return TrigonometricJet<Scalar>.scratch(
      block: block, length: grid.shape[axis], outer: outer, inner: inner)
  }

  private func columns(_ axis: Int, _ inPlanes: Bool) -> (outer: Int, inner: Int) {
    (
      grid.shape[(inPlanes ? 1 : 0)..<axis].reduce(1, *),
      grid.shape[(axis + 1)...].reduce(1, *)
    )
  }

  private func coefficient<Scalar: TransformScalar>(
    _ term: (factor: Scalar, formula: Formula)?, _ axis: Int
  ) throws(SolverError) -> TrigonometricJet<Scalar>.Coefficient? {
    guard let (factor, formula) = term, !formula.isZero else { return nil }
    if let c = formula.constant { return .init(factor * Scalar(c)) }
    // The axis comes last: evaluations run along its lines.
    let order = grid.axes.indices.filter { $0 != axis } + [axis]
    let samples = try PointSamples<Scalar>(
      formula.reordered(order), on: Grid(order.map { grid.axes[$0] }), nil)
    let last = grid.rank - 1
    return .init(factor, times: { samples.fill(linesAlong: last, $0, 0..<1, $1) })
  }
}
