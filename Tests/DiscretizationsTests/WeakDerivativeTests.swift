import Discretizations
import Grids
import RealModule
import Testing
import _TestSupport

@Suite struct WeakDerivativeTests {
  @Test(
    "The difference's symbol is i √b₁, b₁ times the mass; its square the Gram", arguments: kinds)
  func firstDerivative(kind: Discretization) {
    for n in sizes {
      let axis = AxisKind.all[0].axis(n, 0, 3)
      guard let derivative = kind.weakDerivative(on: axis) else { continue }
      for i in 0..<n {
        let symbol = derivative.stencil.symbol(axis.theta(i))
        let b1 = kind.gram(1, axis: axis, mode: i)!
        let mass = kind.mass(derivative: 1)!.symbol(axis.theta(i))
        let tolerance = 64 * Extended.ulpOfOne
        let largest = 40 / (axis.spacing * axis.spacing)
        #expect(isClose(symbol.re, 0, tolerance, floor: largest))
        #expect(isClose(mass.im, 0, tolerance, floor: 1))
        #expect(isClose(symbol.im * symbol.im * mass.re, b1, tolerance, floor: largest))
      }
    }
  }

  @Test(
    "A derivative takes φ_k to the conjugate basis of its axis, on every kind", arguments: kinds)
  func onBases(kind: Discretization) {
    for axisKind in AxisKind.all {
      for n in sizes {
        let axis = axisKind.axis(n, 0, 3)
        guard kind.isAdmitted(on: axis), let derivative = kind.weakDerivative(on: axis) else {
          continue
        }
        for i in 0..<axis.count {
          let sourceWave = axis.waveNumber(i)
          // sine k = 1, 2, … ↔ cosine k = 0, 1, …: the derivative has the same wave number.
          let factor = derivative.stencil.symbol(axis.theta(i)).im
          let isCosine = axis.basis == .cosine || axis.basis == .halfCosine
          for j in 0..<derivative.axis.count {
            let half = derivative.axis.firstHalf + 2 * j
            var sum: (re: Extended, im: Extended) = (0, 0)
            for tap in derivative.stencil.taps {
              guard let (index, sign) = axis.reflected(half: half + tap.half) else { continue }
              let place = Extended(axis.firstHalf) / 2 + Extended(index)
              let phi = axis.phi(wave: sourceWave, at: place)
              sum.re += Extended(sign) * tap.weight * phi.re
              sum.im += Extended(sign) * tap.weight * phi.im
            }
            let target = derivative.axis.phi(wave: sourceWave, at: Extended(half) / 2)
            let expected =
              axis.isPeriodic
              ? (re: -factor * target.im, im: factor * target.re)
              : (re: (isCosine ? -factor : factor) * target.re, im: 0)
            let tolerance = 64 * Extended(n) * .ulpOfOne
            #expect(isClose(sum.re, expected.re, tolerance, floor: 4 / axis.spacing))
            #expect(isClose(sum.im, expected.im, tolerance, floor: 4 / axis.spacing))
          }
        }
      }
    }
  }

  @Test("A stencil's Laplacian and a spline's Gram stencil have their symbols", arguments: kinds)
  func secondDerivative(kind: Discretization) {
    for n in sizes {
      let axis = AxisKind.all[0].axis(n, 0, 3)
      for i in 0..<n {
        let largest = 16 / (axis.spacing * axis.spacing)
        if let laplacian = kind.laplacian(on: axis) {
          let b1 = kind.gram(1, axis: axis, mode: i)!
          #expect(
            isClose(laplacian.symbol(axis.theta(i)).re, b1, 16 * .ulpOfOne, floor: largest))
        }
        for m in 0...3 {
          guard let stencil = kind.gramStencil(m, on: axis) else { continue }
          let b = kind.gram(m, axis: axis, mode: i)!
          let scale = Extended.pow(largest, m)
          #expect(isClose(stencil.symbol(axis.theta(i)).re, b, 64 * .ulpOfOne, floor: scale))
        }
      }
    }
    if case .stencil = kind { return }
    #expect(kind.laplacian(on: AxisKind.all[0].axis(4)) == nil)
  }

  @Test("Axes without a point for the derivative have none")
  func noPoint() {
    let cell = Axis(0, 1, cells: 1, boundary: .neumann, placement: .cells)
    #expect(Discretization.staggered(order: 2).weakDerivative(on: cell)?.axis == nil)
    #expect(Discretization.spline(degree: 1).weakDerivative(on: cell)?.axis == nil)
    let nodes = Axis(0, 1, cells: 1, boundary: .neumann)
    #expect(Discretization.centred(order: 2).weakDerivative(on: nodes)?.axis == nil)
  }
}
