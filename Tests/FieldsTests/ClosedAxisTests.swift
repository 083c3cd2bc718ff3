import Fields
import Grids
import Testing
import _TestSupport

/// Linear functions on an axis with its end points.
@Suite struct ClosedAxisTests {
  private static let kinds = AxisKind.all.filter {
    $0.boundary == .periodic || $0.placement == .nodes
  }

  /// Σ u_i φ_i at x: the hat of the node at x_i, and of its images one period away.
  private func hats(_ u: [Extended], _ line: ClosedAxis<Extended>, at x: Extended) -> Extended {
    let (axis, h) = (line.axis, line.axis.spacing)
    return zip(u, line.coordinates).reduce(0) { sum, node in
      sum
        + (axis.isPeriodic ? [-axis.length, 0, axis.length] : [0]).reduce(0) {
          $0 + node.0 * max(0, 1 - abs(x - node.1 - $1) / h)
        }
    }
  }

  @Test("At every place of a cell a linear function is the sum of its hats", arguments: kinds)
  func evaluation(kind: AxisKind) {
    for n in [2, 3, 8, 13] {
      let axis = kind.axis(n, -0.5, 2)
      let line = ClosedAxis<Extended>(axis)
      let u: [Extended] = whiteNoise(line.count, seed: 3)
      for xi in [0.125, 0.375, 0.5, 0.8125] as [Extended] {
        let found = line.evaluation(offset: xi).apply(u, shape: [line.count], axis: 0)
        let d: Extended = 0.0625
        let slopes = line.evaluation(offset: xi, derivative: 1)
          .apply(u, shape: [line.count], axis: 0)
        for c in 0..<n {
          let x = axis.place(cell: c, offset: xi)
          #expect(abs(found[c] - hats(u, line, at: x)) < roundoff(n), "\(n) \(xi)")
          // A sixteenth of a cell farther no node is passed.
          let next = hats(u, line, at: axis.place(cell: c, offset: xi + d))
          let slope = (next - found[c]) / (d * axis.spacing)
          #expect(abs(slopes[c] - slope) < roundoff(n) / (d * axis.spacing), "\(n) \(xi)")
        }
      }
    }
  }

  @Test("An element reaches from a node to the next, the last one across the period")
  func elements() {
    for kind in Self.kinds {
      let line = ClosedAxis<Extended>(kind.axis(5, -0.5, 2))
      let axis = line.axis
      for xi in [0.25, 0.75] as [Extended] {
        for (c, x) in line.elementPlaces(offset: xi).enumerated() {
          let gap = x - line.coordinates[c] - xi * axis.spacing
          let periods = (gap / axis.length).rounded()
          #expect(periods == 0 || axis.isPeriodic && periods == -1)
          #expect(abs(gap - periods * axis.length) < roundoff(5))
          #expect(x > axis.lower && x < axis.upper)
        }
      }
    }
  }
}
