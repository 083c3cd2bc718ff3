import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

/// A function of a few variables, point by point.
private struct Pointwise: LatticeFunction {
  let f: @Sendable ([Double]) -> Double

  func values<Scalar: Real & BinaryFloatingPoint & Sendable>(on axes: [[Scalar]]) -> [Scalar] {
    axes.reduce([[]]) { points, axis in
      points.flatMap { point in axis.map { point + [Double($0)] } }
    }.map { Scalar(f($0)) }
  }
}

@Suite struct OwnNormTests {
  private func weight(_ name: String, _ f: @escaping @Sendable ([Double]) -> Double) -> Norm {
    .own(OwnNorm(name, .weight(Pointwise(f: f)), words: ""))
  }

  private func lambda(_ k: [Double]) -> Double { k.reduce(0) { $0 + $1 * $1 } }

  @Test("Weights of λ are the norms of the scale, for every discretisation and kind of axis")
  func scale() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      for scheme in schemes(on: grid) {
        let pairs: [(Norm, Norm)] = [
          (weight("bessel") { Double.pow(1 + lambda($0), 0.5) }, .h(0.5)),
          (weight("first") { 1 + lambda($0) }, .h(1)), (weight("mass") { _ in 1 }, .l2),
          (weight("semi") { lambda($0) }, .homogeneous(1)),
        ]
        for (own, known) in pairs {
          let (a, b) = (try u.norm(own, scheme: scheme), try u.norm(known, scheme: scheme))
          #expect(isClose(a, b, 16 * roundoff(grid.count)), "\(known) \(scheme)")
        }
      }
      // Dual weights, where M = 1.
      let mix = weight("mix") { Double.pow(1 + lambda($0), -0.5) }
      #expect(isClose(try u.norm(mix), try u.norm(.h(-0.5)), 16 * roundoff(grid.count)))
    }
  }

  @Test("Frequencies axis by axis: 1 + kx² + ky⁴")
  func axes() throws {
    for grid in AxisKind.mixtures where grid.rank == 2 {
      let u = Field<Double>.noise(on: grid)
      let own = weight("anisotropic") { 1 + $0[0] * $0[0] + Double.pow($0[1], 4) }
      let squares = NaiveSpectrum(u.values, on: grid)
      var expected: Extended = 0
      for (p, square) in squares.squares.enumerated() {
        let (i, j) = (p / grid.shape[1], p % grid.shape[1])
        let (x, y) = (grid.axes[0].frequency(i), grid.axes[1].frequency(j))
        expected +=
          square * grid.axes[0].squareNorm(i) * grid.axes[1].squareNorm(j)
          * (1 + x * x + y * y * y * y)
      }
      #expect(isClose(try u.norm(own), Double(expected.squareRoot()), 16 * roundoff(grid.count)))
    }
  }

  @Test("A multiplier makes ‖m(D)u‖, a factor ‖f u‖; with a weight for a base it has a symbol")
  func modified() throws {
    for grid in AxisKind.mixtures {
      let u = Field<Double>.noise(on: grid)
      for scheme in [Scheme.spectral, .init(.staggered(order: 2)), .init(.spline(degree: 1))] {
        let minusLaplacian = Pointwise { lambda($0) }
        let second = Norm.own(
          OwnNorm("second", .modified(.l2, multiplier: minusLaplacian, factor: nil), words: ""))
        let first = Norm.own(
          OwnNorm("first", .modified(.h(-1), multiplier: minusLaplacian, factor: nil), words: ""))
        #expect(second.symbol(scheme, on: grid, Double.self) != nil)
        let largest = Norm.own(
          OwnNorm(
            "largest",
            .modified(
              .lInfinity, multiplier: minusLaplacian, factor: Pointwise { 1 + $0[0] * $0[0] }),
            words: ""))
        #expect(largest.symbol(scheme, on: grid, Double.self) == nil)
        // −Δ_h u by its symbol
        var v = Coefficients(u)
        v.multiply(
          by: Symbol(
            .weight(
              .power(1),
              lambda: GramTables<Double>(scheme, on: grid, upTo: 1).eigenvalue(),
              factor: .init(1, grid.tabulate { _, _ in 1 }), shift: 0)))
        let w = Field(v)
        let tolerance: Double = 16 * roundoff(grid.count)
        #expect(
          isClose(
            try u.norm(second, scheme: scheme), try w.norm(.l2, scheme: scheme), tolerance))
        #expect(
          isClose(
            try u.norm(first, scheme: scheme), try w.norm(.h(-1), scheme: scheme), tolerance))
        let x = u.space.coordinates[0]
        let stride = grid.count / grid.shape[0]
        let product = w.values.indices.map { (1 + x[$0 / stride] * x[$0 / stride]) * w.values[$0] }
        let expected = product.map(\.magnitude).max()!
        #expect(isClose(try u.norm(largest, scheme: scheme), expected, tolerance))
      }
    }
  }

  @Test("A norm of one's own is its name")
  func names() throws {
    let (a, b) = (weight("mix") { _ in 1 }, weight("mix") { _ in 2 })
    #expect(a == b && a.name == "mix" && a.hashValue == b.hashValue)
    #expect(a != weight("other") { _ in 1 } && a != .l2)
  }

  @Test("A weight that is negative, or infinite, is an error that names the mode")
  func refusals() throws {
    let grid = Grid(AxisKind.all[0].axis(6, 0, 2 * .pi), AxisKind.all[2].axis(5, 0, .pi))
    let u = Field<Double>.noise(on: grid)
    let negative = weight("negative") { lambda($0) - 1.5 }
    let infinite = weight("infinite") { abs(lambda($0) - 5) < 1e-9 ? .infinity : 1 }
    // The first mode is (0, 1), with λ = 1; that of λ = 5 is (1, 2).
    #expect(throws: NormError.self) { try u.norm(negative) }
    do { _ = try u.norm(negative) } catch {
      #expect("\(error)".contains("at the mode (0, 1) it has the weight -0.5"), "\(error)")
    }
    do { _ = try u.norm(infinite) } catch {
      #expect("\(error)".contains("at the mode (1, 2) it has the value inf"), "\(error)")
    }
    let factor = Norm.own(
      OwnNorm(
        "factor", .modified(.l2, multiplier: nil, factor: Pointwise { 1 / $0[0] }), words: ""))
    do { _ = try u.norm(factor) } catch {
      #expect("\(error)".contains("not a number at (0.0, "), "\(error)")
    }
    guard case .own(let semi) = weight("semi", { lambda($0) }).core else { return }
    #expect(semi.kernelMode(.spectral, on: grid) == nil, "no constants with Dirichlet ends")
    let torus = Grid(AxisKind.all[0].axis(6), AxisKind.all[4].axis(5))
    #expect(semi.kernelMode(.spectral, on: torus) == [0, 0])
    #expect(semi.badMode(.spectral, on: torus) == nil)
  }
}
