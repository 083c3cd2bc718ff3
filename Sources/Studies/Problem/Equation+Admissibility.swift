import Formulas
import Grids
import RealModule
import Solvers

extension Problem {
  /// Refuses to derive a source across a branch that changes inside the box: the derivative of a kink
  /// is a measure, which no formula holds.
  ///
  /// - Throws: ``StudyError/notDifferentiable(expression:reason:)``
  func checkBranches(of u: Formula, _ name: String) throws(StudyError) {
    for condition in u.switches {
      let values = condition.values(on: probes)
      guard values.contains(where: { $0 < 0 }), values.contains(where: { $0 > 0 }) else { continue }
      throw .notDifferentiable(
        expression: name,
        reason: "it has a branch that changes inside the domain, where \(condition) changes sign; "
          + "give `source` too")
    }
  }

  /// Refuses to derive a source across a jump of a coefficient: its derivative is a measure.
  ///
  /// A kink is no harm. Where the condition of a branch changes sign between two neighbours on a line,
  /// both sides of the change are compared.
  ///
  /// - Throws: ``StudyError/notDifferentiable(expression:reason:)``
  func checkContinuity(of a: Formula, _ name: String) throws(StudyError) {
    let size = largest(a, fixing: nil)
    for condition in a.switches {
      for axis in domain.intervals.indices {
        var line = probes
        for other in line.indices where other != axis {
          line[other] = [5, 22, 41, 58].map { line[other][$0] }
        }
        for start in 0..<63 {
          var (low, high) = (line, line)
          low[axis] = [line[axis][start]]
          high[axis] = [line[axis][start + 1]]
          guard let place = condition.signChange(low, high, axis) else { continue }
          let (left, right) = (a.value(at: place.low), a.value(at: place.high))
          guard (left - right).magnitude > 1e-6 * size else { continue }
          throw .notDifferentiable(
            expression: name,
            reason: "it jumps where \(condition) changes sign, inside the domain; give `source` too"
          )
        }
      }
    }
  }

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

extension Formula {
  /// Two points a rounding apart on the two sides of a change of sign between two planes of points;
  /// nil if there is none.
  fileprivate func signChange(
    _ low: [[Double]], _ high: [[Double]], _ axis: Int
  ) -> (low: [Double], high: [Double])? {
    let (a, b) = (values(on: low), values(on: high))
    guard let i = a.indices.first(where: { a[$0] * b[$0] < 0 }) else { return nil }
    var rest = i
    var point = low.map { $0[0] }
    for other in low.indices.reversed() {
      point[other] = low[other][rest % low[other].count]
      rest /= low[other].count
    }
    var (left, right) = (point, point)
    right[axis] = high[axis][0]
    let isNegative = a[i] < 0
    for _ in 0..<60 {
      var middle = left
      middle[axis] = (left[axis] + right[axis]) / 2
      if (value(at: middle) < 0) == isNegative { left = middle } else { right = middle }
    }
    return (left, right)
  }
}
