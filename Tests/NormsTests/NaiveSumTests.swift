import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct NaiveSumTests {
  /// Every form at natural orders, positive, negative and fractional orders, and seminorms.
  static let norms: [Norm] =
    [0, 1, 2, 3, -1, -2].flatMap { s -> [Norm] in
      [.sum, .bessel, .multiindex, .ends, .graph].map { .h(s, $0) }
    } + [0.5, -0.5, 1.75, -2.25].flatMap { s -> [Norm] in [.h(s), .h(s, .graph)] }
    + [1, 2, 3, 0.5, 1.25].map { .homogeneous($0) }
    + [2, 3].flatMap { s -> [Norm] in [.homogeneous(s, .multiindex), .homogeneous(s, .ends)] }
  static let dualSeminorms: [Norm] =
    [-1, -2, -0.5].map { .homogeneous($0) } + [.homogeneous(-2, .multiindex)]

  @Test("Every norm is the naive sum: white noise, even, odd and prime n, in 1, 2 and 3 dimensions")
  func naive() throws {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      let spectrum = NaiveSpectrum(u.values, on: grid)
      for scheme in schemes(on: grid) {
        let found = try u.norms(Self.norms, scheme: scheme)
        for (norm, value) in zip(Self.norms, found) {
          expect(
            value, spectrum.norm(norm, scheme, lastMode: .parseval), "\(norm) \(scheme) \(grid)",
            grid)
        }
      }
    }
  }

  @Test("Dual seminorms are the naive sums over functions of zero mean")
  func zeroMean() throws {
    for grid in grids {
      let u = Field<Double>.noise(on: grid).withoutMean
      guard u.largest() > 1e-3 else { continue }
      var spectrum: NaiveSpectrum { NaiveSpectrum(u.values, on: grid) }
      let squares = spectrum
      for scheme in schemes(on: grid) {
        let found = try u.norms(Self.dualSeminorms, scheme: scheme)
        for (norm, value) in zip(Self.dualSeminorms, found) {
          expect(value, squares.norm(norm, scheme, lastMode: .parseval), "\(norm) \(scheme)", grid)
        }
      }
    }
  }

  @Test("The policies of the last mode are the naive sums', and concern spectral norms only")
  func policies() throws {
    for grid in grids where grid.axes.contains(where: { $0.lastMode != nil }) {
      let u = Field<Double>.noise(on: grid)
      let spectrum = NaiveSpectrum(u.values, on: grid)
      for norm in [Norm.l2, .h(1), .h(2, .multiindex), .h(-0.5)] {
        for policy in LastMode.allCases {
          let value = try u.norm(norm, lastMode: policy)
          let sobolev = norm == .l2 ? Norm.h(0) : norm
          expect(value, spectrum.norm(sobolev, .spectral, lastMode: policy), "\(norm)", grid)
          let scheme = Scheme(.staggered(order: 2))
          #expect(
            try u.norm(norm, scheme: scheme, lastMode: policy) == u.norm(norm, scheme: scheme))
        }
      }
    }
  }

  @Test("Float and Extended agree with Double to their round-off")
  func precisions() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      let (v, w) = (Field<Float>.noise(on: grid), Field<Extended>.noise(on: grid))
      for scheme in schemes(on: grid) {
        let a = try u.norms(Self.norms, scheme: scheme)
        let b = try v.norms(Self.norms, scheme: scheme)
        let c = try w.norms(Self.norms, scheme: scheme)
        for i in Self.norms.indices {
          #expect((a[i] == nil) == (b[i] == nil) && (a[i] == nil) == (c[i] == nil))
          guard let x = a[i], let y = b[i], let z = c[i] else { continue }
          #expect(isClose(y, Float(x), roundoff(grid.count)), "\(Self.norms[i]) \(scheme)")
          #expect(isClose(x, Double(z), roundoff(grid.count)), "\(Self.norms[i]) \(scheme)")
        }
      }
    }
  }

  private func expect(_ value: Double?, _ naive: Extended?, _ what: String, _ grid: Grid) {
    #expect((value == nil) == (naive == nil), "\(what)")
    guard let value, let naive else { return }
    // Where nothing but the kernel is left, the norm is 0 but for round-off.
    let floor = Double(grid.volume).squareRoot() * .ulpOfOne
    let tolerance: Double = roundoff(grid.count)
    #expect(tolerance < 1e-13)
    #expect(isClose(value, Double(naive), tolerance, floor: floor), "\(what)")
  }
}
