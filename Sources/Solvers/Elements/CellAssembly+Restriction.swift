import Discretizations
import Fields
import Formulas
import Grids
import Transforms

extension CellAssembly {
  /// The form on the unknowns, in the memory of this one, which is lost; what Dirichlet values move
  /// to the right is taken from the load.
  mutating func restrict(_ data: BoundaryData, load: inout Field<Scalar>) -> FluxForm<Scalar> {
    move(data, to: &load)
    return FluxForm(
      space: load.space, edges: restricted(),
      range: Double(range.lower)...Double(range.upper))
  }

  /// The form on the unknowns, in the memory of this one, which is lost.
  mutating func restricted() -> EdgeForm<Scalar> {
    let rows = interiorRows
    let n = grid.shape.last!
    // Edges to Dirichlet nodes: −A χ without s is the sum of their weights.
    let ones = BoundaryData(Dictionary(uniqueKeysWithValues: grid.sides.map { ($0, 1) }))
    let image = closed.image(of: nodes.dirichletValues(ones))
    if let image {
      for row in rows {
        for i in row.node..<row.node + n { closed.weights[i] -= image[i] }
      }
    }
    let (blocks, nodes) = (closed.offsets.count + 1, closed.count)
    var weights = closed.weights
    closed.weights = []
    // A place is never behind its node: rows move towards the front.
    weights.withUnsafeMutableBufferPointer { w in
      for block in 0..<blocks {
        for row in rows {
          (w.baseAddress! + block * grid.count + row.place).update(
            from: w.baseAddress! + block * nodes + row.node, count: n)
        }
      }
    }
    weights.removeLast(blocks * (nodes - grid.count))
    return EdgeForm(
      shape: grid.shape, isPeriodic: closed.isPeriodic, offsets: closed.offsets, weights: weights,
      sharesDiagonals: closed.sharesDiagonals)
  }

  /// Takes from the load what Dirichlet values move to the right.
  func move(_ data: BoundaryData, to load: inout Field<Scalar>) {
    guard let image = closed.image(of: nodes.dirichletValues(data)) else { return }
    let n = grid.shape.last!
    let weights = grid.axes.map { axis in axis.weights.map { Scalar($0 / axis.spacing) } }
    var right = [Scalar](repeating: 0, count: grid.count)
    for row in interiorRows {
      for i in 0..<n { right[row.place + i] = image[row.node + i] }
    }
    scale(&right, by: weights.map { $0.map { 1 / $0 } })
    for i in right.indices { load.values[i] -= right[i] }
  }

  /// The first node and the first unknown of every row of unknowns.
  private var interiorRows: [(node: Int, place: Int)] {
    let leading = Array(grid.shape.dropLast())
    var rows: [(node: Int, place: Int)] = []
    var choice = [Int](repeating: 0, count: leading.count)
    repeat {
      var row = 0
      for (a, j) in choice.enumerated() { row = row * nodes.shape[a] + j + nodes.axes[a].offset }
      rows.append(
        (row * nodes.shape.last! + nodes.axes.last!.offset, rows.count * grid.shape.last!))
    } while choice.advance(below: leading)
    return rows
  }
}

extension EdgeForm {
  /// A p; nil where p is 0.
  fileprivate func image(of p: [Scalar]) -> [Scalar]? {
    guard p.contains(where: { $0 != 0 }) else { return nil }
    var image: [Scalar] = zeros(count)
    apply(p, to: &image)
    return image
  }
}
