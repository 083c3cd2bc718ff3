import Fields
import Formulas
import Grids
import Transforms

extension CellAssembly {
  /// Adds ∫ β u² over a side: as the cells of the side have it, or lumped at its nodes.
  mutating func add(
    robin beta: Formula, on side: BoxSide, points q: Int?
  ) throws(SolverError) {
    try add(robin: beta, on: side, points: q, over: Scalar(1))
  }

  /// Adds ∫ β u² over a unit, sampled in the unit's precision.
  mutating func add<Sample: TransformScalar>(
    robin beta: Formula, on side: BoxSide, points q: Int?, over unit: Sample
  ) throws(SolverError) {
    let a = side.axis
    let h = Sample(grid.axes[a].spacing) * unit
    let plane = side.side == .lower ? 0 : grid.axes[a].cells
    let inner = nodes.shape[(a + 1)...].reduce(1, *)
    func place(_ i: Int) -> Int { ((i / inner) * nodes.shape[a] + plane) * inner + i % inner }
    guard grid.rank > 1 else {
      let place = [[Sample(side.place(on: grid))]]
      let value = beta.values(on: place)
      _ = try check(value, place, "robin", signed: false)
      closed.weights[plane] += Scalar(value[0] / h)
      return
    }
    var rest = grid.axes
    rest.remove(at: a)
    var part = CellAssembly<Sample>(
      on: Grid(rest), sharing: closed.sharesDiagonals, isStraight: isStraight)!
    let lowered = beta.trace(on: side, of: grid).dropping(axis: a, rank: grid.rank)
    do throws(SolverError) {
      if let q { try part.addMass(lowered, points: q) } else { try part.addLumped(lowered) }
    } catch {
      throw error.blaming(robin: side, of: grid)
    }
    for block in 0...part.closed.offsets.count {
      var to = 0
      if block > 0 {
        var offset = part.closed.offsets[block - 1]
        offset.insert(0, at: a)
        // A lumped β has no edges.
        guard let k = closed.offsets.firstIndex(of: offset) else { continue }
        to = 1 + k
      }
      for i in 0..<part.closed.count {
        closed.weights[to * closed.count + place(i)] +=
          Scalar(part.closed.weights[block * part.closed.count + i] / h)
      }
    }
  }
}
