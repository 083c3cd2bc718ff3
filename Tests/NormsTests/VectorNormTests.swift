import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct VectorNormTests {
  private static let exponents: [Double] = [0.25, 0.5, 0.9, 1, 1.5, 2, 3, 8, .infinity]

  @Test("ℓ^p is the naive sum of the values: neither h nor the boundary enters")
  func naive() throws {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      for p in Self.exponents {
        let sum = u.values.reduce(Extended(0)) { sum, x in
          p == .infinity
            ? max(sum, Extended(x.magnitude)) : sum + Extended.pow(Extended(abs(x)), Extended(p))
        }
        let naive = p == .infinity ? sum : Extended.pow(sum, 1 / Extended(p))
        for scheme in [Scheme.spectral, Scheme(.spline(degree: 1))] {
          let value = try u.norm(.vector(p), scheme: scheme)
          // The root multiplies the relative error of the sum by 1/p.
          #expect(isClose(value, Double(naive), roundoff(grid.count) * max(1, 1 / p)))
        }
      }
    }
  }

  @Test("‖u‖_q ≤ ‖u‖_p for p ≤ q, and the generalised mean N^{−1/p} ‖u‖_p grows with p")
  func means() throws {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      let n = Double(grid.count)
      let norms = try u.norms(Self.exponents.map { .vector($0) }).map { $0! }
      let means = zip(norms, Self.exponents).map { $0 * Double.pow(n, -1 / $1) }
      let slack: Double = 1 + 8 * roundoff(grid.count)
      for i in norms.indices.dropFirst() {
        #expect(norms[i] <= norms[i - 1] * slack)
        #expect(means[i] >= means[i - 1] / slack)
      }
    }
  }

  @Test("The mean of order p tends to the geometric mean as p → 0, and ‖u‖_p^p to the count")
  func limits() throws {
    let u = Field<Double>.noise(on: Grid(AxisKind.all[0].axis(31)))
    let logs = u.values.map { Double.log($0.magnitude) }
    let mean = logs.reduce(0, +) / 31
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 31
    // log M_p = mean + p variance/2 + O(p²)
    for p in [0.02, 0.01] {
      let power = try Double.log(u.norm(.vector(p))) - Double.log(31) / p
      #expect(abs(power - mean - p * variance / 2) < 20 * p * p * variance)
      let count = try Double.exp(p * Double.log(u.norm(.vector(p))))
      #expect(abs(count - 31 * Double.exp(p * mean)) < 31 * p * p * variance)
    }
  }

  @Test("p < 1 is a quasi-norm: ‖u + v‖ ≤ 2^{1/p−1}(‖u‖ + ‖v‖), attained by e₁ and e₂")
  func quasi() throws {
    let space = FunctionSpace<Double>(on: Grid(AxisKind.all[0].axis(8)))
    let (e1, e2) = (
      Field(in: space, values: [1, 0, 0, 0, 0, 0, 0, 0]),
      Field(in: space, values: [0, 1, 0, 0, 0, 0, 0, 0])
    )
    for p in [0.25, 0.5, 0.9] {
      let norm = Norm.vector(p)
      let constant = Double.exp2(1 / p - 1)
      #expect(isClose(try (e1 + e2).norm(norm), 2 * constant, roundoff(8)))
      for grid in AxisKind.mixtures {
        let (u, v) = (Field<Double>.noise(on: grid), Field<Double>.noise(on: grid, seed: 2))
        let (a, b, c) = (try u.norm(norm), try v.norm(norm), try (u + v).norm(norm))
        #expect(c <= constant * (a + b))
        // The p-th powers do obey the triangle inequality.
        #expect(Double.pow(c, p) <= Double.pow(a, p) + Double.pow(b, p))
      }
    }
    for p in Self.exponents where p >= 1 {
      for grid in AxisKind.mixtures {
        let (u, v) = (Field<Double>.noise(on: grid), Field<Double>.noise(on: grid, seed: 2))
        let norm = Norm.vector(p)
        #expect(try (u + v).norm(norm) <= u.norm(norm) + v.norm(norm))
      }
    }
  }

  @Test("Non-zeros are counted, not measured; Hamming is a metric")
  func counts() throws {
    for grid in AxisKind.mixtures {
      let n = grid.count
      let space = FunctionSpace<Double>(on: grid)
      var generator = SeededGenerator(seed: 3)
      let fields = (0..<3).map { _ in
        Field(in: space, values: (0..<n).map { _ in Double(generator.next() >> 62) })
      }
      let (u, v, w) = (fields[0], fields[1], fields[2])
      let nonzeros = u.values.filter { $0 != 0 }.count
      for scale in [1.0, -3, 1e-300] {
        #expect(try (scale * u).norm(Norm("vector:nonzeros")) == Double(nonzeros))
      }
      #expect(u.hammingDistance(to: u) == 0)
      #expect(u.hammingDistance(to: v) == v.hammingDistance(to: u))
      #expect(u.hammingDistance(to: w) <= u.hammingDistance(to: v) + v.hammingDistance(to: w))
      #expect(try (u - v).norm(Norm("vector:hamming")) == Double(u.hammingDistance(to: v)))
    }
    let space = FunctionSpace<Double>(on: Grid(AxisKind.all[0].axis(2)))
    let (a, b) = (0x1p-1022, 0x1.0000000000001p-1022)
    let (u, v) = (Field(in: space, values: [a, a]), Field(in: space, values: [a, b]))
    // Their difference is subnormal, and not 0.
    #expect(try (u - v).norm(Norm("vector:hamming")) == 1)
  }

  @Test("Values at both ends of the exponent's range are scaled first")
  func scaling() throws {
    let space = FunctionSpace<Double>(on: Grid(AxisKind.all[0].axis(2)))
    for scale in [0x1p1000, 0x1p-1000] {
      let u = Field(in: space, values: [3 * scale, -4 * scale])
      #expect(try u.norm(.vector(2)) == 5 * scale)
      #expect(try u.norm(.vector(1)) == 7 * scale)
      #expect(try u.norm(.vector(.infinity)) == 4 * scale)
    }
    let large = Field(in: space, values: [0x1p1023, 0x1p1023])
    #expect(throws: NormError.notFinite(.vector(1))) { try large.norm(.vector(1)) }
  }

  @Test("‖A u‖ for A = −Δ in L² is |u|_{H²}")
  func operators() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      let scheme = Scheme(.staggered(order: 4))
      let laplacian: Symbol<Double> = Norm.homogeneous(1).symbol(scheme, on: grid)!
      let image = u.applying(laplacian)
      let value = try u.norm(.homogeneous(2), scheme: scheme)
      #expect(isClose(try image.norm(.l2), value, 2 * roundoff(grid.count)))
    }
  }
}
