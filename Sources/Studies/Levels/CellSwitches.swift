import Formulas
import RealModule
import Transforms

/// Whether an expression switches its branch within a cell, so that a quadrature's error is of where it
/// does: at the points of one cell a condition has both signs.
struct CellSwitches<Scalar: TransformScalar> {
  /// Whether one does.
  private(set) var isBroken = false
  private let conditions: [Formula]
  private let sideAxis: Int?
  /// Of each condition the signs seen so far in each cell.
  private var signs: [[Int8]]

  /// Nothing is looked at for an expression without branches.
  init(of e: Formula, sideAxis: Int?) {
    conditions = e.breakConditions
    self.sideAxis = sideAxis
    signs = conditions.map { _ in [] }
  }

  /// Takes the points of a lattice into account, but those of pieces of a cell that a plane cuts.
  mutating func look(at columns: [[Scalar]], on lattice: CutLattice<Scalar>) {
    guard !isBroken, !conditions.isEmpty,
      lattice.cells.indices.allSatisfy({ lattice.cells[$0] == nil || $0 == sideAxis })
    else { return }
    for (k, condition) in conditions.enumerated() {
      var values = condition.values(atColumns: columns)
      lattice.leaveOut(&values)
      if signs[k].isEmpty { signs[k] = [Int8](repeating: 0, count: values.count) }
      for (i, value) in values.enumerated() where value != 0 {
        let sign: Int8 = value > 0 ? 1 : -1
        if signs[k][i] == -sign {
          isBroken = true
          return
        }
        signs[k][i] = sign
      }
    }
  }
}
