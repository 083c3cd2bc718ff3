import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

/// K(x, y) = Σ φ_k(x) φ̄_k(y)/(μ_k w_k), against the sum over all modes at all points.
@Suite struct ReproducingKernelTests {
  private let grids =
    AxisKind.all.flatMap { kind in [1, 2, 3, 4, 5, 8, 13].map { Grid(kind.axis($0, -0.5, 2)) } }
    + AxisKind.mixtures

  @Test("The peak of the diagonal is that of the double sum: every kind, every policy")
  func peak() throws {
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      for norm in [Norm.h(1), .h(2, .bessel), .l2] {
        for policy in [LastMode.parseval, .interpolant] {
          let kernel = try #require(ReproducingKernel(norm, in: space, lastMode: policy))
          let sums = diagonal(norm, on: grid, policy)
          let largest = sums.max()!
          let peak = kernel.peak()
          #expect(peak.vanishing == nil)
          #expect(isClose(peak.value, largest, roundoff(grid.count)), "\(grid)")
          // The point that is named attains it.
          #expect(isClose(sums[peak.point], largest, roundoff(grid.count)), "\(grid)")
        }
      }
    }
  }

  @Test("(u, K(·, x))_w = u(x), and u = K(·, x) attains |u(x)| = C ‖u‖")
  func reproduces() throws {
    for grid in grids {
      let space = FunctionSpace<Double>(on: grid)
      let norm = Norm.h(1)
      let kernel = try #require(ReproducingKernel(norm, in: space))
      let peak = kernel.peak()
      let section = kernel.section(at: peak.point)
      #expect(isClose(section.values[peak.point], peak.value, roundoff(grid.count)), "\(grid)")
      #expect(isClose(section.largest(), peak.value, roundoff(grid.count)))
      let size = try section.norm(norm)
      #expect(isClose(size, peak.value.squareRoot(), roundoff(grid.count)))
      // Polarisation: 4 (u, K) = ‖u + K‖² − ‖u − K‖².
      let u = Field(in: space, values: whiteNoise(grid.count, seed: 3))
      let plus = try (u + section).norm(norm)
      let minus = try (u - section).norm(norm)
      let scale = plus * plus
      #expect(
        (plus * plus - minus * minus - 4 * u.values[peak.point]).magnitude
          <= 4 * roundoff(grid.count) * scale, "\(grid)")
    }
  }

  @Test("A weight that vanishes on the constants has no kernel, but one on the zero-mean functions")
  func constants() throws {
    for grid in grids where grid.hasConstants && grid.count > 1 {
      let space = FunctionSpace<Double>(on: grid)
      let whole = try #require(ReproducingKernel(.homogeneous(1), in: space)).peak()
      #expect(whole.value == .infinity)
      #expect(whole.vanishing == [Int](repeating: 0, count: grid.rank))
      let kernel = try #require(
        ReproducingKernel(.homogeneous(1), in: space, withoutConstant: true))
      let peak = kernel.peak()
      let expected = diagonal(.homogeneous(1), on: grid, .parseval).max()!
      #expect(isClose(peak.value, expected, roundoff(grid.count)))
      let section = kernel.section(at: peak.point)
      #expect(section.mean.magnitude <= roundoff(grid.count) * peak.value)
    }
  }

  @Test("Green's function of the unit interval: K(x, x) = x(1 − x), largest in the middle")
  func green() throws {
    // −u″ = δ_x, u = 0 at the ends: linear elements have Green's function at their nodes.
    for n in [2, 4, 8, 64] {
      let grid = Grid(Axis(0, 1, cells: n, boundary: .dirichlet))
      let kernel = try #require(
        ReproducingKernel(
          .homogeneous(1), scheme: Scheme(.spline(degree: 1)), in: FunctionSpace<Double>(on: grid)))
      let peak = kernel.peak()
      #expect(isClose(peak.value, 0.25, roundoff(n)))
      #expect(peak.point == n / 2 - 1)
      let section = kernel.section(at: peak.point)
      for (x, value) in zip(grid.axes[0].points, section.values) {
        #expect(isClose(value, Double(min(x, 1 - x) / 2), roundoff(n), floor: 0.25))
      }
    }
  }

  @Test("In every precision")
  func precisions() throws {
    func expectPeak<T: TransformScalar>(_: T.Type) throws {
      let grid = Grid(
        Axis(0, 1, cells: 7, boundary: .dirichlet), Axis(0, 2, cells: 6, boundary: .periodic))
      let kernel = try #require(
        ReproducingKernel(.h(2, .bessel), in: FunctionSpace<T>(on: grid)))
      let expected = T(diagonal(.h(2, .bessel), on: grid, .parseval).max()!)
      // The sum to compare with is in double precision.
      let tolerance = max(roundoff(grid.count, T.self), T(roundoff(grid.count, Double.self)))
      #expect(isClose(kernel.peak().value, expected, tolerance))
    }
    try expectPeak(Float.self)
    try expectPeak(Double.self)
    try expectPeak(Extended.self)
  }

  /// Σ_k |φ_k(x)|²/(μ_k w_k) at every point, over all modes on which the norm does not vanish.
  private func diagonal(_ norm: Norm, on grid: Grid, _ policy: LastMode) -> [Double] {
    guard case .sobolev(let s) = norm.core == .lebesgue(2) ? .sobolev(0) : norm.core else {
      return []
    }
    return indices(grid.shape).map { point in
      indices(grid.shape).reduce(Extended(0)) { sum, mode in
        var lambda: Extended = 0
        var square: Extended = 1
        for (a, axis) in grid.axes.enumerated() {
          let phi = axis.phi(
            wave: axis.waveNumber(mode[a]), at: Extended(axis.firstHalf + 2 * point[a]) / 2)
          lambda += axis.frequency(mode[a]) * axis.frequency(mode[a])
          square *=
            (phi.re * phi.re + phi.im * phi.im)
            / axis.squareNorm(mode[a], lastMode: policy)
        }
        if norm.isSeminorm {
          return lambda == 0 ? sum : sum + square / Extended.pow(lambda, Extended(s))
        }
        return sum + square / Extended.pow(1 + lambda, Extended(s))
      }
    }.map { Double($0) }
  }

  private func indices(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { list, n in list.flatMap { head in (0..<n).map { head + [$0] } } }
  }
}
