import Formulas
package import Grids
import Solvers

/// n·F of a divergence −∇·F on the sides: the datum there is n·(a∇u − F).
extension Problem {
  /// Whether an F passes a side.
  package func hasFlux(through side: BoxSide, of grid: Grid) -> Bool {
    rough.normalFlux(through: side, of: grid).map { !$0.isZero } ?? true
  }

  /// What the datum of a Neumann or Robin side is of, without βu: `n·(a∇u − F)`.
  package func slopeWords(on side: BoxSide, of grid: Grid) -> String {
    let isFlux = op.form == .divergence
    guard hasFlux(through: side, of: grid) else { return isFlux ? "n·a∇u" : "∂u/∂n" }
    return isFlux ? "n·(a∇u − F)" : "∂u/∂n − n·F/a"
  }

  /// n·F on a side.
  ///
  /// - Throws: ``StudyError/missing(_:)`` where F has no finite limit there.
  func normalFlux(through side: BoxSide, of grid: Grid) throws(StudyError) -> Formula {
    guard let normal = rough.normalFlux(through: side, of: grid) else {
      throw noDatum(on: side, "has no finite limit there")
    }
    return normal
  }

  /// Refuses a datum that jumps along its side with n·F.
  func refuseJump(
    of datum: Formula, beside normal: Formula, on side: BoxSide
  ) throws(StudyError) {
    for a in domain.intervals.indices where a != side.axis {
      let c = Coordinate(rawValue: a)!
      guard normal.jump(along: c, in: domain.box) != nil,
        let jump = datum.jump(along: c, in: domain.box)
      else { continue }
      var point = jump.point
      let interval = domain.intervals[side.axis]
      point[side.axis] = Double(side.side == .lower ? interval.lower : interval.upper)
      let place = point.map { "\(($0 * 1e6).rounded() / 1e6)" }.joined(separator: ", ")
      throw noDatum(on: side, "jumps along it, at (\(place))")
    }
  }

  private func noDatum(on side: BoxSide, _ why: String) -> StudyError {
    let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
    let isRobin = !(robin[side] ?? 0).isZero
    return .missing(
      "no datum for \(side.name) follows from `exact`: n·F of `divergence` \(why); give "
        + "`data.\(side.name)` in [problem], which is \(slopeWords(on: side, of: grid))"
        + (isRobin ? " + βu" : "") + ", n outwards")
  }
}
