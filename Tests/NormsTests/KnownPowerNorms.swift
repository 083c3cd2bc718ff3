import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

/// W^{k,p} of functions whose powers integrate in closed form.
@Suite struct KnownPowerNorms {
  /// ∫_0^{2π} |cos|^p = 2√π Γ((p+1)/2)/Γ(p/2 + 1)
  private func cosinePower(_ p: Double) -> Double {
    2 * Double.pi.squareRoot() * Double.gamma((p + 1) / 2) / Double.gamma(p / 2 + 1)
  }

  private func sine(_ n: Int) -> Field<Double> {
    Field(in: FunctionSpace(on: Grid(Axis(0, 2 * .pi, cells: n, boundary: .periodic)))) {
      Double.sin($0)
    }
  }

  @Test("|sin|_{1,p} = ‖cos‖_p through Gamma functions: staggered differences at rate 2")
  func gamma() throws {
    let staggered = Scheme(.staggered(order: 2))
    // |cos|^p is smooth enough for the midpoint rule from p = 2 on: what is left is sin(h/2)/(h/2).
    for p in [2.5, 3, 4, .infinity] {
      let known = p == .infinity ? 1 : Double.pow(cosinePower(p), 1 / p)
      let errors = try [64, 128, 256].map {
        try abs(sine($0).norm(.wHomogeneous(1, p), scheme: staggered) - known)
      }
      for (a, b) in zip(errors, errors.dropFirst()) {
        #expect(abs(Double.log2(a / b) - 2) < 0.01, "p = \(p)")
      }
    }
    // p = 1: four monotone pieces, whose ends the points at h(j + 1/3) miss by h/3.
    for n in [64, 128, 256] {
      let h = 2 * Double.pi / Double(n)
      let u = Field(in: sine(n).space) { Double.sin($0 + h / 3) }
      let value = try u.norm(.wHomogeneous(1, 1), scheme: staggered)
      #expect(isClose(value, 4 * Double.cos(h / 3), roundoff(n)))
      #expect(isClose(try sine(n).norm(.wHomogeneous(1, 1), scheme: staggered), 4, roundoff(n)))
    }
  }

  @Test("Even powers of a collocated derivative are exact once the grid resolves them")
  func collocated() throws {
    for p in [4.0, 6, 8] {
      // |cos|^p has modes up to p: no aliasing onto the mean for n > p.
      for n in [9, 12, 33] {
        let value = try sine(n).norm(.wHomogeneous(1, p))
        #expect(isClose(value, Double.pow(cosinePower(p), 1 / p), roundoff(n)))
        let second = try sine(n).norm(.wHomogeneous(2, p))
        #expect(isClose(second, Double.pow(cosinePower(p), 1 / p), roundoff(n) * Double(n)))
      }
    }
  }

  @Test("The hat is in W^{1,∞}: ‖u‖^p = 2/(p+1) + 2 on linear elements, |u|^p = 2 on differences")
  func hat() throws {
    for n in [2, 4, 6, 64] {
      let axis = Axis(-1, 1, cells: n, boundary: .dirichlet)
      let u = Field(in: FunctionSpace<Double>(on: Grid(axis))) { 1 - $0.magnitude }
      for p in [1.0, 3, 4, 6] {
        let p1 = Scheme(.spline(degree: 1))
        let full = Double.pow(2 / (p + 1) + 2, 1 / p)
        #expect(isClose(try u.norm(.w(1, p), scheme: p1), full, roundoff(n)))
        let part = Double.pow(2, 1 / p)
        for scheme in [p1, Scheme(.staggered(order: 2))] {
          #expect(isClose(try u.norm(.wHomogeneous(1, p), scheme: scheme), part, roundoff(n)))
        }
      }
      for scheme in [Scheme(.spline(degree: 1)), Scheme(.staggered(order: 2))] {
        #expect(isClose(try u.norm(.w(1, .infinity), scheme: scheme), 1, roundoff(n)))
      }
    }
  }

  @Test("Bilinear elements: |hat ⊗ hat|_{1,p}^p = 8/(p+1), the maximum of the slope at a corner")
  func bilinear() throws {
    let axis = Axis(-1, 1, cells: 6, boundary: .dirichlet)
    let u = Field(in: FunctionSpace<Double>(on: Grid(axis, axis))) {
      (1 - $0.magnitude) * (1 - $1.magnitude)
    }
    let p1 = Scheme(.spline(degree: 1))
    for p in [1.0, 2, 3, 4, 8] {
      let value = try u.norm(.wHomogeneous(1, p), scheme: p1)
      #expect(isClose(value, Double.pow(8 / (p + 1), 1 / p), roundoff(36)))
    }
    #expect(isClose(try u.norm(.wHomogeneous(1, .infinity), scheme: p1), 1, roundoff(36)))
  }

  @Test(
    "A kink moves by less than h: |abs(sin)|_{1,p} converges, |.|_{2,1} is bounded, |.|_{2,3} not")
  func kink() throws {
    func abssin(_ n: Int) -> Field<Double> {
      let u = sine(n)
      return Field(in: u.space, values: u.values.map(\.magnitude))
    }
    let staggered = Scheme(.staggered(order: 2))
    // n odd: the second kink lies in the middle of a cell, whose slope vanishes.
    for p in [1, 3, .infinity] {
      let known = p == .infinity ? 1 : Double.pow(cosinePower(p), 1 / p)
      let even = try abssin(512).norm(.wHomogeneous(1, p), scheme: staggered)
      #expect(abs(even - known) < 1e-4 * known)
      let odd = try [255, 511].map {
        try abs(abssin($0).norm(.wHomogeneous(1, p), scheme: staggered) - known)
      }
      let h = 2 * Double.pi / 511
      if p.isFinite {
        // One cell of h loses |cos|^p = 1: h/(p · known^{p−1}) up to h².
        let lost = h / (p * Double.pow(known, p - 1))
        #expect(abs(odd[1] - lost) < h * h)
      }
    }
    // ∫|u″| = ∫|sin| + two kinks of 2; |u|_{2,3} grows by 2^{2/3} a doubling.
    let total = try abssin(512).norm(.wHomogeneous(2, 1), scheme: staggered)
    #expect(abs(total - 8) < 1e-3)
    let cubes = try [512, 1024].map {
      try abssin($0).norm(.wHomogeneous(2, 3), scheme: staggered)
    }
    #expect(abs(Double.log2(cubes[1] / cubes[0]) - 2.0 / 3) < 1e-3)
  }
}
