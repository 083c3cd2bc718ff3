import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct DualNormTests {
  private static let norms: [Norm] =
    [0, 0.5, 1, -1, -0.5, 1.5].map { .h($0, .bessel) }
    + [.h(2, .sum), .h(2, .multiindex), .h(2, .ends), .h(-2), .h(1.5, .graph), .l2]
    + [Norm(.besov(0.5, 2, 2)), Norm(.besov(-1, 2, 2), form: .smooth)]

  /// (g, φ) in the inner product of the norm, by polarisation: of functions of one size, so that the
  /// cancellation costs no more than the product of their norms.
  private func inner(
    _ g: Field<Double>, _ phi: Field<Double>, _ norm: Norm, _ scheme: Scheme
  ) throws -> Double {
    let t = try g.norm(norm, scheme: scheme) / phi.norm(norm, scheme: scheme)
    let (plus, minus) = (
      try (g + t * phi).norm(norm, scheme: scheme), try (g - t * phi).norm(norm, scheme: scheme)
    )
    return (plus * plus - minus * minus) / (4 * t)
  }

  /// All functions of the basis at the points: real and imaginary parts.
  private func basis(_ space: FunctionSpace<Double>) -> [Field<Double>] {
    (0..<Coefficients(in: space).values.count).compactMap { i in
      var uHat = Coefficients(in: space)
      uHat.values[i] = 1
      let u = Field(uHat)
      return u.largest() > 0.5 ? u : nil
    }
  }

  @Test(
    "‖f‖_* = sup ⟨f, φ⟩/‖φ‖ over noise and all functions of the basis, attained by the maximiser",
    arguments: [Pairing.function, .functional])
  func supremum(pairing: Pairing) throws {
    for grid in AxisKind.mixtures.filter({ $0.count < 60 }) {
      let f = Field<Double>.noise(on: grid)
      let test =
        basis(f.space) + (2...6).map { Field<Double>.noise(on: grid, seed: $0) }
      let slack: Double = 1 + 16 * roundoff(grid.count)
      for scheme in schemes(on: grid) where scheme.kinds.count > 1 || Self.few.contains(scheme) {
        for norm in Self.norms {
          guard let dual = try f.dual(to: norm, scheme: scheme, as: pairing) else {
            #expect(norm.symbol(scheme, on: grid, Double.self) == nil)
            continue
          }
          for phi in test {
            let size = try phi.norm(norm, scheme: scheme)
            let value = f.paired(with: phi, scheme: scheme, as: pairing)
            #expect(value.magnitude <= dual.value * size * slack, "\(norm) \(scheme)")
          }
          let attained = f.paired(with: dual.maximiser, scheme: scheme, as: pairing)
          #expect(isClose(attained, dual.value, 16 * roundoff(grid.count)), "\(norm) \(scheme)")
          #expect(
            isClose(
              try dual.maximiser.norm(norm, scheme: scheme), 1, 16 * roundoff(grid.count)))
        }
      }
    }
  }

  private static let few: [Scheme] = [
    .spectral, .init(.staggered(order: 2)), .init(.spline(degree: 1)), .init(.spline(degree: 3)),
  ]

  @Test("Riesz: (g, φ)_s = ⟨f, φ⟩ for every φ; ‖f‖_* is the norm of negative order")
  func riesz() throws {
    for grid in AxisKind.mixtures {
      let f = Field<Double>.noise(on: grid)
      let phi = Field<Double>.noise(on: grid, seed: 2)
      for scheme in Self.few where scheme.isAdmitted(on: grid) {
        for norm in Self.norms {
          guard let dual = try f.dual(to: norm, scheme: scheme) else { continue }
          let value = try inner(dual.representative, phi, norm, scheme)
          let size = try dual.value * phi.norm(norm, scheme: scheme)
          let expected = f.paired(with: phi, scheme: scheme)
          #expect(abs(value - expected) <= 32 * roundoff(grid.count) * size, "\(norm) \(scheme)")
          if let name = norm.dual, let negative = try f.norms([name], scheme: scheme)[0] {
            #expect(isClose(dual.value, negative, 16 * roundoff(grid.count)), "\(norm) \(scheme)")
          }
        }
      }
    }
  }

  @Test("A functional that is a function's mass times its values has that function's dual norm")
  func functionals() throws {
    for grid in AxisKind.mixtures {
      let f = Field<Double>.noise(on: grid)
      for scheme in [Scheme(.spline(degree: 1)), .init(.staggered(order: 2))] {
        // ⟨l, φ⟩ = (f, φ): l̂ = M f̂ in nodal values, B = 1.
        var lHat = Coefficients(f)
        lHat.multiply(by: Norm.l2.symbol(scheme, on: grid)!)
        let l = Field(lHat)
        for norm in [Norm.h(1), .h(0.5)] {
          let (a, b) = (
            try l.dual(to: norm, scheme: scheme, as: .functional)!,
            try f.dual(to: norm, scheme: scheme)!
          )
          #expect(isClose(a.value, b.value, 16 * roundoff(grid.count)))
          #expect(
            (a.representative - b.representative).largest()
              <= 16 * roundoff(grid.count) * b.representative.largest())
        }
      }
    }
  }

  @Test("A seminorm's dual is defined where the seminorm does not vanish")
  func kernels() throws {
    for grid in AxisKind.mixtures where grid.hasConstants {
      let f = Field<Double>.noise(on: grid)
      for norm in [Norm.homogeneous(1), .homogeneous(-0.5)] {
        #expect(throws: NormError.self) { try f.dual(to: norm) }
        let centred = f.withoutMean
        let dual = try centred.dual(to: norm)!
        #expect(
          isClose(dual.value, try centred.norm(norm.dual!), 16 * roundoff(grid.count)))
        #expect(
          abs(dual.representative.mean) <= roundoff(grid.count) * dual.representative.largest())
      }
    }
    // Centred differences do not see the checkerboard: it is no functional on their |H1|.
    let grid = Grid(AxisKind.all[0].axis(8))
    let checkerboard = Field<Double>(
      in: FunctionSpace(on: grid), values: (0..<8).map { $0 % 2 == 0 ? 1 : -1 })
    #expect(throws: NormError.notBounded(.homogeneous(1), share: 1)) {
      try checkerboard.dual(to: .homogeneous(1), scheme: Scheme(.centred(order: 2)))
    }
    #expect(try Field<Double>(in: FunctionSpace(on: grid)).dual(to: .h(1))!.value == 0)
    #expect(try checkerboard.dual(to: .l1)?.value == nil)
  }

  @Test("Mix-norms of cos 2π(y − t sin 2πx): ½ Σ J_m(2πt)² w(4π²(1 + m²))")
  func mixing() throws {
    for t in [0.0, 0.5, 2] {
      let n = 128
      let axis = Axis(0, 1, cells: n, boundary: .periodic)
      let u = Field(in: FunctionSpace<Double>(on: Grid(axis, axis))) { (x: Double, y: Double) in
        Double.cos(2 * .pi * (y - t * Double.sin(2 * .pi * x)))
      }
      let z = 2 * .pi * t
      // J_m(z) by the trapezoidal rule, exact to aliases J_{m ± 256}.
      func bessel(_ m: Int) -> Double {
        (0..<256).reduce(0.0) { sum, i in
          let angle = 2 * .pi * Double(i) / 256
          return sum + Double.cos(Double(m) * angle - z * Double.sin(angle)) / 256
        }
      }
      let squares = (-60...60).map { m in (m: Double(m), square: bessel(m) * bessel(m) / 2) }
      func known(_ w: (Double) -> Double) -> Double {
        squares.reduce(0.0) { $0 + $1.square * w(4 * .pi * .pi * (1 + $1.m * $1.m)) }
      }
      for (name, square) in [
        ("L2", known { _ in 1 }), ("H-0.5", known { 1 / Double.sqrt(1 + $0) }),
        ("H-1", known { 1 / (1 + $0) }), ("|H-1|", known { 1 / $0 }),
        ("|H-0.5|", known { 1 / Double.sqrt($0) }),
      ] {
        let norm = try Norm(name)
        let value = try u.norm(norm)
        #expect(isClose(value * value, square, 8 * roundoff(n * n)), "\(name), t = \(t)")
        let dual = try u.dual(to: norm.dual!)!
        #expect(isClose(dual.value, value, 8 * roundoff(n * n)), "\(name)")
      }
    }
  }
}
