import Formulas
import Grids
import RealModule
import Solvers

extension Problem {
  /// Refuses an exact solution that does not have the homogeneous data which a power other than 1
  /// implies on the bounded axes: u = 0, and for power 2 also Δu = 0, on a Dirichlet side; the same of
  /// ∂u/∂n on a Neumann side.
  ///
  /// - Throws: ``StudyError/missing(_:)``
  func checkImpliedData(of u: Formula, _ op: EllipticOperator) throws(StudyError) {
    guard power != 1 else { return }
    let grid = domain.grid(cells: domain.intervals.map { _ in 2 })
    var current = u
    do {
      for m in 0..<max(1, Int(power.rounded(.up))) where m == 0 || power == power.rounded() {
        if m > 0 { current = try op.applied(to: current) }
        let size = largest(current, fixing: nil)
        for side in grid.sides {
          let isDirichlet = grid.end(side) == .dirichlet
          let trace =
            (isDirichlet ? current : try current.derivative(side.coordinate))
            .trace(on: side, of: grid)
          let length = Double(grid.axes[side.axis].length)
          guard largest(trace, fixing: side) > 1e-9 * size * (isDirichlet ? 1 : .pi / length) else {
            continue
          }
          let name = m == 0 ? "u" : "Δu"
          throw StudyError.missing(
            "not yet available: boundary data other than 0 for power \(power); `exact` has "
              + (isDirichlet ? name : "∂\(name)/∂n") + " ≠ 0 on \(side.name)")
        }
      }
    } catch let error as StudyError {
      throw error
    } catch {
      throw .notDifferentiable(expression: "exact", reason: "\(error)")
    }
  }

  /// Places along each axis that no symmetry of the box singles out.
  private var probes: [[Double]] {
    domain.intervals.map { interval in
      (0..<64).map { i in
        Double(interval.lower) + (Double(i) + 0.4142) / 64 * Double(interval.upper - interval.lower)
      }
    }
  }

  private func largest(_ u: Formula, fixing side: BoxSide?) -> Double {
    var points = probes.map { line in stride(from: 3, to: 64, by: 9).map { line[$0] } }
    if let side { points[side.axis] = [points[side.axis][0]] }
    return u.values(on: points).reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
  }
}

extension EllipticOperator {
  /// −∇·(a∇u) in the box of a grid, where it is a function.
  ///
  /// - Throws: where u jumps there, or its slope, around seams too.
  func applied(to u: Formula, on grid: Grid) throws(DifferentiationError) -> Formula {
    for i in diffusion.indices { _ = try u.derivative(i, order: 2, on: grid) }
    return try applied(to: u)
  }

  /// −∇·(a∇u)
  func applied(to u: Formula) throws(DifferentiationError) -> Formula {
    var result: Formula = 0
    for (i, a) in diffusion.enumerated() {
      let second = try u.derivative(Coordinate(rawValue: i)!, order: 2)
      result = result - Formula(Formula.Constant(a)) * second
    }
    return result
  }
}
