import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct InequalityTests {
  @Test("Norms grow with s, in one form, for every discretisation")
  func growth() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      for scheme in schemes(on: grid) {
        let bessel = try u.norms(
          [-3, -2, -1, -0.5, 0, 0.25, 1, 1.5].map { .h($0, .bessel) }, scheme: scheme)
        let sum = try u.norms([-1, 0, 1, 2, 3].map { .h($0, .sum) }, scheme: scheme)
        for norms in [bessel.compactMap(\.self), sum.compactMap(\.self)] {
          for (a, b) in zip(norms, norms.dropFirst()) { #expect(a < b, "\(scheme)") }
        }
      }
    }
  }

  @Test("Duality: (u, v) ≤ ‖u‖_s ‖v‖_{−s}, with equality for the Riesz representative")
  func duality() throws {
    for grid in AxisKind.mixtures {
      let (u, v) = (Field<Double>.noise(on: grid), Field<Double>.noise(on: grid, seed: 2))
      for scheme in schemes(on: grid) {
        for form in [Norm.Form.sum, .bessel, .multiindex, .ends, .graph] {
          for s in [1.0, 2] {
            let pair = [Norm.h(s, form), .h(-s, form)]
            guard let a = try u.norms(pair, scheme: scheme)[0],
              let b = try v.norms(pair, scheme: scheme)[1]
            else { continue }
            // (u, v) in the scheme's own mass, by polarisation.
            let plus = try (u + v).norm(.l2, scheme: scheme)
            let minus = try (u - v).norm(.l2, scheme: scheme)
            #expect(abs(plus * plus - minus * minus) / 4 <= a * b * (1 + roundoff(grid.count)))
            // v̂ = (w/M) û
            var representative = Coefficients(u)
            representative.multiply(by: pair[0].symbol(scheme, on: grid)!)
            let mass: Symbol<Double> = Norm.l2.symbol(scheme, on: grid)!
            guard case .products(let products) = mass.rule else { continue }
            representative.multiply(
              by: Symbol(.products(products), numerator: .init(1, grid.tabulate { _, _ in 1 })))
            let r = Field(representative)
            let dual = try r.norm(pair[1], scheme: scheme)
            #expect(isClose(dual, a, 4 * roundoff(grid.count)), "\(form) \(scheme)")
          }
        }
      }
    }
  }

  @Test("‖u‖²_k = ‖u‖²_{k−1} + |u|²_k in the form sum; W^{k,2} counts each derivative once")
  func sums() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      for scheme in schemes(on: grid) {
        for k in [1.0, 2, 3] {
          let found = try u.norms([.h(k), .h(k - 1), .homogeneous(k)], scheme: scheme)
          guard let a = found[0], let b = found[1], let c = found[2] else { continue }
          #expect(isClose(a * a, b * b + c * c, 2 * roundoff(grid.count)))
        }
      }
    }
  }

  @Test("Homogeneous norms of negative order throw unless the mean vanishes")
  func zeroMean() throws {
    for grid in grids where grid.hasConstants && grid.count > 1 {
      let u = Field<Double>.noise(on: grid)
      for norm in [Norm.homogeneous(-1), .homogeneous(-0.5), .homogeneous(-2, .multiindex)] {
        #expect(throws: NormError.self) { try u.norm(norm) }
        #expect(throws: NormError.self) { try u.norms([.l2, norm]) }
        #expect(try u.withoutMean.norm(norm).isFinite)
        // In a narrow precision a subtracted mean leaves its round-off.
        var v = Field<Float>.noise(on: grid)
        v.add(-v.mean)
        #expect(try v.norm(norm).isFinite)
      }
    }
    for grid in grids where !grid.hasConstants {
      #expect(try Field<Double>.noise(on: grid).norm(.homogeneous(-1)).isFinite)
    }
  }

  @Test("Scaling by 2^±300 scales every norm exactly, although squares over- and underflow")
  func scaling() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      for norm in [
        Norm.l2, .h(1), .h(2), .h(-1), .h(0.5), .h(-2, .ends), .homogeneous(2), .l(3), .lInfinity,
      ] {
        for exponent in [-1000.0, -520, -300, 300, 520, 1000] {
          let factor = Double.exp2(exponent)
          let (x, y) = (try (factor * u).norm(norm), try u.norm(norm))
          if case .lebesgue(3) = norm.core {
            #expect(isClose(x, factor * y, roundoff(grid.count)))
          } else {
            #expect(x == factor * y, "\(norm) 2^\(exponent)")
          }
        }
      }
    }
  }

  @Test("A translation along a periodic axis leaves every norm alone")
  func translation() throws {
    let grid = Grid(AxisKind.all[0].axis(7), AxisKind.all[4].axis(5))
    let u = Field<Double>.noise(on: grid)
    let inner = grid.shape[1]
    let moved = Field(
      in: u.space, values: Array(u.values[(2 * inner)...] + u.values[..<(2 * inner)]))
    for norm in NaiveSumTests.norms + [.l1, .l(3), .lInfinity] {
      #expect(isClose(try moved.norm(norm), try u.norm(norm), roundoff(grid.count)))
    }
  }

  @Test("A prolonged function keeps its norms")
  func prolongation() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      let fine = FunctionSpace<Double>(on: grid.with(cells: grid.cells.map { 2 * $0 + 1 }))
      let v = Field(Coefficients(u).prolonged(to: fine))
      for norm in NaiveSumTests.norms {
        let expected = try u.norm(norm, lastMode: .interpolant)
        #expect(isClose(try v.norm(norm), expected, 4 * roundoff(fine.count)), "\(norm)")
      }
    }
  }

  @Test("NaN and infinity are errors, not norms; zero has norm zero")
  func notFinite() throws {
    let grid = AxisKind.mixtures[0]
    for norm in [
      Norm.l2, .l1, .lInfinity, .h(1), .h(-0.5), .homogeneous(1), .w(1, 3), .totalVariation,
      .vector(0.5),
    ] {
      for bad in [Double.nan, .infinity] {
        var u = Field<Double>.noise(on: grid)
        u.values[5] = bad
        #expect(throws: NormError.notFinite(norm)) { try u.norm(norm) }
      }
      #expect(try Field<Double>(in: FunctionSpace(on: grid)).norm(norm) == 0)
    }
  }

  @Test("Norms that this version only names say so")
  func notAvailable() {
    let u = Field<Double>.noise(on: AxisKind.mixtures[0])
    for norm in [Norm(.slobodeckij(1.5, 2)), Norm(.slobodeckij(2.5, 3))] {
      #expect(throws: NormError.notAvailable(norm)) { try u.norm(norm) }
    }
  }
}
