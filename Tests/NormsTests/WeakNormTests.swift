import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct WeakNormTests {
  /// Natural orders 0…3, all forms that are sums over derivatives, and the seminorms.
  private static let norms: [Norm] = [0, 1, 2, 3].flatMap { s -> [Norm] in
    [Norm.Form.sum, .multiindex, .ends].flatMap { form -> [Norm] in
      [.h(s, form), .homogeneous(s, form)]
    }
  }

  @Test(
    "Summation by parts: weak derivatives on the grid have the symbol's norm", arguments: 0..<10)
  func weakEqualsSymbol(kind: Int) throws {
    let grids =
      sizes.map { Grid(AxisKind.all[kind].axis($0, -0.5, 2)) }
      + AxisKind.mixtures[(4 * kind)..<(4 * kind + 4)]
      + (AxisKind.all[kind].boundary == .periodic ? AxisKind.tori : [])
    for grid in grids {
      let noise = Field<Double>.noise(on: grid)
      for scheme in schemes(on: grid) {
        let isSpectral = scheme.kinds.contains(.spectral)
        let u = isSpectral ? noise.withoutLastModes : noise
        let found = try u.norms(Self.norms, scheme: scheme, lastMode: .drop)
        for (norm, value) in zip(Self.norms, found) {
          let weak = u.weakNorm(norm, scheme: scheme)
          #expect((weak == nil) == (value == nil), "\(norm) \(scheme)")
          guard let weak, let value, case .sobolev(let s) = norm.core else { continue }
          // Differences of order m carry round-off ε (2π/h)^m ‖u‖, be their result small or not.
          let largest = grid.axes.reduce(1.0) { $0 + Double.pow(2 * .pi / Double($1.spacing), 2) }
          let size = try u.norm(.l2)
          #expect(
            isClose(
              weak * weak, value * value, 4 * roundoff(grid.count),
              floor: Double.pow(largest, s) * size * size),
            "\(norm) \(scheme) \(grid)")
        }
      }
    }
  }

  @Test("For differences the derivatives carry the relative accuracy of the norm itself")
  func relative() throws {
    // White noise on fine axes has all its norms at the top of the spectrum: no floor is needed.
    for kind in AxisKind.all {
      let grid = Grid(kind.axis(64), AxisKind.all[4].axis(31))
      let u = Field<Double>.noise(on: grid)
      for scheme in [
        Scheme(.staggered(order: 2)), .init(.stencil(order: 4)), .init(.spline(degree: 1)),
      ] {
        for norm in [Norm.l2, .h(1), .homogeneous(1)] {
          let value = try u.norm(norm, scheme: scheme)
          #expect(isClose(u.weakNorm(norm, scheme: scheme)!, value, roundoff(grid.count)))
        }
      }
    }
  }

  @Test("Constants have no seminorm, and no NaN")
  func constants() throws {
    for kind in AxisKind.all where Grid(kind.axis(4)).hasConstants {
      let grid = Grid(kind.axis(7), kind.axis(6))
      let one = Field<Double>(
        in: FunctionSpace(on: grid), values: .init(repeating: 1, count: grid.count))
      for scheme in schemes(on: grid) {
        let h = Double(grid.spacing)
        let value = one.weakNorm(.homogeneous(1), scheme: scheme)!
        // √ of a round-off in the square.
        #expect(value <= (roundoff(grid.count, Double.self)).squareRoot() * 10 / h)
        #expect(try one.norm(.homogeneous(1), scheme: scheme) <= roundoff(grid.count) * 10 / h)
        #expect(isClose(one.weakNorm(.l2, scheme: scheme)!, 1, roundoff(grid.count)))
      }
    }
  }

  @Test("Norms that are not sums over derivatives have no weak form")
  func none() {
    let u = Field<Double>.noise(on: AxisKind.mixtures[0])
    for norm in [Norm.h(0.5), .h(-1), .h(2, .bessel), .h(2, .graph), .l1, .lInfinity, .energy] {
      #expect(u.weakNorm(norm, scheme: .spectral) == nil)
    }
  }
}
