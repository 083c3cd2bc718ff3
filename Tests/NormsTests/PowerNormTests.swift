import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct PowerNormTests {
  private static let exponents: [Double] = [1, 1.5, 3, 4, .infinity]

  /// W^{k,p} and |W^{k,p}|, k = 0, 1, 2.
  private static func norms(_ p: Double) -> [Norm] {
    [0, 1, 2].flatMap { [.w($0, p), .wHomogeneous($0, p)] }
  }

  @Test("W^{k,2} is H^k with each derivative once, for every scheme")
  func two() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      for scheme in schemes(on: grid) {
        for k in 0...3 {
          for seminorm in [false, true] {
            let power = Norm(.slobodeckij(Double(k), 2), seminorm: seminorm)
            let form = Norm(.sobolev(Double(k)), form: .multiindex, seminorm: seminorm)
            #expect(try u.norms([power], scheme: scheme) == u.norms([form], scheme: scheme))
            guard let weak = u.withoutLastModes.weakNorm(power, scheme: scheme) else { continue }
            #expect(weak == u.withoutLastModes.weakNorm(form, scheme: scheme))
          }
        }
      }
    }
  }

  @Test("W^{k,p} is continuous in p at 2: powers of derivatives have the symbol's norm")
  func continuity() throws {
    // The next number after 2 takes the way of powers; it moves the norm by a few ε |log|.
    let p = 2.0.nextUp
    for grid in AxisKind.all.map({ Grid($0.axis(7, -0.5, 2)) }) + AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid).withoutLastModes
      for scheme in schemes(on: grid) {
        for k in 0...2 {
          let found = try u.norms([.w(k, p), .wHomogeneous(k, p)], scheme: scheme)
          let squares = try u.norms(
            [.h(Double(k), .multiindex), .homogeneous(Double(k), .multiindex)], scheme: scheme,
            lastMode: .drop)
          let isStencil = scheme.kinds.contains { if case .stencil = $0 { true } else { false } }
          if isStencil, k > 0, scheme.kinds.count == 1 { #expect(found == [nil, nil]) }
          for (value, square) in zip(found, squares) {
            guard let value else { continue }
            let square = try #require(square)
            // Differences carry round-off ε (2π/h)^k ‖u‖, be their result small or not.
            let h = Double(grid.axes.map(\.spacing).min()!)
            let floor = try Double.pow(2 * .pi / h, k) * u.norm(.l2)
            #expect(
              isClose(value, square, 8 * roundoff(grid.count), floor: floor),
              "W\(k),2 \(scheme) \(grid)")
          }
        }
      }
    }
  }

  @Test("The norm is the naive sum over differences and their own quadrature")
  func naive() throws {
    let schemes = [
      Scheme(.staggered(order: 2)), Scheme(.staggered(order: 6)), Scheme(.centred(order: 2)),
      Scheme(.centred(order: 4)),
    ]
    for grid in [1, 2, 5, 8].flatMap({ n in AxisKind.all.map { Grid($0.axis(n, -0.5, 2)) } })
      + AxisKind.mixtures
    {
      let u = Field<Double>.noise(on: grid)
      for scheme in schemes {
        let parts = (0...2).map { k in
          MultiIndex.all(order: k, rank: grid.rank).map { Self.derivative(u, $0, scheme) }
        }
        for p in Self.exponents {
          for norm in Self.norms(p) {
            guard case .slobodeckij(let k, _) = norm.core else { continue }
            let value = try #require(try u.norms([norm], scheme: scheme)[0])
            let naive = Self.norm(
              (norm.isSeminorm ? Int(k)...Int(k) : 0...Int(k)).flatMap { parts[$0] }, p)
            // Where the derivative is only cancellation, it is 0 to ε (2/h)^k ‖u‖.
            let h = Double(grid.axes.map(\.spacing).min()!)
            let floor = Double.pow(2 / h, k) * u.lebesgueNorm(p)
            #expect(
              isClose(value, Double(naive), roundoff(grid.count), floor: floor / 8),
              "\(norm) \(scheme)")
          }
        }
      }
    }
  }

  /// |∂^α u| and the weights of its points, difference by difference.
  private static func derivative(
    _ u: Field<Double>, _ alpha: [Int], _ scheme: Scheme
  ) -> [(size: Extended, weight: Extended)] {
    var v = u
    for (a, m) in alpha.enumerated() {
      for _ in 0..<m {
        guard let d = scheme[a].weakDerivative(on: v.grid.axes[a]) else { return [] }
        v = v.applying(d.stencil, axis: a, onto: d.axis)
      }
    }
    return v.values.enumerated().map { j, value in
      var rest = j
      var w: Extended = 1
      for axis in v.grid.axes.reversed() {
        w *= axis.weight(rest % axis.count)
        rest /= axis.count
      }
      return (Extended(value.magnitude), w)
    }
  }

  /// (Σ w |v|^p)^{1/p} without scaling.
  private static func norm(
    _ parts: [[(size: Extended, weight: Extended)]], _ p: Double
  ) -> Extended {
    if p == .infinity { return parts.joined().reduce(0) { max($0, $1.size) } }
    let total = parts.joined().reduce(Extended(0)) {
      $0 + ($1.size == 0 ? 0 : $1.weight * Extended.pow($1.size, Extended(p)))
    }
    return Extended.pow(total, 1 / Extended(p))
  }

  @Test("A stencil has no derivative but for p = 2; splines have those up to their degree")
  func inadmissible() throws {
    let u = Field<Double>.noise(on: Grid(AxisKind.all[0].axis(8)))
    let stencil = Scheme(.stencil(order: 4))
    #expect(try u.norms([.w(1, 3), .w(1, .infinity)], scheme: stencil) == [nil, nil])
    #expect(try u.norms([.w(1, 2)], scheme: stencil)[0] != nil)
    #expect(try u.norms([.w(0, 3)], scheme: stencil) == [u.lebesgueNorm(3)])
    for degree in [1, 2, 3] {
      let spline = Scheme(.spline(degree: degree))
      for p in Self.exponents {
        #expect(try u.norms([.w(degree + 1, p)], scheme: spline) == [nil])
        #expect(try u.norms([.w(degree, p)], scheme: spline)[0] != nil)
      }
    }
  }

  @Test("Powers of two come out to the bit: nothing over- or underflows")
  func scaling() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      for scheme in [Scheme(.staggered(order: 2)), Scheme(.spline(degree: 1))] {
        for norm in [Norm.w(1, 1), .w(1, 3), .w(2, .infinity), .totalVariation] {
          guard let value = try u.norms([norm], scheme: scheme)[0] else { continue }
          for scale in [Double(sign: .plus, exponent: 900, significand: 1), 1 / 0x1p900] {
            #expect(try (scale * u).norm(norm, scheme: scheme) == scale * value, "\(norm)")
          }
        }
      }
    }
  }
}
