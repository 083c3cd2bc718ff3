import Grids
import RealModule
import Testing
import _TestSupport

let sizes = [1, 2, 3, 4, 5, 7, 8]

/// The table of DESIGN, a row a kind: places t and wave numbers k.
private struct Row {
  let places: [Extended]
  let modes: [Int]
  let lastMode: Int?

  init(_ kind: AxisKind, _ n: Int) {
    let nodes = kind.placement == .nodes
    let cells = (0..<n).map { Extended($0) + 0.5 }
    func t(_ range: ClosedRange<Int>) -> [Extended] { nodes ? range.map { Extended($0) } : cells }
    switch kind.boundary {
    case .periodic:
      places = t(0...(n - 1))
      modes = Array(0...(n / 2)) + Array((-((n - 1) / 2))..<0)
      lastMode = n % 2 == 0 ? n / 2 : nil
    case .bounded(.dirichlet, .dirichlet):
      places = t(1...max(n - 1, 1))
      modes = Array(nodes ? 1...max(n - 1, 1) : 1...n)
      lastMode = nodes ? nil : n
    case .bounded(.neumann, .neumann):
      places = t(0...n)
      modes = Array(nodes ? 0...n : 0...(n - 1))
      lastMode = nodes ? n : nil
    case .bounded(.dirichlet, .neumann):
      places = t(1...n)
      modes = Array(0...(n - 1))
      lastMode = nil
    case .bounded(.neumann, .dirichlet):
      places = t(0...(n - 1))
      modes = Array(0...(n - 1))
      lastMode = nil
    }
  }
}

@Suite struct AxisTests {
  @Test("Points, modes and the last mode are the table's", arguments: AxisKind.all)
  func table(kind: AxisKind) {
    for n in sizes {
      let axis = kind.axis(n, -1, 2)
      let row = Row(kind, axis.cells)
      #expect(axis.count == row.places.count)
      #expect(axis.count == row.modes.count)
      for (j, t) in row.places.enumerated() {
        #expect(isClose(axis.point(j), -1 + 3 * t / Extended(axis.cells), .ulpOfOne, floor: 2))
      }
      #expect((0..<axis.count).map(axis.waveNumber) == row.modes)
      #expect(axis.lastMode.map(axis.waveNumber) == row.lastMode)
    }
  }

  @Test("κ is in radians: 2πk/L, πk/L, π(k+½)/L, and θ = κh", arguments: AxisKind.all)
  func frequencies(kind: AxisKind) {
    for n in sizes {
      let axis = kind.axis(n, 0.5, 2)
      for (i, k) in Row(kind, axis.cells).modes.enumerated() {
        let expected: Extended =
          switch kind.boundary {
          case .periodic: 2 * .pi * Extended(k) / 1.5
          case .dirichlet, .neumann: .pi * Extended(k) / 1.5
          default: .pi * (Extended(k) + 0.5) / 1.5
          }
        #expect(isClose(axis.frequency(i), expected, 4 * .ulpOfOne))
        #expect(isClose(axis.theta(i), expected * axis.spacing, 4 * .ulpOfOne))
        #expect(abs(axis.theta(i)) <= .pi)
      }
    }
  }

  @Test("The basis is orthogonal in the grid's weights, with squares μ", arguments: AxisKind.all)
  func orthogonality(kind: AxisKind) {
    for n in sizes {
      let axis = kind.axis(n, 0, 3)
      let row = Row(kind, axis.cells)
      for (a, k) in row.modes.enumerated() {
        for (b, l) in row.modes.enumerated() {
          var sum: (re: Extended, im: Extended) = (0, 0)
          for (j, t) in row.places.enumerated() {
            let (f, g) = (axis.phi(wave: k, at: t), axis.phi(wave: l, at: t))
            sum.re += axis.weight(j) * (f.re * g.re + f.im * g.im)
            sum.im += axis.weight(j) * (f.im * g.re - f.re * g.im)
          }
          let expected = a == b ? axis.squareNorm(a) : 0
          #expect(isClose(sum.re, expected, roundoff(n), floor: 3), "\(k) \(l)")
          #expect(isClose(sum.im, 0, roundoff(n), floor: 3), "\(k) \(l)")
        }
      }
    }
  }

