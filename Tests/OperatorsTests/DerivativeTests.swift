import Fields
import Grids
import Operators
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct DerivativeTests {
  /// Grids on which every derivative's space has a point.
  private let spaces = grids.filter { $0.axes.allSatisfy { $0.collocated != nil } }

  @Test("The derivative of a sine field is a cosine field, and its space says so")
  func conjugateSpaces() {
    for grid in spaces {
      let u = Field<Double>.noise(on: grid)
      for a in grid.axes.indices {
        let v = u.derivative(along: a)
        #expect(v.grid == grid.replacing(a, by: grid.axes[a].collocated!))
        #expect(v.grid.axes[a].boundary == grid.axes[a].boundary.conjugate)
        var alpha = [Int](repeating: 0, count: grid.rank)
        alpha[a] = 2
        #expect(u.derivative(alpha).space == u.space)
        alpha[a] = 3
        #expect(u.derivative(alpha).space == v.space)
        alpha[a] = 0
        #expect(u.derivative(alpha).distance(to: u) <= 4 * roundoff(grid.count))
      }
    }
    let interval = FunctionSpace<Double>(on: Grid(Axis(0, 1, cells: 8, boundary: .dirichlet)))
    let u = Field(in: interval) { Double.sin(3 * .pi * $0) }
    let du = u.derivative(along: 0)
    #expect(du.grid.axes[0].boundary == .neumann)
    let expected = Field(in: du.space) { 3 * .pi * Double.cos(3 * .pi * $0) }
    #expect(du.distance(to: expected) <= 10 * roundoff(8))
  }

  @Test("Derivatives of analytic functions are exact to round-off: ∂^α exp(sin x) cos 2y")
  func analytic() {
    let space = FunctionSpace<Double>(on: torus(2, 40))
    let u = Field(in: space) { x, y in Double.exp(.sin(x)) * Double.cos(2 * y) }
    let cases: [([Int], (Double, Double) -> Double)] = [
      ([1, 0], { x, y in .cos(x) * .exp(.sin(x)) * .cos(2 * y) }),
      ([0, 1], { x, y in -2 * .exp(.sin(x)) * .sin(2 * y) }),
      ([2, 0], { x, y in (.cos(x) * .cos(x) - .sin(x)) * .exp(.sin(x)) * .cos(2 * y) }),
      ([0, 3], { x, y in 8 * .exp(.sin(x)) * .sin(2 * y) }),
      ([1, 1], { x, y in -2 * .cos(x) * .exp(.sin(x)) * .sin(2 * y) }),
      ([2, 2], { x, y in -4 * (.cos(x) * .cos(x) - .sin(x)) * .exp(.sin(x)) * .cos(2 * y) }),
    ]
    for (alpha, f) in cases {
      let expected = Field(in: space, f)
      let order = Double(alpha.reduce(0, +))
      // Round-off in û is spread over all modes and multiplied by κ^{|α|} ≤ 20^{|α|}.
      let tolerance = roundoff(1600) * Double.pow(20, order) * u.lebesgueNorm(2)
      #expect(u.derivative(alpha).distance(to: expected) <= tolerance, "\(alpha)")
    }
  }

  @Test("∂ is skew-adjoint between conjugate spaces")
  func skewAdjoint() {
    for grid in spaces {
      let u = Field<Double>.noise(on: grid)
      for a in grid.axes.indices {
        let du = u.derivative(along: a)
        let v = Field<Double>.noise(on: du.grid, seed: 2)
        let scale = du.lebesgueNorm(2) * v.lebesgueNorm(2) + 1
        let sum = du.inner(v) + u.inner(v.derivative(along: a))
        #expect(sum.magnitude <= 8 * roundoff(grid.count) * scale)
      }
    }
  }

  @Test("Σ ∂ᵢ² = Δ, last modes included; ∂ᵢ ∂ᵢ = ∂ᵢ² without them")
  func secondDerivatives() {
    for grid in spaces {
      let u = Field<Double>.noise(on: grid)
      let tolerance = 8 * roundoff(grid.count) * u.largestEigenvalue * u.lebesgueNorm(2)
      func second(_ a: Int) -> [Int] { grid.axes.indices.map { $0 == a ? 2 : 0 } }
      let sum = grid.axes.indices.map { u.derivative(second($0)) }.reduce(0 * u, +)
      #expect(sum.distance(to: u.laplacian) <= tolerance)
      let v = u.withoutLastModes
      for a in grid.axes.indices {
        let twice = v.derivative(along: a).derivative(along: a)
        #expect(twice.distance(to: v.derivative(second(a))) <= tolerance)
      }
    }
  }

  @Test("∇· ∇ = Δ for every function without last modes")
  func divergenceOfGradient() {
    for grid in spaces {
      let u = Field<Double>.noise(on: grid).withoutLastModes
      let tolerance = 8 * roundoff(grid.count) * u.largestEigenvalue * (u.lebesgueNorm(2) + 1)
      #expect(divergence(u.gradient).distance(to: u.laplacian) <= tolerance, "\(grid)")
    }
  }

  @Test("∇· is minus the adjoint of ∇: (∇u, v) = −(u, ∇·v)")
  func adjoint() {
    for grid in spaces {
      let u = Field<Double>.noise(on: grid)
      let gradient = u.gradient
      let v = gradient.indices.map {
        Field<Double>.noise(on: gradient[$0].grid, seed: UInt64($0) + 2)
      }
      let left = zip(gradient, v).reduce(0.0) { $0 + $1.0.inner($1.1) }
      let right = u.inner(divergence(v))
      let scale = zip(gradient, v).reduce(1.0) { $0 + $1.0.lebesgueNorm(2) * $1.1.lebesgueNorm(2) }
      #expect((left + right).magnitude <= 8 * roundoff(grid.count) * scale)
    }
  }

  @Test("∇× ∇ = 0 and ∇· ∇× = 0, on every mixture")
  func curls() {
    for grid in spaces where grid.rank > 1 {
      let u = Field<Double>.noise(on: grid)
      let tolerance = 16 * roundoff(grid.count) * u.largestEigenvalue * (u.lebesgueNorm(2) + 1)
      for component in curl(u.gradient) { #expect(component.lebesgueNorm(2) <= tolerance) }
      guard grid.rank == 3 else { continue }
      // Any potential whose components live where a gradient's do.
      let potential = u.gradient.enumerated().map { i, v in
        Field<Double>.noise(on: v.grid, seed: UInt64(i) + 5)
      }
      #expect(divergence(curl(potential)).lebesgueNorm(2) <= tolerance * 8)
      #expect(curl(potential)[0].lebesgueNorm(2) > 0.01 || grid.cells.contains { $0 < 3 })
    }
  }

  @Test("curl of a rotation is twice its speed: (−sin y, sin x) in the plane")
  func planeCurl() {
    let space = FunctionSpace<Double>(on: torus(2, 8))
    let v = [
      Field(in: space) { _, y in -Double.sin(y) }, Field(in: space) { x, _ in Double.sin(x) },
    ]
    let expected = Field(in: space) { x, y in Double.cos(x) + Double.cos(y) }
    #expect(curl(v).count == 1)
    #expect(curl(v)[0].distance(to: expected) <= 8 * roundoff(64))
  }
}
