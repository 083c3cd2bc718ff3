import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// Coefficients at the Gauss points of a block of elements: some layers of the first axis, some rows of
/// the second, all of the third. Of a row and a Gauss point the values of all elements are neighbours.
struct ElementSamples<Scalar: TransformScalar> {
  let axes: [ElementAxis<Scalar>]
  let formulas: [Formula]
  /// Layers and rows of a block.
  let layers: Int
  let rows: Int
  private let last: [Scalar]

  /// Values of a formula in a block: many beside what an evaluation has to set up, few enough for the
  /// second-level cache.
  static var target: Int { 1 << 15 }

  /// What is in the memory of a block.
  struct Block {
    let layers: Range<Int>
    let rows: Range<Int>
    let values: UnsafeMutablePointer<Scalar>
  }

  init(_ axes: [ElementAxis<Scalar>], _ formulas: [Formula]) {
    self.axes = axes
    self.formulas = formulas
    let row = axes.reduce(1) { $0 * $1.points } * axes[2].cells
    rows = min(axes[1].cells, max(1, Self.target / row))
    layers = rows == axes[1].cells ? min(axes[0].cells, max(1, Self.target / (row * rows))) : 1
    last = axes[2].places.flatMap { $0 }
  }

  /// The values of a block.
  var capacity: Int {
    formulas.count * axes.reduce(1) { $0 * $1.points } * axes[2].cells * rows * layers
  }

  /// Samples every formula; layers beyond an end are those around the circle.
  @inline(__always)
  func fill(
    _ values: UnsafeMutablePointer<Scalar>, layers: Range<Int>, rows: Range<Int>
  ) -> Block {
    let block = Block(layers: layers, rows: rows, values: values)
    let places = coordinates(of: block)
    let count = count(block)
    for (k, formula) in formulas.enumerated() {
      formula.fill(UnsafeMutableBufferPointer(start: values + k * count, count: count), on: places)
    }
    return block
  }

  /// The values of one formula in a block.
  @inline(__always)
  func count(_ block: Block) -> Int {
    block.layers.count * axes[0].points * block.rows.count * axes[1].points * last.count
  }

  /// The Gauss points of a block along the axes of the grid.
  func coordinates(of block: Block) -> [[Scalar]] {
    let n = axes[0].cells
    let along = block.layers.flatMap { i in axes[0].places.map { $0[(i + n) % n] } }
    guard axes[1].exists else { return [along, last] }
    return [along, block.rows.flatMap { j in axes[1].places.map { $0[j] } }, last]
  }

  /// Where the values of a formula along a row begin, at the first Gauss points of the first two axes
  /// and of the third; and the distances to the next of each.
  @inline(__always)
  func row(
    _ k: Int, _ block: Block, layer i: Int, row j: Int
  ) -> (start: UnsafePointer<Scalar>, strides: (Int, Int, Int)) {
    let inner = last.count
    let plane = block.rows.count * axes[1].points * inner
    let place =
      (i - block.layers.lowerBound) * axes[0].points * plane
      + (j - block.rows.lowerBound) * axes[1].points * inner
    return (
      UnsafePointer(block.values) + k * count(block) + place, (plane, inner, axes[2].cells)
    )
  }
}