  @Test("μ is the L² square of the mode; the last mode's is twice that", arguments: AxisKind.all)
  func squareNorms(kind: AxisKind) {
    for n in sizes {
      let axis = kind.axis(n, 0, 3)
      let fine = 2 * axis.cells + 2
      for (i, k) in Row(kind, axis.cells).modes.enumerated() {
        // The midpoint rule on more than 2k cells is exact for |φ_k|²; a real field's last
        // periodic mode is a cosine or a sine, not e^{iκx}.
        let isReal = i == axis.lastMode
        let square =
          (0..<fine).reduce(Extended(0)) {
            let phi = axis.phi(
              wave: k, at: (Extended($1) + 0.5) * Extended(axis.cells) / Extended(fine))
            return $0 + (isReal ? phi.re * phi.re : phi.re * phi.re + phi.im * phi.im)
          } * 3 / Extended(fine)
        #expect(isClose(axis.squareNorm(i, lastMode: .interpolant), square, roundoff(n)))
        #expect(isClose(axis.squareNorm(i), isReal ? 2 * square : square, roundoff(n)))
        #expect(axis.squareNorm(i, lastMode: .drop) == (isReal ? 0 : axis.squareNorm(i)))
      }
    }
  }

  @Test("Weights are h, and h/2 on a Neumann end; a symmetric axis has symmetric points")
  func weights() {
    for kind in AxisKind.all {
      for n in sizes {
        let axis = kind.axis(n, -1, 1)
        let h = axis.spacing
        for (j, t) in Row(kind, axis.cells).places.enumerated() {
          let isEnd = !axis.isPeriodic && (t == 0 || t == Extended(axis.cells))
          #expect(axis.weight(j) == (isEnd ? h / 2 : h))
        }
        if axis.boundary == axis.boundary.conjugate.conjugate, kind.placement == .cells {
          #expect(axis.points == axis.points.reversed().map { -$0 })
        }
      }
    }
  }

  @Test("A staggered difference leads to the other parity and placement, and back")
  func staggeredDuals() {
    for kind in AxisKind.all {
      for n in sizes {
        let axis = kind.axis(n)
        guard let dual = axis.staggered else {
          #expect(axis.cells == 1 && kind.boundary == .neumann && kind.placement == .cells)
          continue
        }
        #expect(dual.placement != axis.placement)
        #expect(dual.boundary == axis.boundary.conjugate)
        #expect(dual.staggered == axis)
        // Nothing but the constant is lost or gained.
        let modes = Set((0..<axis.count).map(axis.frequency)).subtracting([0])
        #expect(modes == Set((0..<dual.count).map(dual.frequency)).subtracting([0]))
      }
    }
  }

  @Test("A collocated derivative leads to the other parity, and loses the last mode only")
  func collocatedDuals() {
    for kind in AxisKind.all {
      for n in sizes {
        let axis = kind.axis(n)
        guard let dual = axis.collocated else {
          #expect(axis.cells == 1 && kind.boundary == .neumann && kind.placement == .nodes)
          continue
        }
        #expect(dual.placement == axis.placement)
        #expect(dual.boundary == axis.boundary.conjugate)
        let modes = Set((0..<axis.count).filter { $0 != axis.lastMode }.map(axis.frequency))
        let found = Set((0..<dual.count).filter { $0 != dual.lastMode }.map(dual.frequency))
        #expect(modes.subtracting([0]) == found.subtracting([0]))
      }
    }
  }

  @Test("Every function of the basis continues by reflection", arguments: AxisKind.all)
  func reflection(kind: AxisKind) {
    for n in sizes {
      let axis = kind.axis(n)
      for half in stride(from: axis.firstHalf - 10 * axis.cells, through: 13 * axis.cells, by: 2) {
        let source = axis.reflected(half: half)
        for k in Row(kind, axis.cells).modes {
          let value = axis.phi(wave: k, at: Extended(half) / 2)
          let expected = source.map {
            (axis.phi(wave: k, at: Extended(axis.firstHalf) / 2 + Extended($0.index)), $0.sign)
          }
          let (re, im) = expected.map { (Extended($1) * $0.re, Extended($1) * $0.im) } ?? (0, 0)
          // θ t is rounded before the sine is taken.
          let tolerance = 64 * Extended(n) * .ulpOfOne
          #expect(isClose(value.re, re, tolerance, floor: 1), "half \(half), k \(k)")
          #expect(isClose(value.im, im, tolerance, floor: 1), "half \(half), k \(k)")
        }
      }
    }
  }
}
