import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import _TestSupport

/// P f, the exact coefficients, is not the interpolant's.
@Suite struct Projection {
  /// cos κ_k(x − a) or sin κ_k(x − a): the k-th mode of an axis as a formula, k beyond the last one
  /// allowed.
  private func mode(_ k: Int, _ axis: Axis) -> Formula {
    let turns: Extended =
      switch axis.basis {
      case .fourier: 2 * Extended(k)
      case .sine, .cosine: Extended(k)
      case .halfSine, .halfCosine: Extended(k) + 0.5
      }
    let xi =
      (Formula.x - Formula(axis.lower)) / Formula(axis.length) * Formula(turns * Extended.pi)
    switch axis.basis {
    case .sine, .halfSine: return .sin(xi)
    default: return .cos(xi)
    }
  }

  @Test(arguments: [3, 4, 5, 8])
  func isExactForResolvedModes(_ n: Int) {
    for axis in axes(cells: n) {
      let space = FunctionSpace<Double>(on: Grid(axis))
      let inner = (0..<space.grid.spectrumShape[0]).filter { $0 != axis.lastMode }
      for i in inner {
        let f = mode(axis.waveNumber(i), axis)
        let sampled = Coefficients(Field(sampling: f, in: space))
        let projected = Coefficients<Double>(projecting: f, in: space, points: 12)
        // Twelve points a cell integrate the products, of at most one period, to below 1e-20.
        for j in sampled.values.indices {
          #expect(abs(sampled.values[j] - projected.values[j]) <= 12 * roundoff(n))
        }
      }
    }
  }

  @Test(arguments: [4, 5, 8])
  func doesNotSeeWhatTheInterpolantAliases(_ n: Int) {
    for axis in axes(cells: n) {
      let space = FunctionSpace<Double>(on: Grid(axis))
      // One period beyond the first mode that there is: at the points it looks like that mode.
      let first = axis.waveNumber(axis.basis == .fourier || axis.basis == .cosine ? 1 : 0)
      let k = axis.basis == .fourier ? first + n : first + 2 * n
      let f = mode(k, axis)
      let sampled = Field(sampling: f, in: space)
      let projected = Coefficients<Double>(projecting: f, in: space, points: 20)
      #expect(sampled.largest() > 0.1)
      #expect(projected.values.allSatisfy { abs($0) <= 20 * roundoff(n) })
    }
  }

  @Test func hasTheIntegralsOfAStep() throws {
    // sign(x − ½) on (0, 1): −(2/kπ)(1 − (−1)^k … ) by hand, sine coefficients 2∫ sign sin kπx.
    let axis = Axis(0, 1, cells: 8, boundary: .dirichlet)
    let space = FunctionSpace<Double>(on: Grid(axis))
    let f = try Formula("sign(x - 1/2)")
    let projected = Coefficients<Double>(projecting: f, in: space, points: 16)
    for k in 1...7 {
      let exact = 2 * (2 * Double.cos(Double(k) * .pi / 2) - 1 - Double.cos(Double(k) * .pi))
      #expect(abs(projected.values[k - 1] - exact / (Double(k) * .pi)) <= 16 * roundoff(8))
    }
  }

  @Test func isAProductInThreeDimensions() throws {
    let grid = Grid(
      Axis(0, 1, cells: 4, boundary: .dirichlet), Axis(0, 1, cells: 5, boundary: .periodic),
      Axis(0, 1, cells: 3, boundary: .neumann, placement: .cells))
    let space = FunctionSpace<Double>(on: grid)
    let f = try Formula("sin(2*pi*x)*(1 + cos(4*pi*y))*cos(pi*z)")
    let sampled = Coefficients(Field(sampling: f, in: space))
    let projected = Coefficients<Double>(projecting: f, in: space, points: 10)
    for j in sampled.values.indices {
      #expect(abs(sampled.values[j] - projected.values[j]) <= 12 * roundoff(grid.count))
    }
  }
}
