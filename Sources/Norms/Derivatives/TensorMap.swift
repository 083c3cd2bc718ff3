import Fields
import Grids
import Transforms

/// A product of sparse maps, one after the other along their axes, on row-major arrays.
struct TensorMap<Scalar: TransformScalar> {
  /// The shape of what it acts on.
  let shape: [Int]
  /// The maps in the order of application.
  private(set) var steps: [(axis: Int, map: AxisMap<Scalar>)] = []

  /// The identity on arrays of a shape.
  init(on shape: [Int]) { self.shape = shape }

  /// The shape of the result.
  var target: [Int] {
    steps.reduce(into: shape) { $0[$1.axis] = $1.map.rows.count }
  }

  /// One more map after the others; traps if it does not fit.
  mutating func append(_ map: AxisMap<Scalar>, axis: Int) {
    precondition(target[axis] == map.columns, "maps that do not fit")
    steps.append((axis, map))
  }

  /// The values of the result.
  ///
  /// - Complexity: O(entries · the other axes) a step.
  func callAsFunction(_ values: [Scalar]) -> [Scalar] {
    var (values, shape) = (values, shape)
    for (axis, map) in steps {
      values = map.apply(values, shape: shape, axis: axis)
      shape[axis] = map.rows.count
    }
    return values
  }

  /// The transpose.
  var transposed: TensorMap {
    var result = TensorMap(on: target)
    for (axis, map) in steps.reversed() { result.append(map.transposed, axis: axis) }
    return result
  }
}
