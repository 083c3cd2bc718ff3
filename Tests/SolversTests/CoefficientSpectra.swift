import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Testing
import _TestSupport

/// What a coefficient's values say of the extremes of ∫ a |∇u|² over a norm.
@Suite struct CoefficientSpectra {
  private let fd2 = Scheme(.staggered(order: 2))

  private func space(_ axes: Axis...) -> FunctionSpace<Double> { FunctionSpace(on: Grid(axes)) }

  /// Neumann nodes in one dimension: every vector of slopes is one of a function, so that the
  /// quotient by |H1|² takes every sample of a, and none beyond.
  @Test(arguments: [2, 3, 8, 31, 64, 256]) func coefficientsAreTheSpectrumBetweenNeumannEnds(n: Int)
    throws
  {
    let space = space(Axis(0, 1, cells: n, boundary: .neumann))
    let a = try Formula("2 + x*sin(5*x)")
    let form = try EnergyForm(diffusion: [a], scheme: fd2, in: space)
    let b = try #require(DiagonalForm<Double>(.homogeneous(1), scheme: fd2, in: space))
    var quotient = RayleighQuotient(energy: form, over: b)
    quotient.removeConstants()
    let samples = (0..<n).map { a.value(at: [(Double($0) + 0.5) / Double(n)]) }
    let lowest = try quotient.extreme(.lowest)
    let highest = try quotient.extreme(.highest)
    #expect(isClose(lowest.value, samples.min()!, 1e-12))
    #expect(isClose(highest.value, samples.max()!, 1e-12))
    #expect(form.range == (samples.min()!, samples.max()!))
    // One constant is the correction's whole defect here.
    #expect(max(lowest.iterations, highest.iterations) <= 10)
  }

  /// Dirichlet ends leave slopes of zero mean: the eigenvalues solve Σ 1/(aᵢ − λ) = 0 and interlace
  /// with the samples aᵢ.
  @Test(arguments: [3, 8, 31, 64, 256]) func theSecularEquationBetweenDirichletEnds(n: Int) throws {
    let space = space(Axis(0, 1, cells: n, boundary: .dirichlet))
    let form = try EnergyForm(diffusion: [try Formula("1 + x")], scheme: fd2, in: space)
    let b = try #require(DiagonalForm<Double>(.homogeneous(1), scheme: fd2, in: space))
    let quotient = RayleighQuotient(energy: form, over: b)
    let samples = (0..<n).map { 1 + (Double($0) + 0.5) / Double(n) }
    /// The root between two neighbouring samples, where the sum rises.
    func root(_ lower: Double, _ upper: Double) -> Double {
      var (l, u) = (lower, upper)
      for _ in 0..<60 {
        let middle = (l + u) / 2
        if samples.reduce(0, { $0 + 1 / ($1 - middle) }) < 0 { l = middle } else { u = middle }
      }
      return (l + u) / 2
    }
    let lowest = try quotient.extreme(.lowest)
    let highest = try quotient.extreme(.highest)
    #expect(isClose(lowest.value, root(samples[0], samples[1]), 1e-12))
    #expect(isClose(highest.value, root(samples[n - 2], samples[n - 1]), 1e-12))
    #expect(max(lowest.iterations, highest.iterations) <= 40)
  }

  /// A coefficient of two values: both are attained wherever each has two cells, for any contrast.
  @Test(arguments: [10.0, 1e4]) func jumps(contrast: Double) throws {
    for boundary in [Boundary.dirichlet, .periodic, .neumann] {
      for n in [16, 64, 256] {
        let space = space(Axis(0, 1, cells: n, boundary: boundary))
        let a = try Formula("if(x < 0.3, 1, contrast)", parameters: ["contrast": Formula(contrast)])
        let form = try EnergyForm(diffusion: [a], scheme: fd2, in: space)
        let b = try #require(DiagonalForm<Double>(.homogeneous(1), scheme: fd2, in: space))
        var quotient = RayleighQuotient(energy: form, over: b)
        if space.grid.hasConstants { quotient.removeConstants() }
        let lowest = try quotient.extreme(.lowest)
        // Round-off of A is of the size of its largest entries.
        #expect(isClose(lowest.value, 1, 1e-10 + 256 * contrast * .ulpOfOne))
        #expect(isClose(try quotient.extreme(.highest).value, contrast, 1e-10))
      }
    }
  }

  /// A smooth coefficient against L²: B⁻¹ is replaced by (−Δ)⁻¹, and steps do not grow with n.
  @Test func stepsDoNotDependOnTheGrid() throws {
    var steps: [Int] = []
    var values: [Double] = []
    for n in [16, 32, 64, 128] {
      let side = Axis(0, 1, cells: n, boundary: .dirichlet)
      let space = space(side, side)
      let form = try EnergyForm(
        diffusion: [try Formula("2 + sin(3*x)*cos(2*y)")], scheme: fd2, in: space)
      let l2 = try #require(DiagonalForm<Double>(.l2, scheme: fd2, in: space))
      let k = try #require(DiagonalForm<Double>(.homogeneous(1), scheme: fd2, in: space))
      let quotient = RayleighQuotient(form, over: l2, riesz: { k.pseudoinverse($0) })
      let pair = try quotient.extreme(.lowest)
      steps.append(pair.iterations)
      values.append(pair.value)
    }
    #expect(steps.max()! - steps.min()! <= 2, "\(steps)")
    #expect(steps.max()! <= 25, "\(steps)")
    // λ_h is second order: differences fall by 4.
    let ratio = (values[1] - values[0]) / (values[2] - values[1])
    #expect(abs(ratio - 4) <= 0.1)
  }

  /// Against |H1| the spectrum is the coefficient's range: the correction keeps the steps few, and the
  /// constants tend to the range's ends like h².
  @Test func theConstantsTendToTheCoefficientsRange() throws {
    var gaps: [Double] = []
    for n in [16, 32, 64] {
      let space = space(
        Axis(0, 1, cells: n, boundary: .dirichlet), Axis(0, 1, cells: n, boundary: .neumann))
      for reaction: Formula in [0, 0.5] {
        let form = try EnergyForm(
          diffusion: [try Formula("2 + sin(2*pi*x)*cos(2*pi*y)")], reaction: reaction, scheme: fd2,
          in: space)
        let norm = reaction.isZero ? Norm.homogeneous(1) : .h(1)
        let b = try #require(DiagonalForm<Double>(norm, scheme: fd2, in: space))
        let quotient = RayleighQuotient(energy: form, over: b)
        let lowest = try quotient.extreme(.lowest)
        let highest = try quotient.extreme(.highest)
        #expect(lowest.value > 1 && highest.value < 3)
        #expect(max(lowest.iterations, highest.iterations) <= 60)
        if reaction.isZero { gaps.append(3 - highest.value) }
      }
    }
    #expect(abs(gaps[0] / gaps[1] - 4) <= 0.2 && abs(gaps[1] / gaps[2] - 4) <= 0.2, "\(gaps)")
  }
}
